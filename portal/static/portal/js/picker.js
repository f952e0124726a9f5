// The photo picker: a dialog that lists photos, searches, uploads, and answers with the chosen one.
// portalPickPhoto(address) -> Promise of {id, src, thumb, alt, title, caption, width, height}, or null when closed.
"use strict"
{
  const say = (text) => (window.gettext ? window.gettext(text) : text)

  const read = (data) => ({ ...data, id: Number(data.id), width: Number(data.width), height: Number(data.height) })

  const upload = async (address, form) => {
    const body = new FormData(form)
    const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") } })
    return { ok: response.ok, data: response.status < 500 ? await response.json().catch(() => ({})) : {} }
  }

  const showErrors = (form, errors) => {
    for (const field of form.querySelectorAll("[data-field]")) {
      field.querySelector(".picker-error").textContent = (errors[field.dataset.field] || []).join(" ")
    }
    form.querySelector(".picker-error:not(:empty)")?.closest("[data-field]")?.querySelector("input, textarea")?.focus()
  }

  window.portalPickPhoto = (address) => new Promise((resolve) => {
    const dialog = document.createElement("dialog")
    dialog.className = "picker"
    document.body.append(dialog)
    let chosen = null

    const show = async (query = "", page = 1) => {
      const response = await fetch(`${address}?${new URLSearchParams({ q: query, page })}`)
      dialog.innerHTML = response.ok ? await response.text() : ""
      if (!response.ok) dialog.append(say("The photos can't be shown; please sign in again."))
    }
    const close = (photo) => { chosen = photo; dialog.close() }

    dialog.addEventListener("close", () => { dialog.remove(); resolve(chosen) })
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest(".picker-close")) return close(null)
      const photo = event.target.closest(".picker-photo")
      if (photo) return close(read(photo.dataset))
      const page = event.target.closest("[data-page]")
      if (page) show(dialog.querySelector("[name=q]").value, page.dataset.page)
    })
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault()
      const form = event.target
      if (form.matches(".picker-search")) return show(form.elements.q.value)
      const button = form.querySelector("[type=submit]")
      button.disabled = true
      const { ok, data } = await upload(address, form)
      button.disabled = false
      if (ok) close(read(data))
      else showErrors(form, data.errors || { file: [say("The upload failed; please try again.")] })
    })
    show().then(() => dialog.showModal())
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
