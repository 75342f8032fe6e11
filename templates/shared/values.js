// The values of curves, bars and cells: the nearest is told to the pointer, to the finger and, by the arrow keys, to everyone.
(() => {
  const { element, Card } = Figures;
  const namespace = "http://www.w3.org/2000/svg";
  /** How far from a mark the pointer may be, in pixels. */
  const reach = 28;

  const drawn = (tag, parent, attributes) => {
    const made = document.createElementNS(namespace, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    parent.append(made);
    return made;
  };

  /** Points that are told together are one stop; `axis` is the one along which its points lie at one place. */
  const stops = points => {
    const found = [];
    for (const point of points) {
      const last = found.at(-1);
      if (point.heading !== null && last && last.heading === point.heading) last.points.push(point);
      else found.push({ heading: point.heading, points: [point] });
    }
    for (const stop of found) {
      const range = key => {
        const values = stop.points.map(point => point[key]);
        return [Math.min(...values), Math.max(...values)];
      };
      [stop.left, stop.right] = range("x");
      [stop.top, stop.bottom] = range("y");
      stop.axis = stop.heading === null ? null
        : stop.right - stop.left < 1 ? "x" : stop.bottom - stop.top < 1 ? "y" : null;
    }
    return found;
  };

  class Values {
    constructor(figure, drawings) {
      this.figure = figure;
      this.picture = figure.querySelector(".picture");
      const pictures = this.picture.querySelectorAll("svg.plot");
      this.drawings = drawings.map((points, index) => ({ svg: pictures[index], stops: stops(points) }))
        .filter(drawing => drawing.svg && drawing.stops.length > 0);
      if (this.drawings.length === 0) return;
      this.current = null;
      this.card = new Card(figure);
      const name = figure.querySelector("figcaption .label")?.textContent.replace(/\.$/, "") ?? "the figure";
      this.slider = element("div", "figure-values", this.picture, {
        role: "slider", tabindex: "0", "aria-label": `Values of ${name}`, "aria-valuemin": "1",
        "aria-valuemax": String(this.drawings[0].stops.length), "aria-valuenow": "1",
        "aria-valuetext": "The arrow keys tell the values.",
      });
      this.picture.classList.add("has-values");
      this.picture.addEventListener("pointermove", event => this.point(event));
      this.picture.addEventListener("pointerdown", event => this.point(event));
      this.picture.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") this.hide(); });
      document.addEventListener("pointerdown", event => { if (!this.picture.contains(event.target)) this.hide(); });
      this.slider.addEventListener("keydown", event => this.key(event));
      this.slider.addEventListener("blur", () => this.hide());
      addEventListener("resize", () => this.hide());
    }

    /** The drawing that the page shows at its width. */
    get drawing() { return this.drawings.find(({ svg }) => svg.getClientRects().length > 0) ?? this.drawings[0]; }

    point(event) {
      const drawing = this.drawing;
      const frame = drawing.svg.getBoundingClientRect();
      const scale = drawing.svg.viewBox.baseVal.width / frame.width;
      const [x, y] = [(event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale];
      let best = null;
      let least = Infinity;
      drawing.stops.forEach((stop, index) => {
        const distance = Values.distance(stop, x, y);
        if (distance < least) [best, least] = [index, distance];
      });
      const limit = drawing.stops[best].axis ? 2 * reach : reach;
      if (Math.floor(least) <= limit * scale) this.show(best); else this.hide();
    }

    /** From a place to a stop: across its axis first, so that a crosshair follows the pointer. */
    static distance(stop, x, y) {
      const outside = (value, low, high) => Math.max(low - value, value - high, 0);
      if (stop.axis === "x") return Math.abs(x - stop.left) + outside(y, stop.top, stop.bottom) / 1024;
      if (stop.axis === "y") return Math.abs(y - stop.top) + outside(x, stop.left, stop.right) / 1024;
      return Math.min(...stop.points.map(point => {
        if (!point.area) return Math.hypot(x - point.x, y - point.y);
        const [left, top, width, height] = point.area;
        return Math.hypot(outside(x, left, left + width), outside(y, top, top + height));
      }));
    }

    show(index) {
      const { svg, stops } = this.drawing;
      const stop = stops[index];
      const isNew = this.current !== index || this.shownIn !== svg;
      [this.current, this.shownIn] = [index, svg];
      if (!isNew && !this.card.box.hidden) return;
      this.marks?.remove();
      this.marks = drawn("g", svg, { class: "figure-hover", "aria-hidden": "true" });
      const all = stops.flatMap(({ points }) => points);
      if (stop.axis) {
        const [key, low, high] = stop.axis === "x" ? ["y", "y1", "y2"] : ["x", "x1", "x2"];
        const values = all.map(point => point[key]);
        const [at, ends] = stop.axis === "x" ? [stop.left, ["x1", "x2"]] : [stop.top, ["y1", "y2"]];
        drawn("line", this.marks, {
          [ends[0]]: at, [ends[1]]: at, [low]: Math.min(...values) - 6, [high]: Math.max(...values) + 6,
        });
      }
      for (const { x, y, area, series } of stop.points) {
        if (area) drawn("rect", this.marks, { x: area[0], y: area[1], width: area[2], height: area[3] });
        else drawn("circle", this.marks, { cx: x, cy: y, r: 3.2 }).style.fill = Values.ink(svg, series);
      }
      const frame = svg.getBoundingClientRect();
      const scale = frame.width / svg.viewBox.baseVal.width;
      const first = stop.points[0];
      const [x, y] = first.area
        ? [first.area[0] + first.area[2] / 2, first.area[1]] : [(stop.left + stop.right) / 2, stop.top];
      this.card.show(frame.left + x * scale, frame.top + y * scale, Values.lines(svg, stop));
      this.slider.setAttribute("aria-valuemax", String(stops.length));
      this.slider.setAttribute("aria-valuenow", String(index + 1));
      const words = stop.points.map(point => point.text);
      this.slider.setAttribute("aria-valuetext", [...(stop.heading ? [stop.heading] : []), ...words].join("; "));
    }

    /** The color of a series is that of its marks, whose group is named after it. */
    static ink(svg, series) {
      if (series === null) return "var(--plot-foreground)";
      const marks = svg.getElementById(`${svg.id}-line-${series + 1}`)?.querySelectorAll("[class]") ?? [];
      for (const mark of marks) {
        const role = mark.getAttribute("class").match(/(?:^| )[sf]-(s?\d+)(?: |$)/);
        if (role) return `var(--plot-${role[1]})`;
      }
      return `var(--plot-s${series % 8})`;
    }

    static lines(svg, stop) {
      const lines = stop.heading ? [element("p", "card-title")] : [];
      if (stop.heading) lines[0].textContent = stop.heading;
      for (const { text, series } of stop.points) {
        const line = element("p", "card-line");
        if (series !== null) element("span", "swatch", line).style.background = Values.ink(svg, series);
        line.append(text);
        lines.push(line);
      }
      return lines;
    }

    hide() {
      this.card.hide();
      this.marks?.remove();
      this.marks = null;
    }

    key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { stops } = this.drawing;
      const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      let index = this.current === null ? stops.length - 1 : Math.min(this.current, stops.length - 1);
      if (event.key === "Escape") return this.hide();
      if (event.key === "Home") index = 0;
      else if (event.key === "End") index = stops.length - 1;
      else if (!(event.key in steps)) return;
      // The first key shows where one is.
      else if (this.marks) index = this.next(index, steps[event.key]);
      event.preventDefault();
      this.show(index);
    }

    /** Along the stops where they lie on one line, else the nearest in that direction. */
    next(index, [right, down]) {
      const { stops } = this.drawing;
      const from = stops[index];
      if (from.axis) return Math.min(Math.max(index + (right - down), 0), stops.length - 1);
      const [x, y] = [from.points[0].x, from.points[0].y];
      let best = index;
      let least = Infinity;
      stops.forEach(({ points: [point] }, other) => {
        const along = (point.x - x) * right + (point.y - y) * down;
        const across = Math.abs((point.x - x) * down) + Math.abs((point.y - y) * right);
        if (along > 0.01 && along + 2 * across < least) [best, least] = [other, along + 2 * across];
      });
      return best;
    }
  }

  for (const figure of document.querySelectorAll("figure.plot")) {
    const data = Figures.data(figure);
    if (!data?.values) continue;
    const { texts, headings, drawings } = data.values;
    const points = list => list.map(([x, y, text, heading, series, area]) => ({
      x, y, text: texts[text], heading: heading < 0 ? null : headings[heading], series: series < 0 ? null : series,
      area: area ?? null,
    }));
    new Values(figure, drawings.map(points));
  }
})();
