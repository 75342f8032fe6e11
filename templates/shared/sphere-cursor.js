// The image that is pointed at, by pointer or keys: found, marked in every panel, and told.
const SphereCursor = (() => {
  const { element } = Figures;
  const { basis, view } = SphereModel;
  /** How far from a point the pointer may be, in pixels. */
  const reach = { mouse: 14, touch: 26 };
  const degrees = angle => `${angle.toFixed(1)}°`;

  return class SphereCursor {
    /** `current` is a sphere and the number of an image, or null; `status` is read out. */
    constructor(figure, pictures, status) {
      Object.assign(this, { figure, pictures, status, current: null });
      this.card = new Figures.Card(figure.figure);
    }

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
      const cursor = this.current;
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
      this.status.textContent = this.words(this.current).join(" ");
    }

    point(cursor) {
      const old = this.current;
      if (old?.image === cursor?.image && old?.sphere === cursor?.sphere) return;
      this.current = cursor;
      const { dataset } = this.figure.figure;
      if (cursor) dataset.image = String(cursor.image);
      else delete dataset.image;
      this.figure.change();
    }

    /** Sentences on an image, the first its name. */
    words({ sphere, image }) {
      const { panel, moment } = sphere;
      const row = SphereModel.rows(moment, panel.count)[image];
      if (row < 0) return [];
      const [label, said] = [panel.labels[image], moment.predictions[row]].map(category => panel.classNames[category]);
      const lines = [`Test image ${SphereModel.grouped(image + 1)}.`, label === said ? `A ${label}, recognized.` : `A ${label}, taken for a ${said}.`];
      const angles = SphereModel.angles(panel, moment, row);
      if (angles) {
        const next = angles.next ? `, ${degrees(angles.next.angle)} from the nearest other, ${panel.classNames[angles.next.name]}` : "";
        lines.push(`${degrees(angles.own)} from the weight of its class${next}.`);
      }
      return lines;
    }

    /** The card follows its point. */
    tell() {
      const cursor = this.current;
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
      if (!(image < this.pictures?.count)) {
        const note = element("p", "no-picture");
        note.textContent = "no picture stored";
        return note;
      }
      const { side } = this.pictures;
      const canvas = element("canvas", "thumbnail");
      [canvas.width, canvas.height] = [side, side];
      const context = canvas.getContext("2d");
      const pixels = context.createImageData(side, side);
      for (let pixel = 0; pixel < side * side; pixel++) {
        pixels.data.fill(255 - Math.round(255 * this.pictures.ink(image, pixel)), 4 * pixel, 4 * pixel + 3);
        pixels.data[4 * pixel + 3] = 255;
      }
      context.putImageData(pixels, 0, 0);
      return canvas;
    }

    /** Says where the sphere is seen from, once it rests. */
    sayView(sphere) {
      clearTimeout(this.saying);
      this.saying = setTimeout(() => {
        const rows = basis(this.figure.state);
        const front = sphere.moment.centers.map((center, category) => center ? [view(rows, ...center)[2], category] : null)
          .filter(entry => entry && entry[0] > 0).sort((a, b) => b[0] - a[0]);
        const names = front.map(([, category]) => sphere.panel.classNames[category]).join(", ");
        const { azimuth, elevation } = this.figure.state;
        this.status.textContent = `Seen from azimuth ${Math.round(azimuth)}°, elevation ${Math.round(elevation)}°. ` +
          (names ? `In front, the nearest first: ${names}.` : "No class is in front.");
      }, 400);
    }

    /** Rows of images are found again in every panel that shows them. */
    ring(sphere) {
      const cursor = this.current;
      if (!cursor) return;
      const row = SphereModel.rows(sphere.moment, sphere.panel.count)[cursor.image];
      if (row < 0 || sphere.moment.missing.has(cursor.image)) return;
      const [x, y, z] = view(sphere.seen.rows, ...sphere.moment.places.subarray(3 * row, 3 * row + 3));
      const color = this.figure.colors.classes[sphere.panel.labels[cursor.image] % 10];
      SpherePainter.ring(sphere.context, sphere.seen.place(x, y), z >= 0, color, this.figure.colors);
    }
  };
})();
