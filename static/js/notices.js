/* What just happened, in the panel: good news goes by itself after a while unless it is being read; the rest waits to be dismissed. */
window.enhance(".panel .notices .notice", (notice) => {
  const cross = document.querySelector("template[data-dismiss]")?.content.cloneNode(true)
  if (cross) {
    notice.append(cross)
    notice.querySelector("button").addEventListener("click", () => notice.remove())
  }
  if (!notice.matches(".notice-success")) return
  const leave = () => { if (notice.matches(":hover, :focus-within")) setTimeout(leave, 2000); else notice.remove() }
  setTimeout(leave, 8000)
})
