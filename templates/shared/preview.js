"use strict";
// `offprint preview`: waits for the server to have something new, loads the page again where its report has changed and puts
// the reader back where they were, and shows what is wrong with the notebook over the last good report.
(() => {
  const key = "offprint-preview " + location.pathname;
  const root = document.documentElement;
  const page = document.querySelector('meta[name="offprint-page"]').content;
  const store = {
    read() { try { return JSON.parse(sessionStorage.getItem(key)) || {}; } catch { return {}; } },
    write(value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden: not kept */ } },
  };

  // Where the reader is, by the part of the report that stands at the top of the window: text may come or go above it.
  const details = () => {
    const counts = new Map();
    return [...document.querySelectorAll("details")].map(element => {
      const owner = element.id || element.closest("[id]")?.id || "";
      const count = counts.get(owner) || 0;
      counts.set(owner, count + 1);
      return [`${owner}/${count}`, element];
    });
  };
  const place = () => {
    let best = null;
    for (const element of document.querySelectorAll("main [id]:not(svg *)")) {
      if (!element.getClientRects().length) continue;
      const top = element.getBoundingClientRect().top;
      if (top > 120) continue;
      if (!best || top >= best.top) best = { id: element.id, top };
    }
    return { y: scrollY, ...(scrollY > 4 ? best : null) };
  };
  const save = () => store.write({
    theme: root.dataset.theme, place: place(), chosen,
    open: Object.fromEntries(details().map(([name, element]) => [name, element.open])),
  });
  const scroll = saved => {
    const element = saved.id && document.getElementById(saved.id);
    const top = element ? scrollY + element.getBoundingClientRect().top - saved.top : saved.y;
    scrollTo({ top, behavior: "instant" });
  };

  // Whether the reader wants the list of problems open, and of which problems: errors open it by themselves.
  let chosen = null;
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const saved = isReload ? store.read() : {};
  history.scrollRestoration = "manual";
  if (saved.theme) root.dataset.theme = saved.theme;
  if (saved.chosen) chosen = saved.chosen;
  addEventListener("DOMContentLoaded", () => {
    for (const [name, element] of details()) if (saved.open && name in saved.open) element.open = saved.open[name];
    if (!saved.place) return;
    scroll(saved.place);
    const there = scrollY;
    addEventListener("load", () => { if (Math.abs(scrollY - there) < 2) scroll(saved.place); });
  });
  addEventListener("pagehide", save);

  // What is wrong, and what is missing, in a tree of its own that no style of the report reaches.
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.append(document.getElementById("offprint-preview-style").content.cloneNode(true));
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const panel = element("section");
  panel.tabIndex = 0;
  const note = element("output");
  const chip = element("button", "chip");
  chip.type = "button";
  const corner = element("div");
  corner.append(note, chip);
  shadow.append(corner, panel);
  const title = document.title;

  const item = problem => {
    const made = element("li");
    const line = element("p");
    if (problem.place) line.append(element("span", "place", problem.place + ": "));
    line.append(
      element("span", problem.severity === "error" ? "error" : "warning-word", problem.severity + ": "), problem.summary);
    made.append(line);
    if (problem.excerpt) made.append(element("pre", "", problem.excerpt));
    if (problem.explanation) made.append(element("p", "", problem.explanation));
    if (problem.help) made.append(element("p", "help", "help: " + problem.help));
    return made;
  };
  const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const show = state => {
    const errors = state.problems.filter(problem => problem.severity === "error").length;
    const others = state.problems.length - errors;
    const digest = JSON.stringify(state.problems);
    const open = chosen?.digest === digest ? chosen.open : errors > 0;
    const choose = open => { chosen = { digest, open }; show(state); };
    panel.hidden = state.problems.length === 0 || !open;
    chip.hidden = state.problems.length === 0 || open;
    panel.className = errors ? "" : "warning";
    panel.setAttribute("role", errors ? "alert" : "status");
    panel.setAttribute("aria-label", "Problems of the notebook");
    const parts = [errors && counted(errors, "error"), others && counted(others, "warning")].filter(Boolean);
    chip.className = errors ? "chip error" : "chip warning-word";
    chip.textContent = parts.join(", ");
    chip.onclick = () => choose(true);
    const header = element("header");
    header.append(element("h2", "", parts.join(", ") + (errors ? "; the page is the last report that could be made" : "")));
    const hide = element("button", "", "Hide");
    hide.type = "button";
    hide.addEventListener("click", () => choose(false));
    header.append(hide);
    const list = element("ol");
    list.append(...state.problems.map(item));
    panel.replaceChildren(header, list);
    note.hidden = !state.note;
    note.textContent = state.note;
    document.title = errors ? `(${counted(errors, "error")}) ${title}` : title;
    host.dataset.problems = state.problems.length;
    if (document.body && !host.isConnected) document.body.append(host);
  };

  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
  const follow = async () => {
    let after = "";
    for (;;) {
      let state;
      try {
        const answer = await fetch("/events?after=" + encodeURIComponent(after), { cache: "no-store" });
        if (answer.status === 204) continue;
        if (!answer.ok) throw new Error(answer.statusText);
        state = await answer.json();
      } catch {
        if (leaving) return;
        show({ problems: [], note: "The preview has ended; the page goes on when ‘offprint preview’ runs again." });
        after = "";
        await pause(1000);
        continue;
      }
      after = state.id;
      if (state.page !== page) { location.reload(); return; }
      show(state);
    }
  };
  let leaving = false;
  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("DOMContentLoaded", () => { follow(); });
})();
