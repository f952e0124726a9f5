// Pasting from Word, WPS, WeChat and Excel gives clean structure; files that are pasted, dropped or chosen become text and photos.
import { Extension, Plugin } from "django-prose-editor/editor"

const say = window.gettext || ((text) => text)
const sayMany = window.ngettext || ((one, many, count) => (count === 1 ? one : many))
const note = (editor, text) => document.dispatchEvent(new CustomEvent("portal:note", { detail: { editor, text } }))

const NUMBERED = /^[\d一二三四五六七八九十a-zA-Z(（]+[.、)）]/
const BULLET = /^[•●■◆▪○·]\s*(?=\S)/
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, section, div, blockquote"
const NEVER = "script, style, svg, iframe, object, embed, video, audio, canvas, form, mp-common-profile, mp-style-type, meta, link, title, xml, template"
const DEEPEST = 120  // elements inside each other; nothing that people write comes near
const LONGEST = 3_000_000

// The list that a paragraph of this level goes on: that of the paragraphs before it, or one inside its last item.
function listFor(paragraph, kind, level) {
  const make = () => {
    const list = paragraph.ownerDocument.createElement(kind)
    list.dataset.word = kind
    return list
  }
  let list = paragraph.previousElementSibling
  if (!list?.dataset.word || (level === 1 && list.dataset.word !== kind)) {
    list = make()
    paragraph.before(list)
  }
  for (let depth = 2; depth <= level && list.lastElementChild; depth += 1) {
    const item = list.lastElementChild
    if (!item.lastElementChild.dataset.word || (depth === level && item.lastElementChild.dataset.word !== kind)) item.append(make())
    list = item.lastElementChild
  }
  return list
}

// Word and WPS write lists as paragraphs with a marker in them; others type a bullet.
function makeLists(doc) {
  for (const paragraph of doc.querySelectorAll("p")) {
    const marker = paragraph.querySelector("span[style*='mso-list:Ignore'], span[style*='mso-list: Ignore']")
    const isListed = marker || /MsoList/.test(paragraph.className) || /mso-list:(?!none)/.test(paragraph.getAttribute("style") || "")
    const typed = !isListed && BULLET.test(paragraph.textContent)
    if (!isListed && !typed) continue
    const kind = NUMBERED.test((marker?.textContent || "").trim()) ? "ol" : "ul"
    marker?.remove()
    if (typed) trimStart(paragraph, BULLET)
    const level = Number(/mso-list:[^;]*level(\d)/.exec(paragraph.getAttribute("style") || "")?.[1] || 1)
    const list = listFor(paragraph, kind, level)
    const item = doc.createElement("li"), text = doc.createElement("p")
    text.append(...paragraph.childNodes)
    item.append(text)
    list.append(item)
    paragraph.remove()
  }
}

// Full-width blanks at the beginning of a block are an indent, not words.
function trimStart(block, pattern) {
  const texts = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(pattern, "")
    if (texts.currentNode.data.trim()) return
  }
}

function rename(element, tag) {
  const other = element.ownerDocument.createElement(tag)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

function depth(doc) {
  let most = 0
  const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_ELEMENT)
  for (let level = 0, node = walk.currentNode; node;) {
    most = Math.max(most, level)
    if (walk.firstChild()) level += 1
    else {
      while (!walk.nextSibling()) { if (!walk.parentNode() || walk.currentNode === doc.body) return most; level -= 1 }
    }
    node = walk.currentNode
  }
  return most
}

const KEPT = { A: ["href"], IMG: ["src", "alt", "width", "height", "data-file"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"], OL: ["start"] }

// What the editor would read from attributes (alignment, widths, targets) is the other program's, not the text's.
function bare(doc) {
  for (const element of doc.body.querySelectorAll("*")) {
    const kept = element.matches("div[data-embed], div[data-gallery]") ? /^data-/ : null
    for (const name of element.getAttributeNames()) {
      if (!kept?.test(name) && !KEPT[element.tagName]?.includes(name)) element.removeAttribute(name)
    }
  }
}

function plain(doc) {
  doc.querySelectorAll(NEVER).forEach((element) => element.remove())
  const out = doc.implementation.createHTMLDocument("")
  for (const line of doc.body.textContent.split(/\n+/)) {
    if (line.trim()) out.body.append(Object.assign(out.createElement("p"), { textContent: line.trim() }))
  }
  return out.body.innerHTML
}

export function cleanPasted(html) {
  const doc = new DOMParser().parseFromString(html.slice(0, LONGEST).replace(/(<[^>]*?)\son\w+\s*=/gi, "$1 data-was="), "text/html")
  let dropped = 0
  for (const image of doc.querySelectorAll("img")) {
    if (/^\/media\/photos\//.test(image.getAttribute("src") || "") && image.dataset.file) continue
    image.remove()
    dropped += 1
  }
  if (depth(doc) > DEEPEST) return { html: plain(doc), dropped }
  doc.querySelectorAll(NEVER).forEach((element) => element.remove())
  const comments = doc.createTreeWalker(doc, NodeFilter.SHOW_COMMENT), gone = []
  while (comments.nextNode()) gone.push(comments.currentNode)
  gone.forEach((comment) => comment.remove())
  makeLists(doc)
  doc.querySelectorAll("p[class*=MsoTitle], h1").forEach((element) => rename(element, "h2"))
  doc.querySelectorAll("h5, h6").forEach((element) => rename(element, "h4"))
  doc.querySelectorAll(BLOCKS).forEach((block) => trimStart(block, /^[\s\u3000\u00a0]+/))
  for (const paragraph of doc.querySelectorAll("p")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("img")) paragraph.remove()
  }
  for (const span of doc.querySelectorAll("span[style*='font-weight']")) {
    if (/font-weight:\s*(bold|[6-9]00)/.test(span.getAttribute("style"))) rename(span, "strong")
  }
  // Footnotes and bookmarks lead to places that stayed behind.
  doc.querySelectorAll("a[href^='#']").forEach((link) => link.removeAttribute("href"))
  bare(doc)
  return { html: doc.body.innerHTML, dropped }
}

const files = (data, pattern) => [...(data?.files || [])].filter((file) => pattern.test(file.type) || pattern.test(file.name))
const IMAGES = /^image\/(jpeg|png|webp|gif)$/
const DOCUMENTS = /\.(docx?|txt)$/i

export const WordPaste = Extension.create({
  name: "wordPaste",
  addProseMirrorPlugins() {
    const { editor } = this
    const take = (data) => {
      const pictures = files(data, IMAGES)
      const texts = files(data, DOCUMENTS)
      if (texts.length) editor.commands.importDocument?.(texts[0])
      else if (pictures.length && !data.types.includes("text/html")) editor.commands.insertPhotos?.(pictures)
      else return false
      return true
    }
    return [new Plugin({ props: {
      handlePaste: (view, event) => take(event.clipboardData),
      handleDrop: (view, event, slice, moved) => {
        if (moved || !take(event.dataTransfer)) return false
        event.preventDefault()
        return true
      },
      transformPastedHTML(html) {
        const clean = cleanPasted(html)
        note(editor, clean.dropped ? sayMany(
          "One picture of the pasted text was left out; add it with “Insert photo”.",
          "%s pictures of the pasted text were left out; add them with “Insert photo”.", clean.dropped,
        ).replace("%s", clean.dropped) : "")
        return clean.html
      },
      transformPastedText: (text) => text.split("\n").map((line) => line.replace(/^[\s\u3000]+/, "")).join("\n"),
    } })]
  },
})

// A Word file or a plain text: the server reads it, its fields are filled where they are empty.
function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const input = form.elements[name]
    if (value && input instanceof HTMLInputElement && !input.value) {
      input.value = value
      input.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }
}

async function bring(editor, address, file) {
  const form = editor.view.dom.closest("form"), body = new FormData()
  body.append("file", file)
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  note(editor, say("Reading “%s” …").replace("%s", file.name))
  const response = await fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => null)
  const answer = response && await response.json().catch(() => null)
  if (!response?.ok || !answer) return note(editor, answer?.error || say("The upload failed; please try again."))
  fill(form, answer.fields)
  editor.chain().focus(editor.isEmpty ? "start" : "end").insertContent(answer.body).run()
  note(editor, [say("“%s” was imported.").replace("%s", file.name), ...answer.notes].join(" "))
}

export const DocumentImport = Extension.create({
  name: "documentImport",
  addOptions() { return { address: "" } },
  addCommands() { return { importDocument: (file) => ({ editor }) => { bring(editor, this.options.address, file); return true } } },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "documentImport",
      groups: "nodes",
      priority: 60,
      button: buttons.material("upload_file", say("Import a Word file or text")),
      option: Object.assign(document.createElement("p"), { textContent: say("Import a Word file or text") }),
      active: () => false,
      command: (editor) => {
        const input = Object.assign(document.createElement("input"), { type: "file", accept: ".docx,.doc,.txt" })
        input.addEventListener("change", () => { if (input.files[0]) editor.commands.importDocument(input.files[0]) })
        input.click()
      },
    })
  },
})
