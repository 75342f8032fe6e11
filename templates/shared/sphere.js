// Spheres that their reader turns. The drawing stays the content until all is ready, and comes back should WebGL go.
(() => {
  const { element, reducedMotion } = Figures;
  const zooms = [0.6, 12];
  /** Degrees in a second: no faster, and slower is rest. */
  const speeds = { most: 360, least: 3 };
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
      this.state = { ...this.home, hidden: new Set(), wrongOnly: false, time: this.times.length - 1 };
      // Degrees in a second, and the epoch that it is on its way to, while it moves by itself.
      [this.spin, this.slide] = [null, null];
      this.frame = element("div", "sphere-frame");
      this.svg.before(this.frame);
      this.frame.append(this.svg);
      this.help = `${figure.id}-keys`;
      this.spheres = panels.map((panel, index) => this.sphere(panel, index));
      this.layout = new SphereLayout(this.svg, this.spheres, scene);
      this.controls = new SphereControls(this);
      this.cursor = new SphereCursor(this, pictures, this.controls.status);
      this.controls.filter();
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
      new SphereHands(this, sphere);
      return sphere;
    }

    load(sphere) {
      const inks = Float32Array.from(sphere.moment.images, image => sphere.panel.labels[image] % 10);
      engine.fill(sphere.buffers, sphere.moment.places, inks);
    }

    /** Wide on paper. */
    arrange(isPrinting = false) { if (!this.isFallen) this.layout.arrange(isPrinting); }

    watch() {
      new ResizeObserver(() => this.change()).observe(this.frame);
      SphereLayout.onTurn(() => { this.arrange(); this.change(); });
      addEventListener("beforeprint", () => this.arrange(true));
      addEventListener("afterprint", () => { this.arrange(); this.change(); });
      Figures.onTheme(() => { this.colors = SpherePainter.readColors(); this.change(); });
      document.addEventListener("pointerdown", event => {
        if (event.pointerType !== "mouse" && !this.frame.contains(event.target)) this.cursor.point(null);
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
      this.layout.fit();
      let isMoving = this.spin !== null || this.slide !== null;
      for (const sphere of this.spheres) {
        sphere.seen = SpherePainter.paint(engine, sphere, this.state, this.colors);
        isMoving = SphereClasses.paint(sphere, this.state, this.colors, sphere.seen, reducedMotion.matches || !this.isDrawn) || isMoving;
        this.cursor.ring(sphere);
      }
      this.isDrawn = true;
      const { azimuth, elevation, zoom } = this.state;
      Object.assign(this.figure.dataset, {
        azimuth: azimuth.toFixed(2), elevation: elevation.toFixed(2), zoom: zoom.toFixed(3),
        time: this.state.time.toFixed(3),
        shown: this.spheres.map(({ seen }) => seen.order.far.length + seen.order.near.length).join(" "),
      });
      this.cursor.tell();
      if (isMoving) this.change();
    }

    /** What the clock moves: a sphere that was let go, and the epochs. */
    advance(time) {
      const passed = Math.min((time - (this.lastTime ?? time)) / 1000, 0.1);
      this.lastTime = time;
      if (this.spin) {
        this.turn(this.spin[0] * passed, this.spin[1] * passed);
        this.spin = this.spin.map(speed => speed * Math.exp(-passed / 0.35));
        if (Math.hypot(...this.spin) < speeds.least) this.spin = null;
      }
      if (this.slide !== null) {
        const left = this.slide - this.state.time;
        const step = Math.sign(left) * Math.max(Math.abs(left) * 4, 0.6) * passed;
        this.setTime(Math.abs(step) >= Math.abs(left) ? this.slide : this.state.time + step);
        if (this.state.time === this.slide) this.slide = null;
      }
      if (!this.spin && this.slide === null) this.lastTime = undefined;
    }

    turn(azimuth, elevation) {
      const { state } = this;
      state.azimuth = ((state.azimuth + azimuth) % 360 + 360) % 360;
      state.elevation = clamped(state.elevation + elevation, [-90, 90]);
    }

    /** Turns by itself, at first as fast as that, slower and slower. */
    spinOn(speed) {
      this.spin = speed.map(part => clamped(part, [-speeds.most, speeds.most]));
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

    // MARK: The end

    /** Back to the drawing. */
    fall() {
      this.arrange(true);
      this.isFallen = true;
      this.figure.classList.remove("alive");
      const region = { tabindex: "0", role: "region", "aria-labelledby": `${this.figure.id}-caption` };
      for (const [name, value] of Object.entries(region)) this.picture.setAttribute(name, value);
      this.cursor.card.hide();
      for (const { box } of this.spheres) box.remove();
      this.controls.bar.remove();
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
