// Charts work without this: values of points at once, by pointer, touch and keyboard (our title away), tables open for print.
(() => {
  let tip;
  const show = ({ target }) => {
    tip?.remove();
    if (!target.matches(".chart-hit, .chart-gap")) return;
    const title = target.querySelector("title");
    target.dataset.tip ||= title.textContent;
    title.textContent = "";
    const svg = target.ownerSVGElement, box = target.getBBox(), x = box.x + box.width / 2;
    const part = x / svg.viewBox.baseVal.width;
    tip = document.createElementNS(svg.namespaceURI, "text");
    tip.textContent = target.dataset.tip;
    const set = { class: "chart-tip", x, y: Math.max(13, box.y - 5), "font-size": 14,
      "text-anchor": part < .35 ? "start" : part > .65 ? "end" : "middle" };
    for (const name in set) tip.setAttribute(name, set[name]);
    svg.append(tip);
  };
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("focusout", () => tip?.remove());
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip?.remove(); });
  addEventListener("beforeprint", () => document.querySelectorAll(".chart-table").forEach((d) => { d.open = true; }));
})();
