// Puts an answer template where the cursor stands in the answer.
"use strict";
const answer = document.getElementById("id_answer");
for (const button of document.querySelectorAll("[data-insert]")) {
  if (!answer) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    const text = document.getElementById(button.dataset.insert).textContent;
    answer.setRangeText(text, answer.selectionStart, answer.selectionEnd, "end");
    answer.focus();
  });
}
