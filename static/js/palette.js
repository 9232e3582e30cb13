/* ⌘K or Ctrl K: the palette opens. Typing fetches tickets and people, narrows queues and what the page at hand offers;
 * arrows walk from the field through all of it. */
(() => {
  const palette = document.getElementById("palette")
  if (!palette) return
  const PAUSE = 150 /* ms of typing */
  const form = palette.querySelector("form")
  const field = palette.querySelector("input")
  const found = palette.querySelector("[data-palette-found]")
  const count = palette.querySelector("[data-palette-count]")
  const here = palette.querySelector("[data-palette-page]")
  const items = () => [...palette.querySelectorAll(".palette-item")].filter((item) => item.offsetParent)
  let timer, asking

  /* what has a key on this page is an action of it */
  const offer = () => {
    const list = here.querySelector("ul")
    list.replaceChildren()
    for (const element of document.querySelectorAll("main a[data-key], main button[data-key]")) {
      const label = (element.ariaLabel || element.textContent).trim().replace(/\s+/g, " ")
      if (!label || !element.offsetParent) continue
      const item = document.createElement("button")
      Object.assign(item, { type: "button", className: "palette-item" })
      item.dataset.paletteWords = label.toLowerCase()
      const icon = element.querySelector("svg.icon")
      const words = document.createElement("span"), key = document.createElement("kbd")
      words.textContent = label
      key.textContent = element.dataset.key
      item.append(...(icon ? [icon.cloneNode(true)] : []), words, key)
      item.addEventListener("click", () => { palette.close(); element.click() })
      const line = document.createElement("li")
      line.append(item)
      list.append(line)
    }
  }

  const narrow = () => {
    const words = field.value.trim().toLowerCase().split(/\s+/)
    for (const item of palette.querySelectorAll("[data-palette-words]"))
      item.closest("li").hidden = !words.every((word) => item.dataset.paletteWords.includes(word))
    for (const group of palette.querySelectorAll("section:has([data-palette-words]), [data-palette-page]"))
      group.hidden = !group.querySelector("li:not([hidden])")
  }

  const tell = () => {
    const number = items().length
    count.textContent = number === 1 ? count.dataset.one : count.dataset.many.replace("%d", number)
  }

  const suggest = async () => {
    asking?.abort()
    asking = new AbortController()
    const words = field.value.trim()
    if (!words) { found.replaceChildren(); return }
    try {
      const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: words })}`
      const answer = await fetch(address, { signal: asking.signal, headers: { "HX-Request": "true" } })
      if (!answer.ok || answer.redirected) throw new Error(answer.status)
      found.innerHTML = await answer.text()
      tell()
    } catch (error) {
      /* where nothing comes, Enter still leads to the search */
      if (error.name !== "AbortError") found.replaceChildren()
    }
  }

  const open = () => {
    if (!palette.open) palette.showModal()
    field.select()
  }

  document.addEventListener("keydown", (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.key.toLowerCase() !== "k") return
    event.preventDefault()
    open()
  })

  new MutationObserver(() => { if (palette.open) { offer(); narrow() } }).observe(palette, { attributeFilter: ["open"] })

  field.addEventListener("input", () => {
    narrow()
    clearTimeout(timer)
    timer = setTimeout(suggest, PAUSE)
  })

  form.addEventListener("submit", (event) => { if (!field.value.trim()) event.preventDefault() })

  palette.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const stops = [field, ...items()]
    const at = Math.max(0, stops.indexOf(document.activeElement))
    stops[(at + step + stops.length) % stops.length].focus()
  })
})()
