/* ⌘K or Ctrl K: the palette opens; typing narrows its links, arrows walk from the field through them. */
(() => {
  const palette = document.getElementById("palette")
  if (!palette) return
  const field = palette.querySelector("input")
  const items = () => [...palette.querySelectorAll(".palette-item")].filter((item) => item.offsetParent)

  document.addEventListener("keydown", (event) => {
    if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.key.toLowerCase() !== "k") return
    event.preventDefault()
    if (!palette.open) palette.showModal()
    field.select()
  })

  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase().split(/\s+/)
    for (const item of palette.querySelectorAll("[data-palette-words]"))
      item.closest("li").hidden = !words.every((word) => item.dataset.paletteWords.includes(word))
    for (const group of palette.querySelectorAll("section"))
      group.hidden = !group.querySelector("li:not([hidden])")
  })

  palette.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const stops = [field, ...items()]
    const here = Math.max(0, stops.indexOf(document.activeElement))
    stops[(here + step + stops.length) % stops.length].focus()
  })
})()
