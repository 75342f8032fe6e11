// Spheres that their reader turns. The drawing stays the content until all is ready, and comes back should WebGL go.
(() => {
  const { element, button, reducedMotion } = Figures;
  const { basis, view, radians } = SphereModel;
  const narrow = matchMedia("(max-width: 34rem)");
  /** How far from a point the pointer may be, in pixels. */
  const reach = { mouse: 14, touch: 26 };
  const zooms = [0.6, 12];
  const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  const degrees = angle => `${angle.toFixed(1)}°`;
  const clamped = (value, [low, high]) => Math.min(Math.max(value, low), high);

  let engine = null;
  let pictures = null;
  const figures = [];

  // MARK: One figure

  class SphereFigure {
    constructor(figure, scene, panels) {
      [this.figure, this.scene] = [figure, scene];
      this.picture = figure.querySelector(".picture");
      this.svg = this.picture.querySelector("svg.plot");
      this.label = figure.querySelector("figcaption .label")?.textContent.replace(/\.$/, "") ?? "The figure";
      this.home = { azimuth: scene.camera[0], elevation: scene.camera[1], zoom: 1 };
      this.times = panels[0].moments.map(({ epoch }, index) =>
        panels.every(({ moments }) => moments[index].epoch === epoch) ? epoch : "last");
      this.state = { ...this.home, hidden: new Set(), wrongOnly: false, time: this.times.length - 1, cursor: null };
      this.spin = null;
      this.frame = element("div", "sphere-frame");
      this.svg.before(this.frame);
      this.frame.append(this.svg);
      this.card = new Figures.Card(figure);
      this.help = `${figure.id}-keys`;
      this.spheres = panels.map((panel, index) => this.sphere(panel, index));
      this.controls();
      this.arrange();
      this.colors = SpherePainter.readColors();
      this.watch();
      this.draw();
      figure.classList.add("alive");
      // Nothing scrolls sideways any more.
      for (const name of ["tabindex", "role", "aria-labelledby"]) this.picture.removeAttribute(name);
    }

    /** What is drawn, for whoever wants it as a file: a row for each image. */
    static data(scene, panels) {
      const [azimuth, elevation] = scene.camera;
      return {
        plot: "embedding-sphere", camera: { azimuth, elevation },
        panels: panels.map(({ title, labels, moments }) => {
          const { places, predictions } = moments.at(-1);
          const points = Array.from(predictions, (_, row) =>
            Array.from(places.subarray(3 * row, 3 * row + 3), value => Math.round(value * 1e4) / 1e4));
          return { title, labels: [...labels], predictions: [...predictions], points };
        }),
      };
    }

    sphere(panel, index) {
      const title = panel.title;
      const box = element("div", "sphere", this.frame, {
        tabindex: "0", role: "application", "aria-roledescription": "sphere",
        "aria-label": `${this.label}, ${title}: test images on a sphere`, "aria-describedby": this.help,
      });
      const canvas = element("canvas", "", box, { "aria-hidden": "true" });
      const sphere = {
        panel, index, box, canvas, context: canvas.getContext("2d"), moment: panel.moments.at(-1), badges: [],
        family: this.svg.getAttribute("font-family"), buffers: engine.buffers(), group: this.svg.getElementById(`${this.svg.id}-${panel.id}`),
      };
      this.load(sphere);
      this.listen(sphere);
      return sphere;
    }

    load(sphere) {
      const inks = Float32Array.from(sphere.moment.images, image => sphere.panel.labels[image] % 10);
      engine.fill(sphere.buffers, sphere.moment.places, inks);
    }

    // MARK: Layout

    /** Panels below each other where the page is narrow; the drawing itself moves, so that its letters stay readable. */
    arrange(isPrinting = false) {
      if (this.isFallen) return;
      const stacked = narrow.matches && !isPrinting && this.spheres.length === this.scene.panelCount;
      const [width, height] = this.scene.size;
      const cells = this.spheres.map(({ panel }) => panel.cell);
      const legend = this.svg.getElementById(`${this.svg.id}-legend`);
      const cell = cells[0];
      this.shifts = cells.map(([x, y], index) => stacked ? [cell[0] - x, cell[3] * index - y] : [0, 0]);
      this.spheres.forEach(({ group }, index) => {
        group.setAttribute("transform", `translate(${this.shifts[index].join(" ")})`);
      });
      const legendTop = Math.max(...cells.map(([, y, , high]) => y + high));
      const bottom = stacked ? cell[3] * cells.length : legendTop;
      const left = stacked ? cell[0] : 0;
      const inner = stacked ? cell[2] : width;
      const legendHeight = stacked ? SphereFigure.flow(legend, left, bottom, inner) : height - legendTop;
      if (!stacked) for (const entry of legend.children) entry.removeAttribute("transform");
      this.view = [left, 0, inner, bottom + legendHeight];
      this.svg.setAttribute("viewBox", this.view.join(" "));
      // The shape of a drawing follows these two, not its view.
      this.svg.setAttribute("width", 4 / 3 * this.view[2]);
      this.svg.setAttribute("height", 4 / 3 * this.view[3]);
      this.spheres.forEach(({ box, panel }, index) => {
        const [x, y, wide, high] = panel.bounds;
        const [dx, dy] = this.shifts[index];
        box.style.left = `${100 * (x + dx - left) / this.view[2]}%`;
        box.style.top = `${100 * (y + dy) / this.view[3]}%`;
        box.style.width = `${100 * wide / this.view[2]}%`;
        box.style.height = `${100 * high / this.view[3]}%`;
      });
    }

    /** Sets the legend's entries in lines of that width; gives the height of all. */
    static flow(legend, left, top, width) {
      const gap = 10;
      const line = 17;
      let [x, row] = [0, 0];
      for (const entry of legend.children) {
        entry.removeAttribute("transform");
        const box = entry.getBBox();
        if (x > 0 && x + box.width > width) [x, row] = [0, row + 1];
        const middle = box.y + box.height / 2;
        entry.setAttribute("transform", `translate(${left + x - box.x} ${top + line * (row + 0.5) - middle})`);
        x += box.width + gap;
      }
      return line * (row + 1) + 3;
    }

    /** Sizes of the canvases in the device's pixels. */
    fit() {
      for (const sphere of this.spheres) {
        const width = sphere.box.clientWidth;
        const ratio = Math.min(devicePixelRatio || 1, 3);
        sphere.pixels = width * ratio / sphere.panel.bounds[2];
        const size = [width * ratio, sphere.panel.bounds[3] * sphere.pixels].map(side => Math.max(1, Math.round(side)));
        if (sphere.canvas.width !== size[0]) sphere.canvas.width = size[0];
        if (sphere.canvas.height !== size[1]) sphere.canvas.height = size[1];
      }
    }

    watch() {
      new ResizeObserver(() => this.change()).observe(this.frame);
      narrow.addEventListener("change", () => { this.arrange(); this.change(); });
      addEventListener("beforeprint", () => this.arrange(true));
      addEventListener("afterprint", () => { this.arrange(); this.change(); });
      Figures.onTheme(() => { this.colors = SpherePainter.readColors(); this.change(); });
      document.addEventListener("pointerdown", event => {
        if (event.pointerType !== "mouse" && !this.frame.contains(event.target)) this.point(null);
      });
    }

    // MARK: Drawing

    /** Something is different: one frame, however many things are. */
    change() {
      this.waiting ??= requestAnimationFrame(time => {
        this.waiting = null;
        this.advance(time);
        this.draw();
      });
    }

    draw() {
      this.fit();
      let isMoving = this.spin !== null || this.slide !== undefined && this.slide !== null;
      for (const sphere of this.spheres) {
        sphere.seen = SpherePainter.paint(engine, sphere, this.state, this.colors);
        isMoving = SphereClasses.paint(sphere, this.state, this.colors, sphere.seen, reducedMotion.matches || !this.isDrawn) || isMoving;
        this.ring(sphere);
      }
      this.isDrawn = true;
      const { azimuth, elevation, zoom } = this.state;
      Object.assign(this.figure.dataset, {
        azimuth: azimuth.toFixed(2), elevation: elevation.toFixed(2), zoom: zoom.toFixed(3),
        time: this.state.time.toFixed(3),
        shown: this.spheres.map(({ seen }) => seen.order.far.length + seen.order.near.length).join(" "),
      });
      this.tell();
      if (isMoving) this.change();
    }

    /** Rows of images are found again in every panel that shows them. */
    ring(sphere) {
      const { cursor } = this.state;
      if (!cursor) return;
      const row = SphereModel.rows(sphere.moment, sphere.panel.count)[cursor.image];
      if (row < 0 || sphere.moment.missing.has(cursor.image)) return;
      const [x, y, z] = view(sphere.seen.rows, ...sphere.moment.places.subarray(3 * row, 3 * row + 3));
      const color = this.colors.classes[sphere.panel.labels[cursor.image] % 10];
      SpherePainter.ring(sphere.context, sphere.seen.place(x, y), z >= 0, color, this.colors);
    }

    /** What the clock moves: a sphere that was let go, and the epochs. */
    advance(time) {
      const passed = Math.min((time - (this.lastTime ?? time)) / 1000, 0.1);
      this.lastTime = time;
      if (this.spin) {
        this.turn(this.spin[0] * passed, this.spin[1] * passed);
        this.spin = this.spin.map(speed => speed * Math.exp(-passed / 0.35));
        if (Math.hypot(...this.spin) < 3) this.spin = null;
      }
      if (this.slide !== undefined && this.slide !== null) {
        const left = this.slide - this.state.time;
        const step = Math.sign(left) * Math.max(Math.abs(left) * 4, 0.6) * passed;
        this.setTime(Math.abs(step) >= Math.abs(left) ? this.slide : this.state.time + step);
        if (this.state.time === this.slide) this.slide = null;
      }
      if (!this.spin && (this.slide === undefined || this.slide === null)) this.lastTime = undefined;
    }

    turn(azimuth, elevation) {
      const { state } = this;
      state.azimuth = ((state.azimuth + azimuth) % 360 + 360) % 360;
      state.elevation = clamped(state.elevation + elevation, [-90, 90]);
    }

    /** Spins on as fast as the last moves were, if they were just now. */
    release(trail, time) {
      const recent = trail.filter(step => time - step.time < 90);
      if (recent.length < 2) return;
      const passed = Math.max(time - recent[0].time, 30) / 1000;
      this.spin = [0, 1].map(axis =>
        clamped(recent.reduce((sum, { turned }) => sum + turned[axis], 0) / passed, [-360, 360]));
      this.change();
    }

    zoom(factor) { this.state.zoom = clamped(this.state.zoom * factor, zooms); }

    reset() {
      this.spin = null;
      Object.assign(this.state, this.home);
      this.change();
    }

    setTime(time) {
      this.state.time = time;
      for (const sphere of this.spheres) {
        sphere.moment = SphereModel.at(sphere.panel, time);
        this.load(sphere);
      }
    }

    // MARK: Pointers and keys

    listen(sphere) {
      const { box } = sphere;
      const pointers = new Map();
      let gap = 0;
      // Where the last moves led, for what it spins on with when it is let go.
      let trail = [];
      const perPixel = () => 1 / (sphere.panel.radius * this.state.zoom * (box.clientWidth / sphere.panel.bounds[2])) / radians;
      const spread = () => {
        const [first, second] = [...pointers.values()];
        return Math.hypot(first.x - second.x, first.y - second.y);
      };
      box.addEventListener("pointerdown", event => {
        if (event.button > 0) return;
        box.setPointerCapture(event.pointerId);
        pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, moved: 0 });
        if (pointers.size === 2) gap = spread();
        this.spin = null;
        trail = [];
      });
      box.addEventListener("pointermove", event => {
        const pointer = pointers.get(event.pointerId);
        if (!pointer) {
          if (event.pointerType === "mouse") this.pick(sphere, event);
          return;
        }
        const [dx, dy] = [event.clientX - pointer.x, event.clientY - pointer.y];
        Object.assign(pointer, { x: event.clientX, y: event.clientY, moved: pointer.moved + Math.hypot(dx, dy) });
        if (pointers.size > 1) {
          const now = spread();
          if (gap > 0) this.zoom(now / gap);
          gap = now;
        } else if (pointer.moved > 3) {
          this.point(null);
          box.classList.add("turning");
          const turned = [-dx * perPixel(), dy * perPixel()];
          this.turn(...turned);
          trail = [...trail.filter(step => event.timeStamp - step.time < 90), { time: event.timeStamp, turned }];
        }
        this.change();
      });
      const end = event => {
        const pointer = pointers.get(event.pointerId);
        if (!pointer) return;
        pointers.delete(event.pointerId);
        box.classList.remove("turning");
        if (event.type === "pointerup" && pointer.moved <= 3) this.pick(sphere, event);
        else if (event.type === "pointerup" && pointers.size === 0 && !reducedMotion.matches) this.release(trail, event.timeStamp);
      };
      box.addEventListener("pointerup", end);
      box.addEventListener("pointercancel", end);
      box.addEventListener("pointerleave", event => { if (event.pointerType === "mouse" && pointers.size === 0) this.point(null); });
      box.addEventListener("wheel", event => {
        if (!event.ctrlKey && document.activeElement !== box) return;
        event.preventDefault();
        this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)));
        this.change();
      }, { passive: false });
      box.addEventListener("keydown", event => this.key(sphere, event));
      box.addEventListener("blur", () => this.point(null));
    }

    key(sphere, event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      const direction = directions[event.key];
      if (direction && event.shiftKey) this.step(sphere, direction);
      else if (direction) {
        this.spin = null;
        this.turn(-6 * direction[0], -6 * direction[1]);
        this.say(sphere);
      } else if (event.key === "+" || event.key === "=") this.zoom(1.2);
      else if (event.key === "-" || event.key === "_") this.zoom(1 / 1.2);
      else if (event.key === "0" || event.key === "Home") {
        this.reset();
        this.say(sphere);
      } else if (event.key === "Enter" || event.key === " ") this.step(sphere, [0, 0]);
      else if (event.key === "Escape" && this.state.cursor) this.point(null);
      else return;
      event.preventDefault();
      this.change();
    }

    // MARK: The image that is pointed at

    /** The nearest point of the near side around a place of the drawing; null where none is within `limit`. */
    nearest(sphere, x, y, limit, isWanted = () => true) {
      const { moment, seen } = sphere;
      let best = null;
      let least = limit;
      for (const row of seen.order.near) {
        const at = 3 * row;
        const place = view(seen.rows, moment.places[at], moment.places[at + 1], moment.places[at + 2]);
        const [px, py] = seen.place(place[0], place[1]);
        if (!isWanted(px, py)) continue;
        const distance = Math.hypot(px - x, py - y);
        // Of points at one place the nearest to the reader, which is drawn last.
        if (distance <= least) [best, least] = [row, distance];
      }
      return best;
    }

    pick(sphere, event) {
      const frame = sphere.box.getBoundingClientRect();
      const unit = sphere.panel.bounds[2] / frame.width;
      const [x, y] = [sphere.panel.bounds[0] + (event.clientX - frame.left) * unit, sphere.panel.bounds[1] + (event.clientY - frame.top) * unit];
      const row = this.nearest(sphere, x, y, (reach[event.pointerType] ?? reach.mouse) * unit);
      this.point(row === null ? null : { sphere, image: sphere.moment.images[row] });
    }

    /** The cursor of the keyboard: to the middle first, then to the nearest point in a direction. */
    step(sphere, [dx, dy]) {
      const { cursor } = this.state;
      const row = cursor?.sphere === sphere ? SphereModel.rows(sphere.moment, sphere.panel.count)[cursor.image] : -1;
      let from = sphere.panel.center;
      let found = null;
      if (row >= 0 && (dx || dy)) {
        const place = view(sphere.seen.rows, ...sphere.moment.places.subarray(3 * row, 3 * row + 3));
        from = sphere.seen.place(place[0], place[1]);
        const isWanted = (x, y) => {
          const along = (x - from[0]) * dx - (y - from[1]) * dy;
          const across = Math.abs((x - from[0]) * dy) + Math.abs((y - from[1]) * dx);
          return along > 0.8 && across <= along;
        };
        found = this.nearest(sphere, ...from, Infinity, isWanted);
        if (found === null) return;
      } else found = this.nearest(sphere, ...from, Infinity);
      if (found === null) return;
      this.point({ sphere, image: sphere.moment.images[found] });
      clearTimeout(this.saying);
      this.status.textContent = this.words(this.state.cursor).join(" ");
    }

    point(cursor) {
      const old = this.state.cursor;
      if (old?.image === cursor?.image && old?.sphere === cursor?.sphere) return;
      this.state.cursor = cursor;
      if (cursor) this.figure.dataset.image = String(cursor.image);
      else delete this.figure.dataset.image;
      this.change();
    }

    /** Sentences on an image, the first its name. */
    words({ sphere, image }) {
      const { panel, moment } = sphere;
      const row = SphereModel.rows(moment, panel.count)[image];
      if (row < 0) return [];
      const [label, said] = [panel.labels[image], moment.predictions[row]].map(category => panel.classNames[category]);
      const lines = [`Test image ${grouped(image + 1)}.`, label === said ? `A ${label}, recognized.` : `A ${label}, taken for a ${said}.`];
      const angles = SphereModel.angles(panel, moment, row);
      if (angles) {
        const next = angles.next ? `, ${degrees(angles.next.angle)} from the nearest other, ${panel.classNames[angles.next.name]}` : "";
        lines.push(`${degrees(angles.own)} from the weight of its class${next}.`);
      }
      return lines;
    }

    /** The card follows its point. */
    tell() {
      const { cursor } = this.state;
      if (!cursor) return this.card.hide();
      const { sphere, image } = cursor;
      const row = SphereModel.rows(sphere.moment, sphere.panel.count)[image];
      if (row < 0) return this.card.hide();
      const place = view(sphere.seen.rows, ...sphere.moment.places.subarray(3 * row, 3 * row + 3));
      const [x, y] = sphere.seen.place(place[0], place[1]);
      const frame = sphere.box.getBoundingClientRect();
      const unit = frame.width / sphere.panel.bounds[2];
      const content = element("div", "sphere-card");
      content.append(this.thumbnail(image));
      const text = element("div", "", content);
      this.words(cursor).forEach((line, index) => {
        element("p", index === 0 ? "card-title" : "", text).textContent = line;
      });
      this.card.show(frame.left + (x - sphere.panel.bounds[0]) * unit, frame.top + (y - sphere.panel.bounds[1]) * unit, [content]);
    }

    thumbnail(image) {
      if (!pictures || image >= pictures.count) {
        const note = element("p", "no-picture");
        note.textContent = "no picture stored";
        return note;
      }
      const { side } = pictures;
      const canvas = element("canvas", "thumbnail");
      [canvas.width, canvas.height] = [side, side];
      const context = canvas.getContext("2d");
      const pixels = context.createImageData(side, side);
      for (let pixel = 0; pixel < side * side; pixel++) {
        pixels.data.fill(255 - Math.round(255 * pictures.ink(image, pixel)), 4 * pixel, 4 * pixel + 3);
        pixels.data[4 * pixel + 3] = 255;
      }
      context.putImageData(pixels, 0, 0);
      return canvas;
    }

    /** Says where the sphere is seen from, once it rests. */
    say(sphere) {
      clearTimeout(this.saying);
      this.saying = setTimeout(() => {
        const rows = basis(this.state);
        const front = sphere.moment.centers.map((center, category) => center ? [view(rows, ...center)[2], category] : null)
          .filter(entry => entry && entry[0] > 0).sort((a, b) => b[0] - a[0]);
        const names = front.map(([, category]) => sphere.panel.classNames[category]).join(", ");
        const { azimuth, elevation } = this.state;
        this.status.textContent = `Seen from azimuth ${Math.round(azimuth)}°, elevation ${Math.round(elevation)}°. ` +
          (names ? `In front, the nearest first: ${names}.` : "No class is in front.");
      }, 400);
    }

    // MARK: Controls

    controls() {
      const bar = element("div", "sphere-controls", null, { role: "group", "aria-label": `${this.label}: what is shown` });
      this.picture.after(bar);
      const names = this.spheres[0].panel.classNames;
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
        this.state.wrongOnly = !this.state.wrongOnly;
        this.filter();
      });
      const reset = button("Reset view", "reset-button", bar);
      reset.addEventListener("click", () => this.reset());
      if (this.times.length > 1) this.epochs(bar);
      this.count = element("p", "sphere-count", bar);
      const help = element("details", "sphere-help", bar);
      element("summary", "", help).textContent = "How to";
      element("p", "", help, { id: this.help }).textContent =
        "Drag to turn, both spheres follow one camera; pinch, or scroll while it has the focus, to zoom; point at an image to see it. ".replace(
          "both spheres follow one camera", this.spheres.length > 1 ? "all spheres follow one camera" : "it keeps its poles upright") +
        "Keys: arrows turn, + and − zoom, 0 or Home resets, Enter picks the image in the middle, Shift with arrows goes to its " +
        "neighbors, Escape lets go. A click on a class hides it; a double click, or Shift with a click, shows it alone.";
      this.status = element("p", "visually-hidden", bar, { role: "status" });
      this.filter();
    }

    epochs(bar) {
      const label = element("label", "sphere-epochs", bar);
      label.append("Epoch");
      const last = this.times.length - 1;
      const input = element("input", "", label, { type: "range", min: "0", max: String(last), step: "1", value: String(last) });
      const output = element("output", "", label);
      const show = () => {
        output.textContent = String(this.times[input.value]);
        input.setAttribute("aria-valuetext", `epoch ${this.times[input.value]}`);
      };
      show();
      input.addEventListener("input", () => {
        show();
        this.point(null);
        if (reducedMotion.matches) this.setTime(Number(input.value));
        else this.slide = Number(input.value);
        this.filter();
      });
    }

    toggle(category) {
      const { hidden } = this.state;
      if (!hidden.delete(category)) hidden.add(category);
      this.filter();
    }

    only(category) {
      const { hidden } = this.state;
      const isAlone = !hidden.has(category) && hidden.size === this.buttons.length - 1;
      hidden.clear();
      if (!isAlone) this.buttons.forEach((_, other) => { if (other !== category) hidden.add(other); });
      this.filter();
    }

    filter() {
      const { hidden, wrongOnly } = this.state;
      this.buttons.forEach((made, category) => made.setAttribute("aria-pressed", String(!hidden.has(category))));
      this.wrong.setAttribute("aria-checked", String(wrongOnly));
      this.point(null);
      this.countShown();
      this.change();
    }

    /** How many images are shown, of how many; said to those who do not see it, too. */
    countShown() {
      const { hidden, wrongOnly } = this.state;
      const time = this.slide ?? Math.round(this.state.time);
      const counts = this.spheres.map(({ panel }) => {
        const moment = panel.moments[time];
        return moment.images.reduce((sum, image, row) => sum + (!moment.missing.has(image) &&
          !hidden.has(panel.labels[image]) && (!wrongOnly || moment.predictions[row] !== panel.labels[image]) ? 1 : 0), 0);
      });
      const total = this.spheres[0].panel.count;
      const parts = counts.map((count, index) => (counts.length > 1 ? `(${"abcdefghi"[index]}) ` : "") + grouped(count));
      const drawn = this.spheres[0].panel.moments[time].images.length;
      const what = wrongOnly ? "misclassified of " : "of ";
      const sample = drawn < total ? `, spread evenly over all ${grouped(total)}` : "";
      this.count.textContent = `${parts.join(", ")} ${what}${grouped(drawn)} images${sample}`;
    }

    // MARK: The end

    /** Back to the drawing. */
    fall() {
      this.arrange(true);
      this.isFallen = true;
      this.figure.classList.remove("alive");
      const region = { tabindex: "0", role: "region", "aria-labelledby": `${this.figure.id}-caption` };
      for (const [name, value] of Object.entries(region)) this.picture.setAttribute(name, value);
      this.card.hide();
      for (const { box } of this.spheres) box.remove();
      this.figure.querySelector(".sphere-controls")?.remove();
      this.frame.replaceWith(this.svg);
      cancelAnimationFrame(this.waiting);
      this.change = () => {};
    }
  }

  // MARK: The page

  const fall = () => {
    for (const figure of figures.splice(0)) figure.fall();
    engine = null;
  };

  const start = async (figure, scene) => {
    engine ??= new SpherePainter.PointEngine(fall);
    const panels = await SphereModel.unpack(scene);
    pictures ??= await SphereModel.pictures();
    if (engine) figures.push(new SphereFigure(figure, scene, panels));
  };

  // Unpacked when it comes near, so that a page with many figures is there at once.
  const waiting = new Map();
  const observer = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !waiting.has(target)) continue;
      const scene = waiting.get(target);
      waiting.delete(target);
      observer.unobserve(target);
      // Without WebGL 2 the drawing stays.
      start(target, scene).catch(() => target.classList.add("still"));
    }
  }, { rootMargin: "100% 0px" });
  for (const figure of document.querySelectorAll("figure.plot")) {
    const data = Figures.data(figure);
    if (!data?.scene) continue;
    figure.offprintData = async () => SphereFigure.data(data.scene, await SphereModel.unpack(data.scene));
    waiting.set(figure, data.scene);
    observer.observe(figure);
  }
})();
