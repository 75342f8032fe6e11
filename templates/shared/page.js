"use strict";
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  const shown = () => root.dataset.theme || (dark.matches ? "dark" : "light");
  const label = () => {
    const other = shown() === "dark" ? "light" : "dark";
    button.textContent = other === "dark" ? "Dark" : "Light";
    button.setAttribute("aria-label", `Switch to the ${other} theme`);
  };
  button.addEventListener("click", () => {
    root.dataset.theme = shown() === "dark" ? "light" : "dark";
    label();
  });
  dark.addEventListener("change", label);
  label();
  document.querySelector(".page").prepend(button);

  // The contents fold on narrow screens, where they would stand between the title and the text.
  const contents = document.querySelector(".contents details");
  const wide = matchMedia("(min-width: 72rem)");
  const fold = () => { if (contents) contents.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();

  // Paper has no folds: what was closed is closed again afterwards.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.cell:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  // The contents mark the section that is being read.
  const links = new Map([...document.querySelectorAll(".contents a")].map(a => [a.hash.slice(1), a]));
  const headings = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
  let current = null;
  const follow = () => {
    let reading = null;
    for (const heading of headings) if (heading.getBoundingClientRect().top < innerHeight * 0.3) reading = heading;
    if (reading === current) return;
    if (current) links.get(current.id).removeAttribute("aria-current");
    current = reading;
    if (current) links.get(current.id).setAttribute("aria-current", "location");
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  follow();
})();
