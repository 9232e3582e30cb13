/* <form data-draft="ticket-104519-reply">: what is being written is kept in this tab until the server says that it took it,
 * and comes back after a reload, a detour or a sending that never arrived. Leaving by closing the tab asks first, following
 * a link does not: nothing is lost by it.
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

  /* the server's mark of one sending: the same form sent twice makes one thing */
  const mark = (form) => form.elements.namedItem("submission")

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

  /* what arrived, from whichever form of this tab */
  const taken = document.querySelector("meta[name=taken-forms]")?.content.split(" ") ?? []
  try {
    for (const name of Object.keys(sessionStorage).filter((name) => name.startsWith(KEY))) {
      const key = name.slice(KEY.length)
      if (taken.includes(read(key)?.sent)) write(key, null)
    }
  } catch { /* there is none */ }

  window.enhance("form[data-draft]", (form) => {
    const key = form.dataset.draft
    const texts = fields(form).filter((field) => field.matches("textarea"))
    const draft = read(key)
    let sent
    /* what the server sent filled in is newer than the draft */
    if (draft && texts.every((field) => empty(field.value))) {
      /* under the same mark, in case it is still on its way: it will not arrive twice */
      if (draft.sent && mark(form)) sent = mark(form).value = draft.sent
      restore(form, draft)
    }

    const keep = () => {
      const values = collect(form)
      if (texts.every((field) => empty(values[field.name]))) {
        dirty.delete(form)
        write(key, null)
      } else {
        dirty.add(form)
        write(key, { values, sent })
      }
    }
    form.addEventListener("input", keep)
    form.addEventListener("editor-change", keep)
    form.addEventListener("submit", () => {
      dirty.delete(form)
      write(key, { values: collect(form), sent: mark(form)?.value })
    })
  })

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("a[href]")) return
    byLink = true
    setTimeout(() => { byLink = false }, 1000)
  })
  window.addEventListener("beforeunload", (event) => { if (dirty.size && !byLink) event.preventDefault() })
})()
