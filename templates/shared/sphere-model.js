// What stands on the spheres of a figure, and where the camera sees it.
const SphereModel = (() => {
  const radians = Math.PI / 180;

  const inflate = async text => {
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  /** Columns of bytes, one after the other. */
  class Columns {
    constructor(bytes) { [this.bytes, this.at] = [bytes, 0]; }

    take(count) {
      this.at += count;
      return this.bytes.subarray(this.at - count, this.at);
    }

    /** Numbers of two bytes: all low ones, then all high ones. */
    words(count) {
      const [low, high] = [this.take(count), this.take(count)];
      return Uint16Array.from(low, (byte, index) => byte | high[index] << 8);
    }

    /** Directions as points of an octahedron unfolded onto a square, each coordinate in twelve bits (Cigolle et al. 2014). */
    directions(count) {
      const [lowX, lowY, high] = [this.take(count), this.take(count), this.take(count)];
      const places = new Float32Array(3 * count);
      for (let index = 0; index < count; index++) {
        let x = (lowX[index] | (high[index] & 15) << 8) / 2047 - 1;
        let y = (lowY[index] | (high[index] >> 4) << 8) / 2047 - 1;
        const z = 1 - Math.abs(x) - Math.abs(y);
        if (z < 0) [x, y] = [(1 - Math.abs(y)) * (x < 0 ? -1 : 1), (1 - Math.abs(x)) * (y < 0 ? -1 : 1)];
        const length = Math.hypot(x, y, z);
        places.set([x / length, y / length, z / length], 3 * index);
      }
      return places;
    }
  }

  /** The images of a moment that shows `shown` of `count`: evenly spread, so that no class is favored. */
  const chosen = (shown, count) => {
    const images = new Uint32Array(shown);
    for (let index = 0, next = 0; index < count; index++) {
      if (Math.floor((index + 1) * shown / count) > Math.floor(index * shown / count)) images[next++] = index;
    }
    return images;
  };

  const moment = (header, panel, columns) => {
    const images = chosen(header.shown, panel.count);
    const places = columns.directions(images.length);
    // Only what differs from the label has a value, which compresses to almost nothing.
    const predictions = columns.take(images.length).map((change, index) => change ^ panel.labels[images[index]]);
    const missing = new Set(header.missing ?? []);
    const directions = list => list.map(direction => direction.length > 0 ? direction : null);
    const [centers, weights] = [directions(header.centers), directions(header.weights)];
    const made = { ...header, centers, weights, images, places, predictions, missing };
    if (header.angles) {
      made.own = columns.words(images.length);
      made.nextClass = columns.take(images.length);
      made.next = columns.words(images.length);
    }
    return made;
  };

  /** The panels of a figure's data, unpacked. */
  const unpack = async scene => {
    const columns = new Columns(await inflate(scene.bytes));
    const panels = [];
    for (const header of scene.panels) {
      const panel = { ...header, count: scene.count };
      panel.labels = header.labels === undefined ? columns.take(scene.count) : panels[header.labels].labels;
      panel.moments = header.moments.map(one => moment(one, panel, columns));
      panels.push(panel);
    }
    return panels;
  };

  /** To the right on the page, upward on the page, toward the viewer; the rows of a matrix. */
  const basis = ({ azimuth, elevation }) => {
    const [a, e] = [azimuth * radians, elevation * radians];
    const [ca, sa, ce, se] = [Math.cos(a), Math.sin(a), Math.cos(e), Math.sin(e)];
    return [-sa, ca, 0, -se * ca, -se * sa, ce, ce * ca, ce * sa, se];
  };

  const view = (rows, x, y, z) => [
    rows[0] * x + rows[1] * y + rows[2] * z, rows[3] * x + rows[4] * y + rows[5] * z,
    rows[6] * x + rows[7] * y + rows[8] * z,
  ];

  /** Between two directions, on the way over the sphere. */
  const between = (from, to, share) => {
    const mixed = from.map((value, axis) => value * (1 - share) + to[axis] * share);
    const length = Math.hypot(...mixed);
    return length > 1e-6 ? mixed.map(value => value / length) : from;
  };

  const betweenAll = (from, to, share) => from.map((place, index) =>
    place && to[index] ? between(place, to[index], share) : share < 0.5 ? place : to[index]);

  /**
   * A panel at a time between its moments: whole numbers are the moments themselves. What moves are the images that both
   * neighbors show.
   */
  const at = (panel, time) => {
    const before = Math.min(Math.floor(time), panel.moments.length - 1);
    const share = time - before;
    const from = panel.moments[before];
    if (share === 0) return from;
    const to = panel.moments[before + 1];
    const nearest = share < 0.5 ? from : to;
    const images = from.images.length <= to.images.length ? from.images : to.images;
    const places = new Float32Array(3 * images.length);
    const predictions = new Uint8Array(images.length);
    const missing = new Set([...from.missing, ...to.missing]);
    const [fromRows, toRows] = [rows(from, panel.count), rows(to, panel.count)];
    const nearestRows = nearest === from ? fromRows : toRows;
    images.forEach((image, index) => {
      const [a, b] = [3 * fromRows[image], 3 * toRows[image]];
      let length = 0;
      for (let axis = 0; axis < 3; axis++) {
        const value = from.places[a + axis] * (1 - share) + to.places[b + axis] * share;
        places[3 * index + axis] = value;
        length += value * value;
      }
      length = Math.sqrt(length) || 1;
      for (let axis = 0; axis < 3; axis++) places[3 * index + axis] /= length;
      predictions[index] = nearest.predictions[nearestRows[image]];
    });
    return {
      ...nearest, images, places, predictions, missing, row: undefined, own: undefined,
      centers: betweenAll(from.centers, to.centers, share), weights: betweenAll(from.weights, to.weights, share),
    };
  };

  /** The row of each image in a moment; made once. */
  const rows = (moment, count) => {
    if (!moment.row) {
      moment.row = new Int32Array(count).fill(-1);
      moment.images.forEach((image, index) => { moment.row[image] = index; });
    }
    return moment.row;
  };

  /** In degrees from the feature to its class's weight and to the nearest other one; null where it cannot be known. */
  const angles = (panel, moment, row) => {
    const label = panel.labels[moment.images[row]];
    if (moment.own) {
      const [own, next] = [moment.own[row], moment.next[row]];
      return own === 65535 ? null
        : { own: own / 100, next: next === 65535 ? null : { name: moment.nextClass[row], angle: next / 100 } };
    }
    if (!panel.spatial || !moment.weights[label]) return null;
    const place = moment.places.subarray(3 * row, 3 * row + 3);
    const to = moment.weights.map(weight => weight
      ? Math.acos(Math.min(1, Math.max(-1, weight[0] * place[0] + weight[1] * place[1] + weight[2] * place[2]))) / radians
      : Infinity);
    let name = -1;
    to.forEach((angle, category) => { if (category !== label && (name < 0 || angle < to[name])) name = category; });
    return { own: to[label], next: name < 0 || to[name] === Infinity ? null : { name, angle: to[name] } };
  };

  /** Small pictures of the test images, or null where the store has none. */
  const pictures = async () => {
    const block = document.getElementById("test-images");
    if (!block) return null;
    const { count, side, levels, bytes } = JSON.parse(block.textContent);
    const packed = await inflate(bytes);
    return {
      count, side,
      /** Ink of a pixel in 0…1. */
      ink(image, pixel) {
        const index = image * side * side + pixel;
        return (index & 1 ? packed[index >> 1] & 15 : packed[index >> 1] >> 4) / (levels - 1);
      },
    };
  };

  const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

  return { radians, grouped, unpack, pictures, basis, view, at, rows, angles };
})();
