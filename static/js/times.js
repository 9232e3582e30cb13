/* <time data-ago>: "5 m ago" grows old on a page that stays open; this keeps it true. The words come from the page. */
(() => {
  const meta = document.querySelector('meta[name="time-words"]')
  if (!meta) return
  const [now, minutes, hours, days, past, future] = meta.content.split("|")

  const spoken = (seconds) => {
    const far = Math.abs(seconds)
    if (far < 60) return now
    const [pattern, unit] = far < 3600 ? [minutes, 60] : far < 86400 ? [hours, 3600] : [days, 86400]
    const length = pattern.replace("%d", Math.floor(far / unit))
    return (seconds > 0 ? past : future).replace("%s", length)
  }

  const refresh = () => {
    for (const time of document.querySelectorAll("time[data-ago]")) {
      const words = spoken((Date.now() - new Date(time.dateTime)) / 1000)
      if (time.textContent !== words) time.textContent = words
    }
  }

  setInterval(() => { if (!document.hidden) refresh() }, 30_000)
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh() })
})()
