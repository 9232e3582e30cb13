/* Theme, before the first paint: "light", "dark", or none (the reader's system decides). Loaded in <head>, not deferred. */
(() => {
  const root = document.documentElement
  const remembered = () => { try { return localStorage.getItem("theme") } catch { return null } }

  const remember = (theme) => {
    try { theme ? localStorage.setItem("theme", theme) : localStorage.removeItem("theme") } catch { /* private window */ }
  }

  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.bsTheme = theme
    else delete root.dataset.bsTheme
    for (const button of document.querySelectorAll("[data-theme]"))
      button.setAttribute("aria-pressed", String(button.dataset.theme === (theme || "auto")))
  }

  apply(remembered())
  document.addEventListener("DOMContentLoaded", () => apply(remembered()))
  window.addEventListener("storage", (event) => { if (event.key === "theme") apply(event.newValue) })
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-theme]")
    if (!button) return
    const theme = button.dataset.theme === "auto" ? null : button.dataset.theme
    remember(theme)
    apply(theme)
  })
})()
