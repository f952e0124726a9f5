// What the prose editor of the back office adds: clean pasting from Word and WeChat, photos by our picker, words in Chinese, a count.
import { Extension, Plugin } from "django-prose-editor/editor"

const say = window.gettext || ((text) => text)
const sayMany = window.ngettext || ((one, many, count) => (count === 1 ? one : many))

const NUMBERED = /^[\d一二三四五六七八九十a-zA-Z(（]+[.、)）]/

// Word writes lists as paragraphs with a marker in them.
function makeLists(doc) {
  for (const paragraph of doc.querySelectorAll("p[class*=MsoList]")) {
    const marker = paragraph.querySelector("span[style*='mso-list:Ignore'], span[style*='mso-list: Ignore']")
    const kind = NUMBERED.test((marker?.textContent || "").trim()) ? "ol" : "ul"
    marker?.remove()
    let list = paragraph.previousElementSibling
    if (list?.dataset.word !== kind) {
      list = doc.createElement(kind)
      list.dataset.word = kind
      paragraph.before(list)
    }
    const item = doc.createElement("li")
    const text = doc.createElement("p")
    text.append(...paragraph.childNodes)
    item.append(text)
    list.append(item)
    paragraph.remove()
  }
}

function cleanPasted(html) {
  const doc = new DOMParser().parseFromString(html, "text/html")
  let dropped = 0
  for (const image of doc.querySelectorAll("img")) {
    if (image.getAttribute("src")?.startsWith("/media/")) continue
    image.remove()
    dropped += 1
  }
  doc.querySelectorAll("script, style, svg, mp-common-profile").forEach((element) => element.remove())
  makeLists(doc)
  const texts = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/^[\u3000\u00a0 ]{2,}/, "")
  for (const paragraph of doc.querySelectorAll("p")) {
    if (!paragraph.textContent.trim() && !paragraph.querySelector("img, br")) paragraph.remove()
  }
  return { html: doc.body.innerHTML, dropped }
}

export const WordPaste = Extension.create({
  name: "wordPaste",
  addProseMirrorPlugins() {
    const { editor } = this
    return [new Plugin({ props: { transformPastedHTML(html) {
      const clean = cleanPasted(html)
      note(editor, clean.dropped ? sayMany(
        "One picture of the pasted text was left out; add it with “Insert photo”.",
        "%s pictures of the pasted text were left out; add them with “Insert photo”.", clean.dropped,
      ).replace("%s", clean.dropped) : "")
      return clean.html
    } } })]
  },
})

// Where a photo goes: in place of the chosen figure or the empty paragraph, else below the block the cursor is in, never inside a list or table.
function place({ state: { selection: { $from } } }) {
  if (!$from.depth) return $from.pos
  const block = $from.node(1)
  const replaced = block.type.name === "figure" || (block.type.name === "paragraph" && !block.content.size)
  return replaced ? { from: $from.before(1), to: $from.after(1) } : $from.after(1)
}

// The standard button asks for an address; ours opens the picker, and the photo is bound by its number.
export const PhotoPicker = Extension.create({
  name: "photoPicker",
  addOptions() { return { address: "" } },
  addMenuItems({ menu, buttons }) {
    const { address } = this.options
    menu.defineItem({
      name: "figure",
      groups: "nodes",
      priority: 110,
      button: buttons.material("add_photo_alternate", say("Insert photo")),
      option: Object.assign(document.createElement("p"), { textContent: say("Insert photo") }),
      active: (editor) => editor.isActive("figure"),
            command: async (editor) => {
        const photo = await window.portalPickPhoto(address)
        if (!photo) return
        const { id, src, alt, width, height, caption } = photo
        const content = [{ type: "image", attrs: { src, alt, width, height, file: String(id) } }, { type: "caption" }]
        if (caption) content[1].content = [{ type: "text", text: caption }]
        editor.chain().focus().insertContentAt(place(editor), { type: "figure", content }).run()
      },
    })
  },
})

const below = (editor) => editor.view.dom.closest(".prose-editor")

function note(editor, text) {
  const place = below(editor).parentElement.querySelector(".prose-note")
  if (place) place.textContent = text
}

// The editor names its buttons in English and asks nobody for a translation.
function translate(root) {
  for (const element of root.querySelectorAll("[title]")) {
    const word = say(element.title)
    if (word === element.title) continue
    element.title = word
    element.setAttribute("aria-label", word)
  }
  for (const element of root.querySelectorAll(".prose-menubar__option > *, option")) {
    const word = say(element.textContent)
    if (word === element.textContent) continue
    if (element.matches("option")) element.value = element.textContent
    element.textContent = word
  }
}

function countWords(editor, place) {
  const count = editor.getText().replace(/\s/g, "").length
  place.textContent = sayMany("%s character", "%s characters", count).replace("%s", count)
}

document.addEventListener("prose-editor:ready", ({ detail: { editor } }) => {
  const box = below(editor)
  const foot = document.createElement("p")
  foot.className = "prose-foot"
  foot.innerHTML = '<span class="prose-count"></span> <span class="prose-note" role="status"></span>'
  box.after(foot)
  const count = () => countWords(editor, foot.firstElementChild)
  editor.on("update", count)
  count()
  translate(box)
  new MutationObserver(() => translate(box)).observe(box, { childList: true, subtree: true })
})
