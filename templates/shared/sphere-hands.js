// How a reader turns spheres: by pointer, fingers, wheel and keys.
const SphereHands = (() => {
  const { reducedMotion } = Figures;
  const { radians } = SphereModel;
  /** How far a pointer may move, in pixels, and still point at what it pressed. */
  const slack = 3;
  /** What a sphere that is let go spins on with: the moves of so many milliseconds. */
  const memory = 90;

  return class SphereHands {
    /** Listens at one sphere of `figure`. */
    constructor(figure, sphere) {
      Object.assign(this, { figure, sphere, pointers: new Map(), gap: 0, trail: [] });
      const { box } = sphere;
      box.addEventListener("pointerdown", event => this.press(event));
      box.addEventListener("pointermove", event => this.move(event));
      for (const name of ["pointerup", "pointercancel"]) box.addEventListener(name, event => this.release(event));
      box.addEventListener("pointerleave", event => {
        if (event.pointerType === "mouse" && this.pointers.size === 0) figure.cursor.point(null);
      });
      box.addEventListener("wheel", event => this.roll(event), { passive: false });
      box.addEventListener("keydown", event => this.key(event));
      box.addEventListener("blur", () => figure.cursor.point(null));
    }

    /** Degrees that a pixel turns: what is pressed stays under the pointer. */
    get perPixel() {
      const { box, panel } = this.sphere;
      return 1 / (panel.radius * this.figure.state.zoom * (box.clientWidth / panel.bounds[2])) / radians;
    }

    /** Between two fingers. */
    get spread() {
      const [first, second] = [...this.pointers.values()];
      return Math.hypot(first.x - second.x, first.y - second.y);
    }

    press(event) {
      if (event.button > 0) return;
      this.sphere.box.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, moved: 0 });
      if (this.pointers.size === 2) this.gap = this.spread;
      this.figure.spin = null;
      this.trail = [];
    }

    move(event) {
      const pointer = this.pointers.get(event.pointerId);
      if (!pointer) {
        if (event.pointerType === "mouse") this.figure.cursor.pick(this.sphere, event);
        return;
      }
      const [dx, dy] = [event.clientX - pointer.x, event.clientY - pointer.y];
      Object.assign(pointer, { x: event.clientX, y: event.clientY, moved: pointer.moved + Math.hypot(dx, dy) });
      if (this.pointers.size > 1) {
        const now = this.spread;
        if (this.gap > 0) this.figure.zoom(now / this.gap);
        this.gap = now;
      } else if (pointer.moved > slack) {
        this.figure.cursor.point(null);
        this.sphere.box.classList.add("turning");
        const turned = [-dx * this.perPixel, dy * this.perPixel];
        this.figure.turn(...turned);
        this.trail = [...this.trail.filter(step => event.timeStamp - step.time < memory), { time: event.timeStamp, turned }];
      }
      this.figure.change();
    }

    release(event) {
      const pointer = this.pointers.get(event.pointerId);
      if (!pointer) return;
      this.pointers.delete(event.pointerId);
      this.sphere.box.classList.remove("turning");
      if (event.type !== "pointerup") return;
      if (pointer.moved <= slack) this.figure.cursor.pick(this.sphere, event);
      else if (this.pointers.size === 0 && !reducedMotion.matches) this.throw(event.timeStamp);
    }

    /** The figure spins on as fast as the last moves were, if they were just now. */
    throw(time) {
      const recent = this.trail.filter(step => time - step.time < memory);
      if (recent.length < 2) return;
      const passed = Math.max(time - recent[0].time, 30) / 1000;
      this.figure.spinOn([0, 1].map(axis => recent.reduce((sum, { turned }) => sum + turned[axis], 0) / passed));
    }

    roll(event) {
      if (!event.ctrlKey && document.activeElement !== this.sphere.box) return;
      event.preventDefault();
      this.figure.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)));
      this.figure.change();
    }

    key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { figure, sphere } = this;
      const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      const direction = directions[event.key];
      if (direction && event.shiftKey) figure.cursor.step(sphere, direction);
      else if (direction) {
        figure.spin = null;
        figure.turn(-6 * direction[0], -6 * direction[1]);
        figure.cursor.sayView(sphere);
      } else if (event.key === "+" || event.key === "=") figure.zoom(1.2);
      else if (event.key === "-" || event.key === "_") figure.zoom(1 / 1.2);
      else if (event.key === "0" || event.key === "Home") {
        figure.reset();
        figure.cursor.sayView(sphere);
      } else if (event.key === "Enter" || event.key === " ") figure.cursor.step(sphere, [0, 0]);
      else if (event.key === "Escape" && figure.cursor.current) figure.cursor.point(null);
      else return;
      event.preventDefault();
      figure.change();
    }
  };
})();
