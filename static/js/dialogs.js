/* A link to a verb's form page (data-dialog) opens the same form in the page's <dialog>; sent from there, it shows its
 * errors there. Links with data-opens open a dialog that is already on the page. Without script all of them are pages.
 */
(() => {
  const host = document.querySelector("[data-dialog-host]")
  let arriving

  /* htmx is a seventh of the page's weight and not needed before the first dialog: it comes when one is near */
  const htmx = () => {
    arriving ??= new Promise((resolve, reject) => {
      const script = document.createElement("script")
      Object.assign(script, { src: host.dataset.htmx, onload: resolve, onerror: reject })
      document.head.append(script)
    })
    return arriving
  }

  const show = (dialog) => {
    document.querySelector(".rail:popover-open")?.hidePopover()
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false
    if (!dialog.open) dialog.showModal()
    dialog.querySelector("[autofocus], [aria-invalid=true]:not([hidden]), .dialog-body :is(input:not([type=hidden]), select, textarea:not([hidden]), trix-editor)")?.focus()
  }

  const plain = (event) => !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button)

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-opens], a[data-dialog]")
    if (!link || !plain(event) || event.defaultPrevented) return
    if (link.dataset.opens) {
      const dialog = document.getElementById(link.dataset.opens)
      if (!dialog) return
      event.preventDefault()
      show(dialog)
    } else if (host) {
      event.preventDefault()
      const open = () => window.htmx.ajax("GET", link.href, { target: host, swap: "innerHTML", source: link })
      /* where it cannot come, the link is what it is: the way to a page */
      htmx().then(open, () => location.assign(link.href))
    }
  })

  /* a form whose answer may be another form, such as what is asked for many tickets, is answered in the dialog */
  document.addEventListener("submit", (event) => {
    const form = event.target
    if (!host || event.defaultPrevented || !form.hasAttribute("data-bulk")) return
    event.preventDefault()
    const { name, value } = event.submitter ?? {}
    const open = () => window.htmx.ajax("POST", form.action, {
      target: host, swap: "innerHTML", source: form, values: name ? { [name]: value } : {},
    })
    const leave = () => { form.removeAttribute("data-bulk"); form.requestSubmit(event.submitter) }
    htmx().then(open, leave)
  })

  for (const near of ["pointerover", "focusin"])
    document.addEventListener(near, (event) => { if (host && event.target.closest?.("a[data-dialog], .bulk button")) htmx().catch(() => {}) })

  /* "Cancel" is a link back to the ticket; inside the dialog it just closes it */
  host?.addEventListener("click", (event) => {
    const cancel = event.target.closest("[data-dialog-close]")
    if (event.target === host || cancel && plain(event)) { event.preventDefault(); host.close() }
  })
  host?.addEventListener("close", () => { host.replaceChildren() })
  host?.addEventListener("htmx:afterSwap", (event) => { if (event.target === host) show(host) })

  /* success is a redirect; the whole page follows it, with a reload where only the #place differs */
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const address = event.detail.xhr.getResponseHeader("HX-Redirect")
    if (!address) return
    event.preventDefault()
    const next = new URL(address, location.href)
    const samePage = next.pathname === location.pathname && next.search === location.search
    location.assign(next)
    if (samePage && next.hash) location.reload()
  })

  const fail = (event) => {
    if (event.detail.target !== host) return
    const notice = document.createElement("p")
    notice.className = "dialog-failed"
    notice.role = "alert"
    notice.textContent = host.dataset.failed
    host.querySelector(".dialog-failed")?.remove()
    host.querySelector(".dialog-body")?.prepend(notice)
    if (!host.open) host.append(notice)
    show(host)
  }
  document.addEventListener("htmx:sendError", fail)
  document.addEventListener("htmx:responseError", fail)

  /* a dialog the server sent open becomes modal */
  window.enhance("dialog[open]", (dialog) => { dialog.close(); show(dialog) })
})()
