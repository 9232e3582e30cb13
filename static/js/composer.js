/* Reply or internal note: two forms, one shown. The tabs are links to the same page; script only spares the journey. */
window.enhance("[data-composer]", (composer) => {
  const tabs = [...composer.querySelectorAll("[data-compose]")]
  const forms = [...composer.querySelectorAll("[data-compose-form]")]

  const show = (kind, focus) => {
    for (const tab of tabs) {
      if (tab.dataset.compose === kind) tab.setAttribute("aria-current", "true")
      else tab.removeAttribute("aria-current")
    }
    for (const form of forms) form.hidden = form.dataset.composeForm !== kind
    composer.classList.toggle("composer-note", kind === "note")
    if (focus) forms.find((form) => !form.hidden)?.querySelector("trix-editor, textarea:not([hidden])")?.focus()
  }

  /* "Will be sent to" stays true while people are left out */
  composer.addEventListener("change", (event) => {
    if (event.target.name !== "leave_out") return
    composer.querySelector(`[data-recipient="${event.target.value}"]`)?.classList.toggle("is-left-out", event.target.checked)
  })

  composer.addEventListener("click", (event) => {
    if (event.target.closest("[data-edit]")) { event.preventDefault(); show("reply", true); return }
    const tab = event.target.closest("[data-compose]")
    if (!tab || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    show(tab.dataset.compose, true)
  })
})
