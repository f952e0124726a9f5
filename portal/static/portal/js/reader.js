// Size of letters and printing beside an article. Without this script the page is complete: browsers zoom and print.
const SIZES = ["", "large", "larger"];
const tools = document.querySelector(".tools");
const text = document.querySelector(".story-text");

function button(word, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word;
  made.addEventListener("click", act);
  tools.append(made); // behind what stands there, so that nothing moves
  return made;
}

if (tools && text) {
  let size = Math.max(SIZES.indexOf(localStorage.getItem("letters") ?? ""), 0);
  const resize = (step) => {
    size = Math.min(Math.max(size + step, 0), SIZES.length - 1);
    text.dataset.letters = SIZES[size];
    localStorage.setItem("letters", SIZES[size]);
    larger.disabled = size === SIZES.length - 1;
    smaller.disabled = size === 0;
  };
  const larger = button(tools.dataset.larger, () => resize(1));
  const smaller = button(tools.dataset.smaller, () => resize(-1));
  button(tools.dataset.print, () => window.print());
  resize(0);
  const share = tools.querySelector("details");
  share.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !share.open) return;
    share.open = false;
    share.querySelector("summary").focus();
  });
}
