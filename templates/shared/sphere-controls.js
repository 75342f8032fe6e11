// What stands below spheres: the classes, what is shown of them, the epochs, and how to use all this.
const SphereControls = (() => {
  const { element, button, reducedMotion } = Figures;
  const { grouped } = SphereModel;

  return class SphereControls {
    constructor(figure) {
      this.figure = figure;
      const bar = element("div", "sphere-controls", null, { role: "group", "aria-label": `${figure.label}: what is shown` });
      this.bar = bar;
      figure.picture.after(bar);
      const names = figure.spheres[0].panel.classNames;
      const classes = element("div", "sphere-buttons", bar, { role: "group", "aria-label": "Classes" });
      this.buttons = names.map((name, category) => {
        const made = button("", "class-button", classes, { "aria-pressed": "true", "aria-label": `Class ${name}` });
        element("span", "swatch", made).style.background = `var(--plot-${category % 10})`;
        made.append(name);
        made.addEventListener("click", event => event.shiftKey ? this.only(category) : this.toggle(category));
        made.addEventListener("dblclick", () => this.only(category));
        return made;
      });
      this.wrong = button("Misclassified only", "wrong-button", bar, { role: "switch", "aria-checked": "false" });
      this.wrong.addEventListener("click", () => {
        figure.state.wrongOnly = !figure.state.wrongOnly;
        this.filter();
      });
      const reset = button("Reset view", "reset-button", bar);
      reset.addEventListener("click", () => figure.reset());
      if (figure.times.length > 1) this.epochs(bar);
      this.count = element("p", "sphere-count", bar);
      const help = element("details", "sphere-help", bar);
      element("summary", "", help).textContent = "How to";
      const camera = figure.spheres.length > 1 ? "all spheres follow one camera" : "it keeps its poles upright";
      element("p", "", help, { id: figure.help }).textContent =
        `Drag to turn, ${camera}; pinch, or scroll while it has the focus, to zoom; point at an image to see it. ` +
        "Keys: arrows turn, + and − zoom, 0 or Home resets, Enter picks the image in the middle, Shift with arrows goes to its " +
        "neighbors, Escape lets go. A click on a class hides it; a double click, or Shift with a click, shows it alone.";
      this.status = element("p", "visually-hidden", bar, { role: "status" });
    }

    epochs(bar) {
      const label = element("label", "sphere-epochs", bar);
      label.append("Epoch");
      const last = this.figure.times.length - 1;
      const input = element("input", "", label, { type: "range", min: "0", max: String(last), step: "1", value: String(last) });
      const output = element("output", "", label);
      const show = () => {
        output.textContent = String(this.figure.times[input.value]);
        input.setAttribute("aria-valuetext", `epoch ${this.figure.times[input.value]}`);
      };
      show();
      input.addEventListener("input", () => {
        show();
        this.figure.cursor.point(null);
        if (reducedMotion.matches) this.figure.setTime(Number(input.value));
        else this.figure.slide = Number(input.value);
        this.filter();
      });
    }

    toggle(category) {
      const { hidden } = this.figure.state;
      if (!hidden.delete(category)) hidden.add(category);
      this.filter();
    }

    only(category) {
      const { hidden } = this.figure.state;
      const isAlone = !hidden.has(category) && hidden.size === this.buttons.length - 1;
      hidden.clear();
      if (!isAlone) this.buttons.forEach((_, other) => { if (other !== category) hidden.add(other); });
      this.filter();
    }

    filter() {
      const { hidden, wrongOnly } = this.figure.state;
      this.buttons.forEach((made, category) => made.setAttribute("aria-pressed", String(!hidden.has(category))));
      this.wrong.setAttribute("aria-checked", String(wrongOnly));
      this.figure.cursor.point(null);
      this.countShown();
      this.figure.change();
    }

    /** How many images are shown, of how many; said to those who do not see it, too. */
    countShown() {
      const { hidden, wrongOnly } = this.figure.state;
      const time = this.figure.slide ?? Math.round(this.figure.state.time);
      const counts = this.figure.spheres.map(({ panel }) => {
        const moment = panel.moments[time];
        return moment.images.reduce((sum, image, row) => sum + (!moment.missing.has(image) &&
          !hidden.has(panel.labels[image]) && (!wrongOnly || moment.predictions[row] !== panel.labels[image]) ? 1 : 0), 0);
      });
      const total = this.figure.spheres[0].panel.count;
      const parts = counts.map((count, index) => (counts.length > 1 ? `(${"abcdefghi"[index]}) ` : "") + grouped(count));
      const drawn = this.figure.spheres[0].panel.moments[time].images.length;
      const what = wrongOnly ? "misclassified of " : "of ";
      const sample = drawn < total ? `, spread evenly over all ${grouped(total)}` : "";
      this.count.textContent = `${parts.join(", ")} ${what}${grouped(drawn)} images${sample}`;
    }
  };
})();
