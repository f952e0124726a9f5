// The change of a stage: a field that only some stages ask for (data-stages) stands there when one of them is chosen.
(() => {
  const chosen = document.getElementById("id_to"), asked = document.querySelectorAll("[data-stages]")

  function show() {
    for (const field of asked) {
      field.disabled = !field.dataset.stages.split(" ").includes(chosen.value)
      field.closest(".form-row").hidden = field.disabled
    }
  }

  chosen.addEventListener("change", show)
  show()
})()
