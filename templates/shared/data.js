// The data of a figure as files that the browser makes: JSON as it is stored, and its rows as CSV.
(() => {
  const { make } = offprint;

  const isList = value => Array.isArray(value);
  const isFlat = value => isList(value) && value.every(item => item === null || typeof item !== "object");

  /** The columns of one object with lists: lists as long as the longest, lists of such lists, and lists of that many short lists. */
  const columns = object => {
    const lists = Object.entries(object).filter(([, value]) => isList(value) && value.length);
    const lengths = lists.flatMap(([, value]) => isFlat(value) ? [value.length] : value.filter(isList).map(item => item.length));
    const flat = lists.filter(([, value]) => isFlat(value)).map(([, value]) => value.length);
    const count = Math.max(0, ...(flat.length ? flat : lengths));
    const found = [];
    for (const [name, value] of lists) {
      if (isFlat(value)) {
        if (value.length === count) found.push([name, value]);
      } else if (value.length === count && value.every(isFlat)) {
        const width = Math.max(...value.map(item => item.length));
        for (let at = 0; at < width; at++) found.push([`${name}.${at + 1}`, value.map(item => item[at])]);
      } else if (value.every(item => isFlat(item) && item.length <= count)) {
        value.forEach((item, at) => found.push([`${name}.${at + 1}`, item]));
      }
    }
    return { count, found };
  };
  const rowsOf = object => {
    const scalars = Object.entries(object).filter(([, value]) => value === null || typeof value !== "object");
    const { count, found } = columns(object);
    if (!found.length) return [Object.fromEntries(scalars)];
    return Array.from({ length: count }, (_, at) => ({
      ...Object.fromEntries(scalars), index: at + 1, ...Object.fromEntries(found.map(([name, list]) => [name, list[at] ?? ""])),
    }));
  };
  const csv = data => {
    const parts = Object.values(data).find(value => isList(value) && value.length && value.every(item => item && typeof item === "object" && !isList(item)));
    const rows = (parts || [data]).flatMap(rowsOf);
    const names = [...new Set(rows.flatMap(row => Object.keys(row)))];
    const field = value => {
      const text = value === undefined || value === null ? "" : String(value);
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [names, ...rows.map(row => names.map(name => row[name]))].map(row => row.map(field).join(",")).join("\r\n") + "\r\n";
  };

  const save = (name, type, text) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  for (const figure of document.querySelectorAll("figure.plot")) {
    const held = figure.querySelector("script.figure-data");
    // A live figure has its data already and gives them by itself.
    const read = () => held ? JSON.parse(held.textContent) : figure.offprintData?.();
    const place = figure.querySelector(".data");
    if (!place) continue;
    const press = (word, act) => {
      const button = offprint.button(word, { className: "tool", "aria-label": `Save the data of this figure as ${word}` });
      button.addEventListener("click", act);
      return button;
    };
    addEventListener("load", () => {
      if (!held && !figure.offprintData) return;
      place.replaceChildren("Data: ",
        press("CSV", async () => save(`${figure.id}.csv`, "text/csv;charset=utf-8", csv(await read()))), " ",
        press("JSON", async () => save(`${figure.id}.json`, "application/json", JSON.stringify(await read()) + "\n")));
    });
  }
})();
