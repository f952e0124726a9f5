// Figures beside the editor: steps are sent without leaving the page, so that what is being written stays.
// Without this file every button still works and reloads the article.
"use strict"
{
  const panel = document.getElementById("figures")
  const form = document.getElementById("figure-form")
  const pickers = (root) => window.django?.jQuery?.(root).find(".admin-autocomplete").djangoAdminSelect2?.()

  const send = async (address, options) => {
    const response = await fetch(address, { ...options, headers: { "X-Part": "1" } })
    if (!response.ok) throw new Error(response.status)
    return response
  }

  const refresh = async (response) => {
    const focused = document.activeElement?.closest?.(".figures-list > li")
    const index = focused ? [...focused.parentNode.children].indexOf(focused) : -1
    panel.innerHTML = await response.text()
    panel.querySelectorAll(".figures-list > li")[index]?.querySelector("button, a")?.focus()
  }

  const step = async (button) => {
    const address = button.getAttribute("formaction") || form.action
    const response = await send(address, { method: "POST", body: new FormData(form, button) })
    if (response.headers.get("X-List")) return refresh(response)
    panel.querySelector(".tie-box").outerHTML = await response.text()
    pickers(panel)
  }

  const open = async (link) => {
    const old = panel.querySelector(".tie-box")
    const here = old?.closest("li") === link.closest("li")
    old?.remove()
    if (here) return
    link.closest("li").insertAdjacentHTML("beforeend", await (await send(link.href)).text())
    pickers(panel)
    panel.querySelector(".tie-box select, .tie-box input:not([type=hidden])")?.focus()
  }

  panel?.addEventListener("click", async (event) => {
    const button = event.target.closest("button[form=figure-form]")
    const link = event.target.closest("a[data-tie]")
    if (!button && !link) return
    event.preventDefault()
    try {
      await (button ? step(button) : open(link))
    } catch {
      panel.querySelector("h2").insertAdjacentHTML("afterend", `<p class="panel-note" role="alert">${panel.dataset.failed}</p>`)
    }
  })
}
