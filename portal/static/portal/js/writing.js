// Nothing typed is lost: the form is kept on the server every few seconds and before leaving, and on this computer
// while the server can't be reached. Also: who else is here, saving by keyboard, and what was kept earlier.
"use strict"
{
  const say = (text) => (window.gettext ? window.gettext(text) : text)
  const bar = document.getElementById("writing")
  const form = bar && bar.closest("form")
  const KEEP = 4000, BEAT = 20000, PATIENCE = 10000  // milliseconds
  const told = bar && bar.querySelector(".writing-told")

  // --- this computer ------------------------------------------------------------------------
  const shelf = (key) => `unsaved:${bar.dataset.person}:${key}`
  const putLocal = (key, fields) => {
    try { localStorage.setItem(shelf(key), JSON.stringify({ at: Date.now(), fields })) } catch { /* full or forbidden: the server has it */ }
  }
  const dropLocal = (key) => { try { localStorage.removeItem(shelf(key)) } catch { /* forbidden */ } }
  const localCopies = () => {
    const wanted = bar.dataset.key.includes(":new-") ? `${shelf(bar.dataset.key.split(":")[0])}:new-` : shelf(bar.dataset.key)
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(wanted) && (wanted.endsWith("-") || name === wanted))
        .map((name) => ({ key: name.slice(shelf("").length), ...JSON.parse(localStorage.getItem(name)) }))
    } catch { return [] }
  }

  // --- the form -----------------------------------------------------------------------------
  const read = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && name[0] !== "_" && typeof value === "string")
  const token = () => form.elements.csrfmiddlewaretoken.value
  const pack = (fields, mark) => {
    const data = new FormData()
    for (const [name, value] of fields) data.append(name, value)
    data.append(mark, "1")
    data.append("csrfmiddlewaretoken", token())
    return data
  }

  // Who signs in again in another window gets a new token there; this form then asks for it.
  const renew = async () => {
    const response = await fetch(bar.dataset.address, { redirect: "manual" })
    if (response.type === "opaqueredirect") return "out"
    if (!response.ok) return "refused"
    const fresh = (await response.json()).token
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = fresh
    return "renewed"
  }

  const post = async (address, fields, mark, again = true) => {
    let response
    try {
      response = await fetch(address, { method: "POST", body: pack(fields, mark), redirect: "manual", signal: AbortSignal.timeout(PATIENCE) })
    } catch { return { state: "offline" } }
    if (response.type === "opaqueredirect") return { state: "out" }
    if (response.status === 403 && again) {
      const state = await renew().catch(() => "offline")
      return state === "renewed" ? post(address, fields, mark, false) : { state }
    }
    const answer = await response.json().catch(() => ({}))
    return { state: response.ok ? "kept" : "refused", ...answer }
  }

  let kept = null      // what the server holds, as text; null until somebody touches the form
  let stopped = false  // the form is being sent
  let busy = null

  const report = ({ state, at, error }) => {
    bar.dataset.state = state
    if (state === "kept") told.textContent = at ? say("Kept at %s, not saved yet").replace("%s", at) : told.textContent
    if (state === "refused") told.textContent = error || say("The text could not be kept on the server; it is kept on this computer. Please save it.")
    if (state === "offline") told.textContent = say("The server can't be reached. Your text is kept on this computer; go on writing, it is sent as soon as there is a connection.")
    if (state === "out") {
      const link = Object.assign(document.createElement("a"), { href: bar.dataset.login, target: "_blank", rel: "noopener", textContent: say("Sign in in a new window") })
      told.replaceChildren(say("You are signed out. Your text is kept on this computer. "), link, say(", then save here."))
    }
  }

  const showOthers = ({ others, changed }) => {
    if (!others) return
    const line = bar.querySelector(".writing-others")
    line.hidden = !others.length
    line.querySelector("b").textContent = others.join("、")
    const change = bar.querySelector(".writing-changed")
    change.hidden = !changed
    change.querySelector("b").textContent = changed || ""
  }

  const keep = () => {
    busy ||= (async () => {
      const fields = read(), text = JSON.stringify(fields)
      putLocal(bar.dataset.key, fields)
      const answer = await post(bar.dataset.address, fields, "_keep")
      if (answer.state === "kept") { kept = text; dropLocal(bar.dataset.key); document.dispatchEvent(new CustomEvent("portal:kept")) }
      report(answer)
      showOthers(answer)
      return answer.state
    })().finally(() => { busy = null })
    return busy
  }
  const isDirty = () => !stopped && kept !== null && JSON.stringify(read()) !== kept

  const beat = async () => {
    if (stopped || busy || bar.dataset.key.includes(":new-")) return
    const answer = await post(bar.dataset.address, read().filter(([name]) => name === "seen_version"), "_beat")
    if (answer.state === "out") report(answer)
    else showOthers(answer)
  }

  // --- what was kept earlier ----------------------------------------------------------------
  const forget = () => {
    const saved = document.cookie.split("; ").find((part) => part.startsWith("saved="))
    if (!saved) return
    for (const key of decodeURIComponent(saved.slice(6)).replaceAll('"', "").split("|")) dropLocal(key)
    document.cookie = `saved=; path=${bar.dataset.path}; max-age=0`
  }

  const offer = async ({ key, at, fields }) => {
    const box = document.getElementById("kept")
    let line = box.querySelector(`li[data-key="${CSS.escape(key)}"]`)
    const isOlder = line && new Date(line.querySelector("time").dateTime) >= at
    if (isOlder || JSON.stringify(fields) === JSON.stringify(read())) return dropLocal(key)
    const address = bar.dataset.address.replace(/[^/]+\/$/, `${key.split(":")[1]}/`)
    const answer = await post(address, fields, "_keep")
    if (!answer.row) return
    dropLocal(key)
    if (!line) {
      line = box.querySelector("template").content.firstElementChild.cloneNode(true)
      line.dataset.key = key
      line.dataset.address = address
      box.querySelector("ul").append(line)
    }
    line.querySelector("a").href = `${bar.dataset.here}?kept=${answer.row}`
    box.hidden = false
  }

  const discard = async (button) => {
    const line = button.closest("li")
    dropLocal(line.dataset.key)
    const { state } = await post(line.dataset.address, [], "_discard")
    if (state !== "kept") return
    line.remove()
    document.getElementById("kept").hidden = !document.querySelector("#kept li")
  }

  const start = () => {
    forget()
    if (!("dirty" in bar.dataset)) localCopies().forEach(offer)
    if ("dirty" in bar.dataset) kept = ""
    const touched = () => { kept ??= JSON.stringify(read()) }
    for (const kind of ["pointerdown", "keydown", "paste", "drop", "focusin"]) form.addEventListener(kind, touched, { capture: true })
    setInterval(() => { if (isDirty()) keep() }, KEEP)
    setInterval(beat, BEAT)
    beat()
    window.addEventListener("online", () => { if (isDirty()) keep() })
    // The page may never be seen again: what is not on the server yet stays here, and goes there if it is small enough.
    window.addEventListener("pagehide", () => {
      if (isDirty()) {
        putLocal(bar.dataset.key, read())
        navigator.sendBeacon(bar.dataset.address, pack(read(), "_keep"))
      }
      if (!bar.dataset.key.includes(":new-")) navigator.sendBeacon(bar.dataset.address, pack([], "_leave"))
    })
    document.addEventListener("visibilitychange", () => { if (document.hidden && isDirty()) keep() })
    document.addEventListener("click", (event) => { if (event.target.matches(".kept-discard")) discard(event.target) })

    // Sending asks the server first, so that a lost session or line never swallows the text.
    form.addEventListener("submit", async (event) => {
      if (stopped) return
      event.preventDefault()
      if ("sending" in form.dataset) return
      form.dataset.sending = ""
      kept ??= ""
      await busy
      const state = await keep()
      delete form.dataset.sending
      if (state === "out" || state === "offline") return told.scrollIntoView({ block: "center" })
      stopped = true
      form.requestSubmit(event.submitter)
      setTimeout(() => { stopped = false }, PATIENCE * 2)  // the answer never came: the text may be sent again
    })
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return
      event.preventDefault()
      const button = form.querySelector("[name=_continue]") || form.querySelector("[name=_save]")
      if (button) form.requestSubmit(button)
    })
  }
  // The saved text with what is typed over it, as readers would see it; renewed whenever the text has been kept.
  const live = document.getElementById("live")
  const watch = () => {
    const frame = live.querySelector("iframe")
    const renew = () => { if (!live.hidden) frame.src = `${live.dataset.address}&at=${Date.now()}` }
    document.addEventListener("portal:kept", renew)
    document.querySelector(".live-open").addEventListener("click", async () => {
      live.hidden = false
      document.body.classList.add("has-live")
      if (isDirty()) await keep()
      else renew()
    })
    live.addEventListener("click", ({ target }) => {
      if (target.matches(".live-close")) { live.hidden = true; document.body.classList.remove("has-live") }
      if (!target.dataset.width) return
      live.classList.toggle("is-desk", target.dataset.width === "desk")
      for (const button of live.querySelectorAll("[data-width]")) button.setAttribute("aria-pressed", button === target)
    })
  }

  if (form) start()
  if (form && live) watch()
}
