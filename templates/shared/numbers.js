// Where a computed number comes from, one click away: its runs are read from the list at the end of the page.
(() => {
  const { make, show } = offprint;
  const rows = new Map([...document.querySelectorAll("tr[data-run]")].map(row => [row.dataset.run, row]));

  /** The names behind `arcface/seed-1..80 softmax/seed-1..5,7`. */
  const runs = number => (number.dataset.runs || "").split(/(?<=\/seed-[\d.,]+) /).filter(Boolean).flatMap(group => {
    const [, name, seeds] = group.match(/^(.*\/seed-)([\d.,]+)$/) || [];
    return name === undefined ? [group] : seeds.split(",").flatMap(range => {
      const [first, last = first] = range.split("..").map(Number);
      return Array.from({ length: last - first + 1 }, (_, at) => `${name}${first + at}`);
    });
  });

  const table = found => {
    const body = make("tbody");
    for (const row of found) {
      const copy = row.cloneNode(true);
      copy.removeAttribute("data-run");
      body.append(copy);
    }
    const head = found[0].closest("table").querySelector("thead").cloneNode(true);
    return make("div", { className: "scroll" }, make("table", { className: "run-list" }, head, body));
  };

  const content = number => {
    const names = runs(number);
    const found = names.map(name => rows.get(name)).filter(Boolean);
    const parts = [
      make("p", { className: "card-number" }, number.textContent),
      make("p", { className: "card-path" }, make("code", {}, number.dataset.path)),
    ];
    const groups = new Map();
    for (const row of found) {
      const group = row.closest("details");
      groups.set(group, [...(groups.get(group) || []), row]);
    }
    for (const [group, list] of [...groups].slice(0, 6)) {
      parts.push(make("p", { className: "card-title" }, group.querySelector(".name").textContent), table(list));
      const settings = group.querySelector("pre");
      if (settings) {
        const fold = make("details", { className: "settings" }, make("summary", {}, "Settings"));
        const code = make("pre", { tabIndex: 0 }, make("code", {}, settings.textContent));
        fold.append(code);
        parts.push(fold);
      }
    }
    if (groups.size > 6) parts.push(make("p", { className: "more" }, `and ${groups.size - 6} more configurations`));
    if (names.length && !found.length) parts.push(make("p", {}, `Runs: ${names.join(", ")}`));
    if (!names.length) parts.push(make("p", {}, number.dataset.origin || "It was read from the notebook and the data, not from a run."));
    const href = number.getAttribute("href");
    if (href && href !== "#top") {
      const link = make("a", { href, className: "card-link" }, "Go to the cell that asked for it");
      link.addEventListener("click", () => offprint.hide());
      parts.push(make("p", {}, link));
    }
    return parts;
  };

  for (const number of document.querySelectorAll("a.value")) {
    number.setAttribute("aria-haspopup", "dialog");
    number.setAttribute("aria-expanded", "false");
    number.removeAttribute("title");
    number.addEventListener("click", event => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      if (number.getAttribute("aria-expanded") === "true") offprint.hide();
      else show(number, content(number), { label: `Where ${number.textContent} comes from`, isDialog: true });
    });
  }
})();
