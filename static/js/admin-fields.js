/* What only matters with one choice of another field (data-only-if="when=share") is shown with it alone. A field that is
 * said to be wrong, or holds something although it doesn't matter, stays in sight until that is mended.
 */
(() => {
  const boxOf = (part) => part.closest(".form-multiline > div, .form-row")

  const choiceOf = (part) => {
    const [field, value] = part.dataset.onlyIf.split("=")
    const prefix = part.name ? part.name.replace(/[^-]*$/, "") : `${part.closest(".inline-related").id}-`
    return { chooser: document.getElementsByName(prefix + field)[0], value }
  }

  const settle = (part) => {
    const { chooser, value } = choiceOf(part)
    const box = boxOf(part)
    box.hidden = chooser?.value !== value && !part.value && !box.querySelector(".errorlist")
  }

  const settleAll = () => document.querySelectorAll("[data-only-if]").forEach(settle)

  document.addEventListener("change", (event) => {
    for (const part of document.querySelectorAll("[data-only-if]")) {
      const { chooser, value } = choiceOf(part)
      if (chooser !== event.target) continue
      if (part.name && chooser.value !== value) part.value = ""
      settle(part)
    }
  })
  document.addEventListener("formset:added", settleAll)
  settleAll()
})()
