// Where the parts of a figure of spheres are: its drawing, the spheres over it, and its legend.
const SphereLayout = (() => {
  const narrow = matchMedia("(max-width: 34rem)");

  return class SphereLayout {
    constructor(svg, spheres, scene) {
      Object.assign(this, { svg, spheres, scene });
    }

    /** Calls back when the page becomes narrow or wide. */
    static onTurn(callback) { narrow.addEventListener("change", callback); }

    /** Panels below each other where the page is narrow; the drawing itself moves, so that its letters stay readable. */
    arrange(isPrinting = false) {
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
      const legendHeight = stacked ? SphereLayout.flow(legend, left, bottom, inner) : height - legendTop;
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
  };
})();
