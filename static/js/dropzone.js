/* [data-drop] around a file input: files come by choice, drop or paste and add up; each is listed with its size and a
 * way to take it back. Too large or too many is said at once (data-max-size in bytes, data-max-files).
 */
window.enhance("[data-drop]", (zone) => {
  const input = zone.querySelector("input[type=file]")
  const cross = zone.querySelector("template")
  const { maxFiles, maxSize, tooLarge, tooMany, remove } = zone.dataset
  const list = document.createElement("ul")
  const refused = document.createElement("p")
  let files = []

  list.className = "uploads"
  refused.className = "uploads-refused"
  refused.role = "alert"
  zone.after(refused, list)

  const add = (offered) => {
    const problems = []
    for (const file of offered) {
      const known = files.some((each) => each.name === file.name && each.size === file.size && each.lastModified === file.lastModified)
      if (known) continue
      if (maxSize && file.size > Number(maxSize)) problems.push(`${file.name}: ${tooLarge}`)
      else if (maxFiles && files.length >= Number(maxFiles)) { problems.push(tooMany); break }
      else files.push(file)
    }
    refused.textContent = problems.join(" ")
    show()
  }

  const show = () => {
    const transfer = new DataTransfer()
    for (const file of files) transfer.items.add(file)
    input.files = transfer.files
    list.replaceChildren(...files.map(row))
  }

  const row = (file) => {
    const item = document.createElement("li")
    const name = document.createElement("span")
    const size = document.createElement("small")
    const button = document.createElement("button")
    name.className = "uploads-name"
    name.textContent = file.name
    size.textContent = sizeOf(file.size)
    button.type = "button"
    button.className = "btn btn-quiet btn-icon btn-sm"
    button.ariaLabel = `${remove} ${file.name}`
    button.append(cross.content.cloneNode(true))
    button.addEventListener("click", () => {
      files = files.filter((each) => each !== file)
      refused.textContent = ""
      show()
      input.focus()
    })
    item.append(name, size, button)
    return item
  }

  const sizeOf = (size) => {
    const [unit, step] = size < 1000 ? ["byte", 1] : size < 999_500 ? ["kilobyte", 1000] : ["megabyte", 1_000_000]
    const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: step > 1000 ? 1 : 0 }
    return new Intl.NumberFormat(document.documentElement.lang, style).format(size / step)
  }

  input.addEventListener("change", () => add(input.files))
  zone.addEventListener("files-offered", (event) => add(event.detail))
  const over = (event, is) => {
    if (!event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    zone.classList.toggle("is-over", is)
  }
  zone.addEventListener("dragover", (event) => over(event, true))
  zone.addEventListener("dragleave", (event) => over(event, false))
  zone.addEventListener("drop", (event) => {
    over(event, false)
    add(event.dataTransfer.files)
  })
})
