/* What every form does: it is sent once, and after a refusal the reader stands at the first thing to put right. */
(() => {
  const sending = new WeakSet()

  const buttons = (form) => [...form.elements].filter((element) => element.type === "submit")

  const release = (form) => {
    sending.delete(form)
    form.removeAttribute("aria-busy")
    for (const button of buttons(form)) button.disabled = false
  }

  document.addEventListener("submit", (event) => {
    const form = event.target
    if (form.method !== "post" || event.defaultPrevented && !form.hasAttribute("hx-post")) return
    if (sending.has(form)) { event.preventDefault(); event.stopImmediatePropagation(); return }
    sending.add(form)
    form.setAttribute("aria-busy", "true")
    /* only after the browser has collected the fields: a disabled button would not send its value */
    setTimeout(() => { if (sending.has(form)) for (const button of buttons(form)) button.disabled = true })
  })

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form")
    if (form) release(form)
  })

  /* whoever sits down in this tab next finds nothing half-written */
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("data-sign-out")) return
    try { sessionStorage.clear() } catch { /* there is none */ }
  })

  /* back to a page that the browser kept as it was */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) release(form)
  })

  /* the reader said "Send it now" before, only its token was stale */
  window.enhance("form[data-send-at-once]", (form) => setTimeout(() => form.requestSubmit()))

  window.enhance("[data-error-summary]", (summary) => summary.focus())

  /* a link of the summary leads into the editor that stands in for its textarea */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-error-summary] a")
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    const place = field.hidden ? field.parentElement.querySelector("trix-editor") : field.querySelector("input")
    ;(place || field).focus()
  })
})()
