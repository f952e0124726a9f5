// What the prose editor of the back office adds: photos and galleries by our picker, who is quoted, parts of other pages,
// words in Chinese, a count. Pasting and importing: paste.js.
import { Blockquote, Extension, Node } from "django-prose-editor/editor"

const say = window.gettext || ((text) => text)
const sayMany = window.ngettext || ((one, many, count) => (count === 1 ? one : many))
const item = (text) => Object.assign(document.createElement("p"), { textContent: text })

// Where a block goes: in place of the chosen one or the empty paragraph, else below the block the cursor is in, never inside a list or table.
function place({ state: { selection: { $from, node } } }) {
  if (!$from.depth) return node ? { from: $from.pos, to: $from.pos + node.nodeSize } : $from.pos
  const block = $from.node(1)
  const replaced = block.type.name === "figure" || (block.type.name === "paragraph" && !block.content.size)
  return replaced ? { from: $from.before(1), to: $from.after(1) } : $from.after(1)
}

function figure({ id, src, alt, width, height, caption }) {
  const content = [{ type: "image", attrs: { src, alt, width, height, file: String(id) } }, { type: "caption" }]
  if (caption) content[1].content = [{ type: "text", text: caption }]
  return { type: "figure", content }
}

// The standard button asks for an address; ours opens the picker, and photos are bound by their number.
export const PhotoPicker = Extension.create({
  name: "photoPicker",
  addOptions() { return { address: "" } },
  addCommands() {
    return {
      insertPhotos: (files) => ({ editor }) => {
        window.portalPickPhotos(this.options.address, { files }).then(({ photos, gallery }) => {
          if (!photos.length) return
          const figures = photos.map(figure)
          const content = gallery && figures.length > 1 ? { type: "gallery", content: figures } : figures
          editor.chain().focus().insertContentAt(place(editor), content).run()
        })
        return true
      },
    }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "figure",
      groups: "nodes",
      priority: 110,
      button: buttons.material("add_photo_alternate", say("Insert photo")),
      option: item(say("Insert photo")),
      active: (editor) => editor.isActive("figure"),
      command: (editor) => editor.commands.insertPhotos(),
    })
  },
})

export const Gallery = Node.create({
  name: "gallery", group: "block", content: "figure+", isolating: true,
  parseHTML() { return [{ tag: "div[data-gallery]" }] },
  renderHTML() { return ["div", { "data-gallery": "" }, 0] },
})

// A quotation may end with a line that says who speaks.
export const Quote = Blockquote.extend({ content: "block+ speaker?" })

export const Speaker = Node.create({
  name: "speaker", content: "inline*", defining: true,
  parseHTML() { return [{ tag: "cite" }] },
  renderHTML() { return ["cite", 0] },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "speaker",
      groups: "nodes",
      priority: 90,
      button: buttons.material("record_voice_over", say("Who is quoted")),
      option: item(say("Who is quoted")),
      active: (editor) => editor.isActive("speaker"),
      command: (editor) => {
        if (!editor.isActive("blockquote")) editor.commands.toggleBlockquote()
        const { $from } = editor.state.selection
        for (let depth = $from.depth; depth; depth -= 1) {
          const quote = $from.node(depth)
          if (quote.type.name !== "blockquote") continue
          const end = $from.end(depth), has = quote.lastChild.type.name === "speaker"
          if (!has) editor.chain().insertContentAt(end, { type: "speaker" }).focus(end + 1).run()
          else editor.commands.focus(end - 1)
          return
        }
      },
    })
  },
})

const attribute = (name) => ({ default: "", parseHTML: (element) => element.getAttribute(`data-${name}`) || "", renderHTML: (attrs) => ({ [`data-${name}`]: attrs[name] }) })

export const Embed = Node.create({
  name: "embed", group: "block", atom: true, draggable: true, selectable: true,
  addOptions() { return { address: "", kinds: {} } },
  addAttributes() { return { embed: attribute("embed"), id: attribute("id"), label: attribute("label") } },
  parseHTML() { return [{ tag: "div[data-embed]" }] },
  renderHTML({ HTMLAttributes }) { return ["div", HTMLAttributes] },
  addNodeView() {
    const { kinds } = this.options
    return ({ node }) => {
      const dom = document.createElement("div"), kind = document.createElement("small")
      dom.className = "portal-embed"
      kind.textContent = kinds[node.attrs.embed] || ""
      dom.append(kind, node.attrs.label)
      return { dom }
    }
  },
  addMenuItems({ menu, buttons }) {
    const { address, kinds } = this.options
    menu.defineItem({
      name: "embed",
      groups: "nodes",
      priority: 80,
      button: buttons.material("dashboard_customize", say("Insert from the portal")),
      option: item(say("Insert from the portal")),
      active: (editor) => editor.isActive("embed"),
      command: async (editor) => {
        const attrs = await window.portalPickEmbed(address, Object.keys(kinds)[0])
        if (attrs) editor.chain().focus().insertContentAt(place(editor), { type: "embed", attrs }).run()
      },
    })
  },
})

const below = (editor) => editor.view.dom.closest(".prose-editor")

document.addEventListener("portal:note", ({ detail: { editor, text } }) => {
  const place = below(editor).parentElement.querySelector(".prose-note")
  if (place) place.textContent = text
})

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
