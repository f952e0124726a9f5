// Asks for one part of the check after another and shows how far it has come; the page reloads when all is checked.
const bar = document.querySelector("progress[data-address]");
const count = document.querySelector("[data-checked]");
const next = document.querySelector("[data-next]");

async function check() {
  const answer = await fetch(bar.dataset.address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  const state = await answer.json();
  if (state.done) return location.reload();
  bar.value = state.checked;
  count.textContent = state.checked;
  return check();
}

if (bar) {
  next.hidden = true;
  check().catch(() => { next.hidden = false; });
}

// A confirmation takes some seconds: a second click must not look as if it were needed.
document.querySelector("form[data-once]")?.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[type=submit]");
  button.textContent = button.dataset.busy;
  setTimeout(() => { button.disabled = true; });
});
