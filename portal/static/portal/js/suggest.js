// Suggestions under a search field while a reader types. Without this script the field works all the same.
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  field.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) field.setAttribute(name, value);

  let timer, asked = "", at = -1;
  const show = (words) => {
    at = -1;
    list.replaceChildren(...words.map((word, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.setAttribute("role", "option");
      item.textContent = word;
      return item;
    }));
    list.hidden = !words.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  };
  const move = (step) => {
    const items = [...list.children];
    at = (at + step + items.length + 1) % (items.length + 1);
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (items[at]) field.setAttribute("aria-activedescendant", items[at].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const take = (item) => { field.value = item.textContent; show([]); field.form.requestSubmit(); };
  const ask = async () => {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    if (!text) return show([]);
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`);
      const found = answer.ok ? (await answer.json()).suggestions : [];
      if (asked === text && document.activeElement === field) show(found.filter((word) => word !== text));
    } catch { show([]); }
  };
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, 180);
  });
  field.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { move(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    if (event.key === "Escape") { show([]); event.preventDefault(); }
    if (event.key === "Enter" && list.children[at]) { take(list.children[at]); event.preventDefault(); }
  });
  field.addEventListener("blur", () => show([]));
  list.addEventListener("mousedown", (event) => { event.preventDefault(); if (event.target.role === "option") take(event.target); });
}
