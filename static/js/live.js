/* What goes on while a page stays open. Chips of running promises (data-due) are told anew by the clock; parts with
 * data-live are fetched anew each minute; a fold with data-steps fetches what is in it when it is first opened.
 * What is fetched comes as the server draws it; nothing moves while somebody is in it. */
(() => {
  const PART = { headers: { "HX-Request": "true" } } /* no sign of life (AGENT_IDLE_MINUTES) */
  const words = document.querySelector('meta[name="chip-words"]')?.content.split("|")
  const TWO_UNITS = true

  const fill = (pattern, number) => pattern.replace("%d", number)

  const spoken = (seconds, inTwo) => {
    const [, , , second, minute, hour, day] = words
    const steps = [[day, 86400], [hour, 3600], [minute, 60], [second, 1]]
    const at = Math.max(0, steps.findIndex(([, length]) => seconds >= length))
    const [unit, length] = seconds < 1 ? steps[3] : steps[at]
    const first = fill(unit, Math.floor(seconds / length))
    const next = inTwo && at < 2 && steps[at + 1]
    const rest = next && Math.floor((seconds % length) / next[1])
    return rest ? `${first} ${fill(next[0], rest)}` : first
  }

  const tick = (chip, now) => {
    const due = Date.parse(chip.dataset.due), warn = Date.parse(chip.dataset.warn), since = Date.parse(chip.dataset.since)
    const condition = due < now ? "overdue" : warn <= now ? "at-risk" : "running"
    const [overdue, risk, running] = words
    const pattern = { overdue, "at-risk": risk, running }[condition]
    const told = pattern.replace("%s", spoken(Math.abs(due - now) / 1000, condition === "overdue" ? !TWO_UNITS : TWO_UNITS))
    const label = chip.querySelector("span")
    if (label.textContent !== told) label.textContent = told
    if (!chip.classList.contains(`sla-${condition}`)) {
      chip.className = `sla sla-${condition}`
      if (condition === "overdue") {
        chip.querySelector("svg")?.replaceWith(document.querySelector("template[data-overdue]").content.cloneNode(true))
        chip.closest("tr")?.classList.add("is-overdue")
      }
    }
    chip.querySelector(".ring-left")?.setAttribute("stroke-dasharray", `${Math.round(Math.max(0, due - now) / Math.max(1000, due - since) * 100)} 100`)
  }

  const tickAll = () => {
    if (document.hidden || !words) return
    const now = Date.now()
    for (const chip of document.querySelectorAll(".sla[data-due]")) tick(chip, now)
  }

  const part = async (place, address) => {
    const answer = await fetch(address, PART)
    if (!answer.ok || answer.redirected) throw new Error(answer.status)
    const html = await answer.text()
    if (place.contains(document.activeElement) || place.matches(":hover") || place.innerHTML === html) return
    place.innerHTML = html
  }

  const renew = () => {
    if (document.hidden) return
    for (const place of document.querySelectorAll("[data-live]"))
      part(place, place.dataset.live).catch(() => { delete place.dataset.live })
  }

  document.addEventListener("toggle", (event) => {
    const address = event.target.dataset?.steps
    if (!address || !event.target.open) return
    delete event.target.dataset.steps
    const place = event.target.querySelector("[data-steps-here]")
    /* where they cannot come, the link to them stays */
    part(place, address).catch(() => {})
  }, true)

  setInterval(tickAll, 10_000)
  setInterval(renew, 60_000)
  document.addEventListener("visibilitychange", () => { tickAll(); renew() })
})()
