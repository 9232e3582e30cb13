/* <details class="menu">: one at a time, closed by Escape and by a click elsewhere. */
(() => {
  const OPEN = "details.menu[open]"

  const closeAllBut = (place) => {
    for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(place)) menu.open = false
  }

  document.addEventListener("click", (event) => closeAllBut(event.target))
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    const menu = event.target.closest?.(OPEN)
    if (!menu) return
    menu.open = false
    menu.querySelector("summary").focus()
    event.preventDefault()
  })
})()
