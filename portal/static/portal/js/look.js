// The live look of a panel: after every change the form is shown anew as readers would see it. Without this the button does it.
"use strict"
{
  const button = document.getElementById("look-now")
  const frame = document.getElementById("look")
  const narrow = document.getElementById("look-narrow")
  const form = button.form
  let timer, asked = 0
  const look = async () => {
    const mine = ++asked
    const response = await fetch(button.formAction, { method: "POST", body: new FormData(form) }).catch(() => null)
    if (response?.ok && mine === asked) frame.srcdoc = await response.text()
  }
  const soon = () => { clearTimeout(timer); timer = setTimeout(look, 600) }
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  if (window.django?.jQuery) django.jQuery(form).on("change select2:select formset:removed", soon)
  button.addEventListener("click", (event) => { event.preventDefault(); look() })
  narrow.addEventListener("change", () => frame.classList.toggle("narrow", narrow.checked))
  look()
}
