/* <form data-draft="ticket-104519-reply">: what is being written is kept in this tab until it was sent, and comes back
 * after a reload or a detour. Leaving by closing the tab asks first, following a link does not: nothing is lost by it.
 */
(() => {
  const KEY = "draft:"
  const dirty = new Set()
  let byLink = false

  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(KEY + key)) } catch { return null } }
  const write = (key, draft) => {
    try { draft ? sessionStorage.setItem(KEY + key, JSON.stringify(draft)) : sessionStorage.removeItem(KEY + key) } catch { /* full or private */ }
  }

  const fields = (form) =>
    [...form.elements].filter((field) => field.name && field.matches("textarea, input:is([type=text], [type=email], [type=tel])"))

  const mark = (form) => form.elements.namedItem("submission")?.value || "sent"

  const empty = (value) => !value.replace(/<[^>]*>|&nbsp;/g, "").trim()

  const collect = (form) => Object.fromEntries(fields(form).map((field) => [field.name, field.value]))

  const restore = (form, draft) => {
    for (const field of fields(form)) {
      const value = draft.values[field.name]
      if (value === undefined || field.value === value || !empty(field.value)) continue
      field.value = value
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }

  window.enhance("form[data-draft]", (form) => {
    const key = form.dataset.draft
    const texts = fields(form).filter((field) => field.matches("textarea"))
    const draft = read(key)
    /* it was sent with another mark than this form has, so it arrived; the same form back again may not have */
    if (draft?.sent && draft.sent !== mark(form)) write(key, null)
    /* what the server sent filled in is newer than the draft */
    else if (draft && texts.every((field) => empty(field.value))) restore(form, draft)

    const keep = () => {
      const values = collect(form)
      if (texts.every((field) => empty(values[field.name]))) {
        dirty.delete(form)
        write(key, null)
      } else {
        dirty.add(form)
        write(key, { values })
      }
    }
    form.addEventListener("input", keep)
    form.addEventListener("editor-change", keep)
    form.addEventListener("submit", () => {
      dirty.delete(form)
      write(key, { values: collect(form), sent: mark(form) })
    })
  })

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("a[href]")) return
    byLink = true
    setTimeout(() => { byLink = false }, 1000)
  })
  window.addEventListener("beforeunload", (event) => { if (dirty.size && !byLink) event.preventDefault() })
})()
