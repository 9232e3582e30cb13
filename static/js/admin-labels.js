/* Django's administration leaves some controls without a name: those in the rows of a table, which only the head of their
 * column names, and the search fields that stand in for a long list. This gives each the name that people see.
 */
(() => {
  const name = (control, words) => {
    if (words && !control.labels?.length && !control.hasAttribute("aria-label")) control.setAttribute("aria-label", words.trim())
  }

  const nameRows = (table) => {
    const heads = [...table.querySelectorAll("thead th")]
    for (const head of heads) if (!head.textContent.trim()) head.setAttribute("aria-hidden", "true")
    for (const row of table.querySelectorAll("tbody tr"))
      for (const control of row.querySelectorAll("td input:not([type=hidden]), td select, td textarea")) {
        const cell = control.closest("td")
        const named = [...cell.classList].find((each) => each.startsWith("field-"))
        const column = named ? heads.find((head) => head.classList.contains(named.replace("field-", "column-"))) : heads.at(-1)
        name(control, column?.firstChild?.textContent)
      }
  }

  const nameSearches = () => {
    for (const shown of document.querySelectorAll(".select2-selection")) {
      const select = shown.closest(".select2-container").previousElementSibling
      const words = select?.labels?.[0]?.textContent || select?.getAttribute("aria-label")
      name(shown, words)
      const rendered = shown.querySelector("[role=textbox]")
      if (rendered) name(rendered, words)
    }
  }

  const nameAll = () => {
    for (const table of document.querySelectorAll(".tabular table")) nameRows(table)
    for (const mark of document.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) mark.setAttribute("role", "img")
    nameSearches()
  }

  nameAll()
  /* rows that are added, and the search fields that Django puts in later */
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true })
})()
