/* A list whose tickets can be selected: the bar itself appears by CSS. Here all are selected or none, several at once with
 * Shift, the number is said aloud, and what a verb asks opens in the dialog; without script that is a page.
 */
window.enhance("form[data-bulk]", (form) => {
  const boxes = [...form.querySelectorAll("tbody input[name=ticket]")]
  const all = form.querySelector("[data-select-all]")
  const [page, list] = ["page", "list"].map((value) => form.querySelector(`input[name=whole][value=${value}]`))
  const label = form.querySelector("[data-selected]")
  let last

  const tell = () => {
    const count = boxes.filter((box) => box.checked).length
    all.checked = page.checked = count === boxes.length
    all.indeterminate = count > 0 && count < boxes.length
    label.textContent = list?.checked ? list.parentElement.textContent.trim() : count ? `${count} ${label.previousElementSibling.textContent}` : ""
  }
  const tick = (chosen, checked) => { for (const box of chosen) box.checked = checked }

  form.addEventListener("click", (event) => {
    if (!boxes.includes(event.target)) return
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(event.target)].sort((one, other) => one - other)
      tick(boxes.slice(from, to + 1), event.target.checked)
    }
    last = event.target
  })

  form.addEventListener("change", (event) => {
    const { target } = event
    if (target === all || target === page) tick(boxes, target.checked)
    if (target === list && list.checked) tick(boxes, true)
    if (target !== list && list && !target.checked) list.checked = false
    tell()
  })

  form.querySelector("[data-select-none]").addEventListener("click", () => {
    tick(boxes, false)
    if (list) list.checked = false
    tell()
    all.focus()
  })

  /* back to the page as the browser kept it */
  window.addEventListener("pageshow", tell)
  tell()
})
