/* Keys of the panel. Links and buttons carry data-key; a queue is walked with j and k, chosen with x, opened with Enter. */
(() => {
  if (!/Mac|iPhone|iPad/.test(navigator.platform)) {
    for (const key of document.querySelectorAll("kbd")) key.textContent = key.textContent.replace("⌘", "Ctrl ")
  }

  const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, trix-editor, [contenteditable]"
  const rows = () => [...document.querySelectorAll(".queue-table tbody tr")]
  const marked = () => document.querySelector('.queue-table tr[aria-current="true"]')

  const walk = (step) => {
    const list = rows()
    if (!list.length) return false
    const here = list.indexOf(marked())
    const next = list[here < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, here + step))]
    marked()?.removeAttribute("aria-current")
    next.setAttribute("aria-current", "true")
    next.querySelector("a")?.focus({ preventScroll: true })
    next.scrollIntoView({ block: "nearest" })
    return true
  }

  const onRow = {
    j: () => walk(1),
    k: () => walk(-1),
    x: () => { const box = marked()?.querySelector("input[type=checkbox]"); box?.click(); return Boolean(box) },
    Enter: () => {
      const link = document.activeElement === document.body && marked()?.querySelector("a")
      if (link) link.click()
      return Boolean(link)
    },
  }

  const press = (key) => {
    for (const element of document.querySelectorAll("[data-key]")) {
      if (element.dataset.key !== key || element.closest("[hidden]")) continue
      if (element.matches("select, input, summary")) element.focus()
      if (!element.matches("select, input")) element.click()
      return true
    }
    return false
  }

  document.addEventListener("keydown", (event) => {
    const send = (event.metaKey || event.ctrlKey) && event.key === "Enter"
    if (send) { event.target.closest?.("form")?.requestSubmit(); return }
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.defaultPrevented) return
    /* an open menu is about to be typed into */
    if (event.target.closest?.(`${FIELDS}, details.menu[open]`) || document.querySelector("dialog:modal")) return
    const done = onRow[event.key]?.() || press(event.key)
    if (done) event.preventDefault()
    else if (event.key === "?") { document.getElementById("shortcuts")?.showModal(); event.preventDefault() }
  })
})()
