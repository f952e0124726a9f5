// Names for what Django's forms leave without: fields in the rows of a table (the column's head says it), the choosers
// that select2 builds, the editor. What is built later, or added as a row, is named when it appears.
(() => {
  const heads = (field) => field.closest("table")?.tHead?.rows[0]?.cells[field.closest("td")?.cellIndex]
  const nameOf = (field) => (document.querySelector(`label[for="${CSS.escape(field.id)}"]`) || heads(field))?.textContent.replace(/[:：?？]\s*$/, "").trim()
  const name = (element, words) => element && words && !element.hasAttribute("aria-label") && element.setAttribute("aria-label", words)

  // A cross for all in a list of choices is no item of it; each choice has its own.
  for (const select of document.querySelectorAll("select.admin-autocomplete[multiple]")) select.dataset.allowClear = "false"

  function nameAll() {
    for (const head of document.querySelectorAll("thead th:empty")) {
      const cell = document.createElement("td")
      cell.className = head.className
      head.replaceWith(cell)
    }
    for (const field of document.querySelectorAll("td :is(input:not([type=hidden]), select, textarea)")) if (!field.labels?.length) name(field, nameOf(field))
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const built = select.nextElementSibling, words = nameOf(select)
      const box = built?.querySelector(".select2-selection")
      if (!box) continue
      if (words) box.removeAttribute("aria-labelledby")
      for (const part of [box, built.querySelector("[role=textbox]"), built.querySelector(".select2-search__field")]) name(part, words)
    }
    const open = document.querySelector(".select2-container--open .select2-selection")
    for (const field of document.querySelectorAll(".select2-dropdown .select2-search__field")) name(field, open?.getAttribute("aria-label"))
    for (const text of document.querySelectorAll(".prose-editor > .ProseMirror")) name(text, nameOf(text.parentElement.querySelector(":scope > textarea") || text))
  }

  let waits = false
  const built = ".select2-container, .select2-dropdown, .prose-editor, .ProseMirror, tr"
  new MutationObserver((changes) => {
    const isNews = changes.some((change) => [...change.addedNodes].some((node) => node.matches?.(built) || node.querySelector?.(built)))
    if (!isNews || waits) return
    waits = true
    requestAnimationFrame(() => {
      waits = false
      nameAll()
    })
  }).observe(document.body, { childList: true, subtree: true })
  nameAll()
})()
