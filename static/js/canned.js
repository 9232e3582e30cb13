/* Canned responses: a menu whose items carry their text (data-body) puts it where the cursor stands; typing narrows it. */
window.enhance("[data-canned]", (menu) => {
  const field = menu.querySelector("input[type=search]")
  const items = [...menu.querySelectorAll("[data-body]")]

  field?.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase().split(/\s+/)
    for (const item of items) {
      const text = item.textContent.toLowerCase()
      item.closest("li").hidden = !words.every((word) => text.includes(word))
    }
  })
  field?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    items.find((item) => !item.closest("li").hidden)?.click()
  })

  menu.addEventListener("toggle", () => { if (menu.open) field?.focus() })
  menu.addEventListener("click", (event) => {
    const item = event.target.closest("[data-body]")
    if (!item) return
    event.preventDefault()
    insert(menu.closest("form"), item.dataset.body)
    menu.open = false
  })

  function insert(form, html) {
    const editor = form.querySelector("trix-editor")
    if (editor) {
      editor.focus()
      editor.editor.insertHTML(html)
      return
    }
    const textarea = form.querySelector("textarea")
    const text = new DOMParser().parseFromString(html, "text/html").body.innerText
    textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end")
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
    textarea.focus()
  }
})
