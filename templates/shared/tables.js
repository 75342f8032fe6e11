// Tables sort by their columns: up, down, and back to the order of the report. Equal rows keep their order.
(() => {
  const { make } = offprint;

  /** A number as it is printed, with its sign, its groups and its unit; NaN for anything else. */
  const number = text => {
    const plain = text.trim().replace(/\u2212/g, "-").replace(/,(?=\d{3})/g, "");
    const match = plain.match(/^[±<>≤≥≈~]?\s*([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/i);
    return match ? Number(match[1]) : NaN;
  };
  const text = (row, column) => {
    const cell = row.cells[column].cloneNode(true);
    for (const mark of cell.querySelectorAll(".mark")) mark.remove();
    return cell.textContent.trim();
  };
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    const [lacksA, lacksB] = [a === "" || a === "–", b === "" || b === "–"];
    if (lacksA || lacksB) return { order: lacksA - lacksB, isFixed: true };
    if (!isNaN(x) && !isNaN(y)) return { order: x - y };
    if (isNaN(x) !== isNaN(y)) return { order: isNaN(x) ? 1 : -1 };
    return { order: a < b ? -1 : a > b ? 1 : 0 };
  };

  for (const table of document.querySelectorAll("figure.table table")) {
    const body = table.tBodies[0], original = [...body.rows];
    if (original.length < 3) continue;
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const press = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      press.append(make("span", { className: "arrow", "aria-hidden": "true" }));
      head.append(press);
      head.setAttribute("aria-sort", "none");
      press.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")];
        for (const other of heads) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", next);
        const direction = next === "descending" ? -1 : 1;
        const keys = new Map(original.map(row => [row, text(row, column)]));
        const rows = next === "none" ? original : [...original].sort((a, b) => {
          const { order, isFixed } = compare(keys.get(a), keys.get(b));
          // What is lacking stays at the end either way.
          return isFixed ? order : order * direction;
        });
        body.append(...rows);
      });
    });
  }
})();
