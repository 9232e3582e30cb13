/* Behaviours ask here for the elements they care for: those on the page, and those in every fragment that arrives. */
window.enhance = (selector, behave) => {
  const met = new WeakSet()
  const meet = (root) => {
    for (const element of [root, ...root.querySelectorAll(selector)]) {
      if (!element.matches(selector) || met.has(element)) continue
      met.add(element)
      behave(element)
    }
  }
  meet(document.documentElement)
  document.addEventListener("htmx:load", (event) => meet(event.detail.elt))
}
