/* <textarea data-editor> becomes a Trix editor. The textarea stays the field of the form: at every change, in the same
 * moment, it holds what the editor holds, so that sending right after typing loses nothing. A field beside it says that
 * the text is now HTML. Files never go into the text; pasted ones join the form's files.
 */
(() => {
  let number = 0

  window.enhance("textarea[data-editor]", (textarea) => {
    const place = textarea.closest(".writing, [data-compose-form], form")
    const toolbar = buildToolbar(place.querySelector("template[data-editor-toolbar]"))
    const editor = document.createElement("trix-editor")

    textarea.id ||= `editor-${++number}`
    textarea.value = textarea.dataset.html ?? htmlOf(textarea.value)
    delete textarea.dataset.html
    const format = document.createElement("input")
    Object.assign(format, { type: "hidden", name: `${textarea.name}_format`, value: "html" })
    describe(editor, textarea)
    editor.setAttribute("input", textarea.id)
    if (toolbar) editor.setAttribute("toolbar", toolbar.id)
    /* what is restored when the reader comes back is the draft, not half of this pair */
    textarea.autocomplete = "off"
    textarea.required = false
    textarea.hidden = true
    textarea.after(editor, format)

    editor.addEventListener("trix-document-change", () => {
      textarea.value = written(editor.editor.getDocument())
      textarea.dispatchEvent(new CustomEvent("editor-change", { bubbles: true }))
    })
    editor.addEventListener("trix-file-accept", (event) => {
      event.preventDefault()
      const drop = textarea.form?.querySelector("[data-drop]")
      drop?.dispatchEvent(new CustomEvent("files-offered", { detail: [event.file] }))
    })
    /* somebody else wrote into the field: a draft, a filled form; an editor still to come reads the field itself */
    textarea.addEventListener("input", () => {
      const text = textarea.value
      const html = /^\s*<(div|ul|ol|h1|pre|blockquote)[\s>]/.test(text) ? text : htmlOf(text)
      if (editor.editor) editor.editor.loadHTML(html)
      else textarea.value = html
    })
    for (const label of textarea.labels) label.addEventListener("click", () => editor.focus())
    if (textarea.autofocus) editor.focus()
  })

  function buildToolbar(template) {
    if (!template) return null
    const toolbar = document.createElement("trix-toolbar")
    toolbar.id = `editor-toolbar-${++number}`
    toolbar.append(template.content.cloneNode(true))
    /* where a form keeps its tools together, or just above the text */
    const tools = template.closest("form")?.querySelector("[data-editor-tools]")
    if (tools) tools.append(toolbar)
    else template.before(toolbar)
    template.remove()
    return toolbar
  }

  /* what Trix writes itself a frame later, when it has drawn the change */
  function written(document) {
    const element = window.Trix.views.DocumentView.render(document)
    for (const part of element.querySelectorAll("[data-trix-mutable], [data-trix-cursor-target]")) part.remove()
    for (const part of element.querySelectorAll("*"))
      for (const name of part.getAttributeNames()) if (name.startsWith("data-trix")) part.removeAttribute(name)
    return element.innerHTML.replace(/<!--block-->/g, "")
  }

  function describe(editor, textarea) {
    const label = textarea.labels[0]
    if (label) {
      label.id ||= `editor-label-${++number}`
      editor.setAttribute("aria-labelledby", label.id)
    }
    editor.setAttribute("aria-multiline", "true")
    if (textarea.required) editor.setAttribute("aria-required", "true")
    for (const name of ["aria-describedby", "aria-invalid", "placeholder"])
      if (textarea.hasAttribute(name)) editor.setAttribute(name, textarea.getAttribute(name))
  }

  /* plain text, as it stands in the textarea without script, in the editor's HTML */
  function htmlOf(text) {
    const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    return safe ? `<div>${safe.replace(/\r?\n/g, "<br>")}</div>` : ""
  }
})()
