/* Choosing rows of a queue, for a page whose .queue is a form with a .bulk bar. The bar appears by CSS; this chooses all or none or a span, and says the number aloud. */
window.enhance(".queue", (queue) => {
  const all = queue.querySelector("[data-select-all]")
  const count = queue.querySelector("[data-selected]")
  const boxes = () => [...queue.querySelectorAll("tbody input[type=checkbox]")]
  let last = null

  const tell = () => {
    const chosen = boxes().filter((box) => box.checked).length
    if (all) {
      all.checked = chosen > 0 && chosen === boxes().length
      all.indeterminate = chosen > 0 && !all.checked
    }
    if (count) count.textContent = chosen || ""
  }

  const setAll = (checked) => { for (const box of boxes()) box.checked = checked; tell() }

  queue.addEventListener("change", (event) => {
    if (event.target === all) setAll(all.checked)
    else tell()
  })
  queue.addEventListener("click", (event) => {
    const box = event.target.closest("tbody input[type=checkbox]")
    if (box) {
      if (event.shiftKey && last) {
        const list = boxes()
        const [from, to] = [list.indexOf(last), list.indexOf(box)].sort((a, b) => a - b)
        for (const each of list.slice(from, to + 1)) each.checked = box.checked
        tell()
      }
      last = box
    }
    if (event.target.closest("[data-select-none]")) setAll(false)
  })
  window.addEventListener("pageshow", tell)
  tell()
})
