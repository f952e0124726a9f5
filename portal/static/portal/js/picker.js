// The pickers: dialogs that list, search, upload, and answer with what was chosen.
// portalPickPhoto(address) -> Promise of {id, src, thumb, alt, title, caption, width, height}, or null when closed.
// portalPickPhotos(address, {files}) -> Promise of {photos: [...], gallery}; `files` are uploaded first.
// portalPickEmbed(address, kind) -> Promise of {embed, id, label}, or null.
"use strict"
{
  const say = (text) => (window.gettext ? window.gettext(text) : text)

  const read = (data) => ({ ...data, id: Number(data.id), width: Number(data.width), height: Number(data.height) })

  const send = async (address, body) => {
    const response = await fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => null)
    const data = response && response.status < 500 ? await response.json().catch(() => ({})) : {}
    return response?.ok ? data : { errors: data.errors || { file: [say("The upload failed; please try again.")] } }
  }

  const showErrors = (box, errors) => {
    for (const field of box.querySelectorAll("[data-field]")) {
      field.querySelector(".picker-error").textContent = (errors[field.dataset.field] || []).join(" ")
    }
    box.querySelector(".picker-error:not(:empty)")?.closest("[data-field]")?.querySelector("input, textarea")?.focus()
  }

  // A dialog whose content comes from `address`; `answer` closes it with a value.
  const open = (show, listen) => new Promise((resolve) => {
    const dialog = document.createElement("dialog")
    dialog.className = "picker"
    document.body.append(dialog)
    let chosen = null
    const answer = (value) => { chosen = value; dialog.close() }
    const load = async (address, query) => {
      const response = await fetch(`${address}?${new URLSearchParams(query)}`, { redirect: "manual" }).catch(() => null)
      dialog.innerHTML = response?.ok ? await response.text() : ""
      if (!response?.ok) dialog.append(say("This can't be shown; please sign in again."))
    }
    dialog.addEventListener("close", () => { dialog.remove(); resolve(chosen) })
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest(".picker-close")) answer(null)
    })
    listen(dialog, load, answer)
    show(load).then(() => { if (dialog.isConnected) { dialog.showModal(); dialog.dispatchEvent(new Event("shown")) } })
  })

  // --- photos -------------------------------------------------------------------------------
  // One set of fields for each file; the credit is asked for once.
  const layOut = (form, files) => {
    form.querySelectorAll(".picker-one").forEach((one) => one.remove())
    const single = [...form.querySelectorAll("[data-field=title], [data-field=alt], [data-field=caption]")]
    single.forEach((field) => { field.hidden = files.length > 1 })
    form.files = files
    if (files.length === 1 && !form.elements.title.value) form.elements.title.value = files[0].name.replace(/\.\w+$/, "")
    if (files.length < 2) return
    files.forEach((file, n) => {
      const one = Object.assign(document.createElement("fieldset"), { className: "picker-one" })
      one.file = file
      one.append(Object.assign(document.createElement("legend"), { textContent: file.name }))
      for (const field of single) {
        const copy = field.cloneNode(true)
        copy.hidden = false
        for (const label of copy.querySelectorAll("label")) label.htmlFor += n
        for (const input of copy.querySelectorAll("input, textarea")) { input.id += n; input.dataset.name = input.name; input.name = ""; input.value = input.dataset.name === "title" ? file.name.replace(/\.\w+$/, "") : "" }
        one.append(copy)
      }
      single.at(-1).before(one)
    })
  }

  const upload = async (address, form) => {
    const several = [...form.querySelectorAll(".picker-one")], photos = []
    if (!several.length) {
      const body = new FormData(form)
      if (form.files?.length) body.set("file", form.files[0])
      const data = await send(address, body)
      if (data.errors) showErrors(form, data.errors)
      return data.errors ? { photos, whole: false } : { photos: [data], whole: true }
    }
    for (const one of several) {
      const body = new FormData(form)
      body.set("file", one.file)
      for (const input of one.querySelectorAll("[data-name]")) body.set(input.dataset.name, input.value)
      const data = await send(address, body)
      if (data.errors) {
        showErrors(one, data.errors)
        if (data.errors.credit) showErrors(form, { credit: data.errors.credit })
        else if (data.errors.file) one.querySelector(".picker-error").textContent = data.errors.file.join(" ")
        continue
      }
      photos.push(data)
      one.remove()
    }
    return { photos, whole: !form.querySelector(".picker-one") }
  }

  const pickPhotos = (address, several, files = []) => {
    const uploaded = [], chosen = new Map()
    return open((load) => load(address, {}), (dialog, load, answer) => {
      const query = () => dialog.querySelector("[name=q]")?.value || ""
      const mark = () => {
        const foot = dialog.querySelector(".picker-foot")
        if (!foot) return
        foot.hidden = !several || !chosen.size
        foot.querySelector("button").textContent = say("Insert %s").replace("%s", chosen.size)
        foot.querySelector("label").hidden = chosen.size < 2
        for (const button of dialog.querySelectorAll(".picker-photo")) button.setAttribute("aria-pressed", chosen.has(button.dataset.id))
      }
      const done = (photos) => answer({ photos, gallery: Boolean(dialog.querySelector("[name=gallery]")?.checked) })
      dialog.addEventListener("shown", () => {
        const input = dialog.querySelector(".picker-upload [name=file]")
        if (!input) return
        input.multiple = several
        input.addEventListener("change", () => layOut(input.form, [...input.files]))
        if (files.length) {
          dialog.querySelector(".picker-upload").open = true
          layOut(input.form, files)
          input.closest("[data-field]").querySelector("input").hidden = true
        }
      })
      dialog.addEventListener("click", (event) => {
        const photo = event.target.closest(".picker-photo")
        if (photo && !several) return done([read(photo.dataset)])
        if (photo) {
          if (!chosen.delete(photo.dataset.id)) chosen.set(photo.dataset.id, read(photo.dataset))
          return mark()
        }
        if (event.target.closest(".picker-insert")) return done([...chosen.values()])
        const page = event.target.closest("[data-page]")
        if (page) load(address, { q: query(), page: page.dataset.page }).then(mark)
      })
      dialog.addEventListener("submit", async (event) => {
        event.preventDefault()
        const form = event.target
        if (form.matches(".picker-search")) return load(address, { q: query() }).then(mark)
        const button = form.querySelector("[type=submit]")
        button.disabled = true
        const { photos, whole } = await upload(address, form)
        button.disabled = false
        uploaded.push(...photos)
        if (whole) answer({ photos: uploaded, gallery: Boolean(form.querySelector("[name=as_gallery]")?.checked) })
      })
      dialog.addEventListener("close", () => { if (uploaded.length) answer({ photos: uploaded, gallery: false }) }, { once: true })
    }).then((result) => result || { photos: [], gallery: false })
  }

  window.portalPickPhoto = (address) => pickPhotos(address, false).then(({ photos }) => photos[0] || null)
  window.portalPickPhotos = (address, { files } = {}) => pickPhotos(address, true, files)

  // --- parts of other pages -----------------------------------------------------------------
  window.portalPickEmbed = (address, first) => open((load) => load(address, { kind: first }), (dialog, load, answer) => {
    const kind = () => dialog.querySelector("[data-kind][aria-current]")?.dataset.kind || first
    dialog.addEventListener("click", (event) => {
      const tab = event.target.closest("[data-kind]"), choice = event.target.closest(".embed-choice")
      if (tab) { event.preventDefault(); load(address, { kind: tab.dataset.kind, q: dialog.querySelector("[name=q]").value }) }
      if (choice) answer({ ...choice.dataset })
    })
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault()
      const form = event.target
      if (form.matches(".picker-search")) return load(address, { kind: kind(), q: form.elements.q.value })
      const button = form.querySelector("[type=submit]")
      button.disabled = true
      const data = await send(form.dataset.upload, new FormData(form))
      button.disabled = false
      if (data.errors) showErrors(form, data.errors)
      else answer({ embed: data.embed, id: String(data.id), label: data.label })
    })
  })

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".photo-choose, .photo-clear")
    if (!button) return
    const field = button.closest(".photo-field")
    const photo = button.matches(".photo-clear") ? { id: "", thumb: "", title: "", alt: "" } : await window.portalPickPhoto(field.dataset.picker)
    if (!photo) return
    const image = field.querySelector("img")
    field.querySelector("input").value = photo.id
    image.hidden = !photo.id
    if (photo.id) image.src = photo.thumb
    image.alt = photo.alt
    field.querySelector(".photo-name").textContent = photo.title
    field.querySelector(".photo-clear").hidden = !photo.id
  })
}
