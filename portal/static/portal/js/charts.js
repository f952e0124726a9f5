// Charts work without this. It shows a mark's own hover text at once, also on touch, and opens tables for print.
(() => {
  let tip;
  const drop = () => { tip?.remove(); tip = null; };
  document.addEventListener("pointerover", ({ target }) => {
    drop();
    const title = target.closest?.(".chart svg *")?.querySelector?.(":scope > title");
    if (!title) return;
    target.dataset.tip ||= title.textContent;
    title.textContent = ""; // an empty title keeps the browser's own slow tooltip away
    const svg = target.ownerSVGElement, box = target.getBBox(), width = svg.viewBox.baseVal.width;
    const x = box.x + box.width / 2;
    tip = document.createElementNS(svg.namespaceURI, "text");
    tip.textContent = target.dataset.tip;
    const set = { class: "chart-tip", x: x < width / 3 ? Math.max(0, box.x) : x > width / 1.5 ? Math.min(width, box.x + box.width) : x,
      y: Math.max(14, box.y - 6), "font-size": 14, "text-anchor": x < width / 3 ? "start" : x > width / 1.5 ? "end" : "middle" };
    for (const name in set) tip.setAttribute(name, set[name]);
    svg.append(tip);
  });
  const tables = (open) => document.querySelectorAll(".chart-table").forEach((d) => { d.open = open; });
  addEventListener("beforeprint", () => tables(true));
})();
