"use strict";
// What every page has: the theme, the contents that follow, code to fold, links to copy, previews. Without this script
// everything is still there: links lead to what the previews show, and `details` fold by themselves.
const offprint = (() => {
  const root = document.documentElement;
  const page = document.querySelector(".page");

  /** An element with properties and children. */
  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element && !name.startsWith("aria")) element[name] = value; else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };
  const button = (text, properties = {}) => make("button", { type: "button", ...properties }, text);

  // What happened, for readers who do not see it.
  const status = make("p", { className: "status", role: "status" });
  const say = text => { status.textContent = text; };

  // The bar: themes, and all code at once.
  const bar = make("div", { className: "bar", role: "region", "aria-label": "Display" });
  page.prepend(bar);
  page.append(status);

  const keep = theme => {
    try {
      if (theme) localStorage.setItem("offprint-theme", theme); else localStorage.removeItem("offprint-theme");
    } catch {}
  };
  const themes = make("div", { className: "themes", role: "group", "aria-label": "Colors" });
  for (const [name, word] of [["", "Auto"], ["light", "Light"], ["dark", "Dark"]]) {
    const choice = button(word, { className: "theme" });
    choice.dataset.theme = name;
    choice.addEventListener("click", () => {
      if (name) root.dataset.theme = name; else delete root.dataset.theme;
      keep(name);
      mark();
      document.dispatchEvent(new CustomEvent("offprint:theme"));
    });
    themes.append(choice);
  }
  const mark = () => {
    for (const choice of themes.children) {
      choice.setAttribute("aria-pressed", String(choice.dataset.theme === (root.dataset.theme || "")));
    }
  };
  mark();
  const cells = [...document.querySelectorAll("main details.cell")];
  if (cells.length) {
    const all = button("Show all code", { className: "all-code", "aria-pressed": "false" });
    all.addEventListener("click", () => {
      const open = all.getAttribute("aria-pressed") !== "true";
      for (const cell of cells) cell.open = open;
      all.setAttribute("aria-pressed", String(open));
      all.textContent = open ? "Hide all code" : "Show all code";
    });
    bar.append(all);
  }
  bar.append(themes);

  // A link into something that is folded opens it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The contents fold on narrow screens, where they would stand between the title and the text.
  const contents = document.querySelector(".contents details");
  // The style sheet says where they stand beside it.
  let isBeside = null;
  const fold = () => {
    if (!contents) return;
    const beside = getComputedStyle(contents).getPropertyValue("--beside").trim() === "1";
    if (beside === isBeside) return;
    isBeside = beside;
    contents.open = beside;
    contents.querySelector("summary").tabIndex = beside ? -1 : 0;
  };
  addEventListener("resize", fold);
  fold();
  contents?.addEventListener("click", event => {
    if (event.target.closest("a") && !isBeside) contents.open = false;
  });

  // They mark the section that is being read.
  const links = new Map([...document.querySelectorAll(".contents a")].map(a => [a.hash.slice(1), a]));
  const headings = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
  let current = null;
  const follow = () => {
    let reading = null;
    // A little below where a link to it puts it.
    for (const heading of headings) if (heading.getBoundingClientRect().top < 110) reading = heading;
    if (headings.length && innerHeight + scrollY >= root.scrollHeight - 2) reading = headings.at(-1);
    if (reading === current) return;
    if (current) links.get(current.id).removeAttribute("aria-current");
    current = reading;
    if (!current) return;
    const link = links.get(current.id);
    link.setAttribute("aria-current", "location");
    const list = contents.getBoundingClientRect(), place = link.getBoundingClientRect();
    if (isBeside && (place.top < list.top + 24 || place.bottom > list.bottom - 24)) {
      contents.scrollTop += place.top - list.top - list.height / 2;
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  if (headings.length) follow();

  // A formula that is wider than its column scrolls; keys reach it for as long as it does.
  const sizes = new ResizeObserver(entries => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0"); else target.removeAttribute("tabindex");
    }
  });
  for (const formula of document.querySelectorAll("main .equation > math")) sizes.observe(formula);

  // Copying: links of headings, figures, tables and equations; the command of the report.
  const copy = async text => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = make("textarea", { value: text, className: "copying" });
      page.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    say("Copied");
  };
  const showCopied = element => {
    element.classList.add("copied");
    setTimeout(() => element.classList.remove("copied"), 1600);
  };
  for (const anchor of document.querySelectorAll("a.anchor")) {
    anchor.addEventListener("click", () => {
      copy(location.href.split("#")[0] + anchor.hash);
      showCopied(anchor);
    });
  }
  for (const code of document.querySelectorAll(".reproducibility dl code")) {
    const press = button("Copy", { className: "copy", "aria-label": `Copy ${code.textContent}` });
    press.addEventListener("click", () => { copy(code.textContent); showCopied(press); });
    if (!code.closest(".digest")) code.after(" ", press);
  }

  // One card for everything that shows something beside its place.
  const card = make("div", { className: "card", id: "card", popover: "manual" });
  (document.querySelector("main") || page).append(card);
  let opener = null;
  const hide = () => {
    clearTimeout(timer);
    if (!opener) return;
    opener.removeAttribute("aria-describedby");
    if (opener.hasAttribute("aria-expanded")) opener.setAttribute("aria-expanded", "false");
    opener = null;
    card.hidePopover();
  };
  /** Shows `content` beside `from`; a dialog takes the focus, a preview leaves it. */
  const show = (from, content, { label, isDialog = false }) => {
    hide();
    opener = from;
    card.replaceChildren(...content);
    card.setAttribute("role", isDialog ? "dialog" : "tooltip");
    if (isDialog) card.setAttribute("aria-label", label); else card.removeAttribute("aria-label");
    card.classList.toggle("dialog", isDialog);
    if (isDialog) from.setAttribute("aria-expanded", "true"); else from.setAttribute("aria-describedby", "card");
    card.showPopover();
    place(from);
    if (isDialog) { card.tabIndex = -1; card.focus({ preventScroll: true }); } else card.removeAttribute("tabindex");
  };
  const place = from => {
    const at = [...from.getClientRects()].at(-1), size = card.getBoundingClientRect(), gap = 8;
    const width = root.clientWidth;
    const below = innerHeight - at.bottom, isAbove = below < size.height + 2 * gap && at.top > below;
    card.style.left = `${Math.max(gap, Math.min(at.left, width - size.width - gap))}px`;
    card.style.top = `${Math.max(gap, isAbove ? at.top - size.height - gap : Math.min(at.bottom + gap, innerHeight - size.height - gap))}px`;
  };
  addEventListener("resize", hide);
  addEventListener("scroll", event => {
    if (!opener || card.contains(event.target)) return;
    const at = opener.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) hide(); else place(opener);
  }, { passive: true, capture: true });
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !opener) return;
    const from = opener, wasDialog = card.classList.contains("dialog");
    hide();
    if (wasDialog) from.focus({ preventScroll: true });
  });
  addEventListener("pointerdown", event => {
    if (opener && !card.contains(event.target) && !opener.contains(event.target)) hide();
  });
  card.addEventListener("focusout", event => {
    if (card.classList.contains("dialog") && event.relatedTarget && !card.contains(event.relatedTarget)) hide();
  });

  // Previews of what a reference leads to.
  let timer = 0;
  const strip = node => {
    for (const element of [node, ...node.querySelectorAll("*")]) {
      element.removeAttribute("id");
      element.removeAttribute("aria-labelledby");
      element.removeAttribute("tabindex");
      if (element.matches("a, button")) element.tabIndex = -1;
    }
    for (const extra of node.querySelectorAll(".anchor, .back, .tools, details, .notes, button.sort span")) extra.remove();
    return node;
  };
  const clone = node => strip(node.cloneNode(true));
  const picture = figure => {
    const svg = figure.querySelector(".picture svg.plot");
    if (!svg) return [];
    const name = "http://www.w3.org/2000/svg";
    const [frame, use] = [document.createElementNS(name, "svg"), document.createElementNS(name, "use")];
    frame.setAttribute("viewBox", svg.getAttribute("viewBox"));
    frame.setAttribute("aria-hidden", "true");
    const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/);
    for (const [key, value] of [["href", `#${svg.id}`], ["width", width], ["height", height]]) use.setAttribute(key, value);
    frame.append(use);
    return [frame];
  };
  const previewed = target => {
    if (target.matches("figure.plot")) return [...picture(target), clone(target.querySelector("figcaption"))];
    if (target.matches("figure.table")) {
      const table = clone(target.querySelector("table"));
      const rows = [...table.querySelectorAll("tbody tr")];
      for (const row of rows.slice(12)) row.remove();
      const rest = rows.length > 12 ? [make("p", { className: "more" }, `and ${rows.length - 12} more rows`)] : [];
      return [clone(target.querySelector("figcaption")), table, ...rest];
    }
    if (/^H[1-6]$/.test(target.tagName)) {
      const first = target.nextElementSibling;
      const title = make("p", { className: "card-title" }, ...clone(target).childNodes);
      return first?.matches("p") ? [title, clone(first)] : [title];
    }
    if (target.matches("details.cell")) {
      const code = target.querySelector("pre");
      return [make("p", { className: "card-title" }, target.querySelector("summary").textContent), ...(code ? [clone(code)] : [])];
    }
    if (target.matches("li, .equation, .notice")) {
      const copied = clone(target);
      return target.matches("li") ? [...copied.childNodes] : [copied];
    }
    return [];
  };
  const references = "main a[href^='#']:not(.anchor, .back, .value), .abstract a[href^='#']:not(.anchor, .value)";
  const preview = link => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || target.contains(link)) return;
    const content = previewed(target);
    if (content.length) show(link, content, {});
  };
  const isHovering = matchMedia("(hover: hover)");
  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    if (opener && !card.classList.contains("dialog") && (card.contains(event.target) || opener.contains(event.target))) {
      clearTimeout(timer);
      return;
    }
    const link = card.contains(event.target) ? null : event.target.closest?.(references);
    clearTimeout(timer);
    if (link) timer = setTimeout(preview, 120, link);
    else if (opener && !card.classList.contains("dialog")) timer = setTimeout(hide, 250);
  });
  document.addEventListener("focusin", event => {
    if (card.contains(event.target)) return;
    const link = event.target.closest?.(references);
    if (link?.matches(":focus-visible")) preview(link);
    else if (opener && !card.classList.contains("dialog")) hide();
  });
  // Under a finger there is no hovering: notes and references open where they are.
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[role='doc-noteref'], a[role='doc-biblioref']");
    if (!link || isHovering.matches || card.contains(link)) { if (link) hide(); return; }
    event.preventDefault();
    if (opener === link) hide(); else preview(link);
  });

  return { make, button, say, copy, showCopied, show, hide };
})();
