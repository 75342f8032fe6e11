// What figures that answer their reader have in common: their data, their colors, and the card beside a mark.
const Figures = (() => {
  /** The data that stands in a figure, or null where it only can be looked at. */
  const data = figure => {
    const block = figure.querySelector("script.figure-scene");
    return block ? JSON.parse(block.textContent) : null;
  };

  const element = (tag, className, parent, attributes = {}) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (parent) parent.append(made);
    return made;
  };

  const button = (text, className, parent, attributes = {}) => {
    const made = element("button", className, parent, { type: "button", ...attributes });
    made.textContent = text;
    return made;
  };

  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

  // A custom property may be light-dark(…), which only a color that is used resolves.
  let probe = null;
  const color = name => {
    probe ??= element("span", "figure-probe", document.body, { "aria-hidden": "true" });
    probe.style.color = `var(--plot-${name})`;
    return getComputedStyle(probe).color;
  };

  /** Calls back when the page turns light or dark. */
  const onTheme = callback => {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
    new MutationObserver(callback).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  };

  /** A card that tells what is pointed at. Readers who do not see it are told by other means. */
  class Card {
    constructor(figure) {
      this.figure = figure;
      this.box = element("div", "figure-card", figure, { "aria-hidden": "true" });
      this.box.hidden = true;
    }

    /** Above the place, in the page's pixels, or below where there is no room; never over the figure's sides. */
    show(x, y, content) {
      this.box.replaceChildren(...content);
      this.box.hidden = false;
      const frame = this.figure.getBoundingClientRect();
      const { width, height } = this.box.getBoundingClientRect();
      const left = Math.min(Math.max(x - frame.left - width / 2, 0), Math.max(0, frame.width - width));
      const above = y - height - 14;
      this.box.style.left = `${left}px`;
      this.box.style.top = `${(above > 4 ? above : y + 16) - frame.top}px`;
    }

    hide() { this.box.hidden = true; }
  }

  return { data, element, button, reducedMotion, color, onTheme, Card };
})();
