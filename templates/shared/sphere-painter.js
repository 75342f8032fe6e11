// Draws a sphere as its figure was drawn: the same camera, colors, sizes and order, so that the change is not noticed.
const SpherePainter = (() => {
  const { view } = SphereModel;

  // MARK: Points, by WebGL 2: one context for all spheres of a page, since browsers give out few.

  const vertexShader = `#version 300 es
    uniform mat3 camera;
    uniform vec2 scale, origin;
    uniform float size, far, cross;
    uniform vec3 inks[11];
    in vec3 place;
    in float ink;
    out vec4 color;
    void main() {
      vec3 seen = place * camera;
      gl_Position = vec4(origin + seen.xy * scale, 0.0, 1.0);
      gl_PointSize = size + 2.0;
      float alpha = far > 0.5 ? 1.0 + 0.55 * seen.z : 0.85;
      color = cross > 0.5 ? vec4(inks[10], 1.0) : vec4(inks[int(ink)], alpha);
    }`;
  const fragmentShader = `#version 300 es
    precision highp float;
    uniform float size, cross;
    in vec4 color;
    out vec4 pixel;
    void main() {
      vec2 at = (gl_PointCoord - 0.5) * (size + 2.0);
      float arm = 0.12 * size - min(abs(at.x - at.y), abs(at.x + at.y)) * 0.7071;
      float inside = cross > 0.5 ? min(arm, size * 0.5 - max(abs(at.x), abs(at.y))) : size * 0.5 - length(at);
      pixel = vec4(color.rgb, 1.0) * (color.a * clamp(inside + 0.5, 0.0, 1.0));
    }`;

  class PointEngine {
    /** Throws where there is no WebGL 2. */
    constructor(onLost) {
      this.canvas = document.createElement("canvas");
      const gl = this.canvas.getContext("webgl2", { antialias: false, depth: false, premultipliedAlpha: true });
      if (!gl) throw new Error("no WebGL 2");
      this.gl = gl;
      this.canvas.addEventListener("webglcontextlost", onLost);
      const program = gl.createProgram();
      for (const [kind, text] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]]) {
        const shader = gl.createShader(kind);
        gl.shaderSource(shader, text);
        gl.compileShader(shader);
        gl.attachShader(program, shader);
      }
      gl.linkProgram(program);
      if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error("no shaders");
      gl.useProgram(program);
      this.at = Object.fromEntries(["camera", "scale", "origin", "size", "far", "inks", "cross"]
        .map(name => [name, gl.getUniformLocation(program, name)]));
      [this.place, this.ink] = ["place", "ink"].map(name => gl.getAttribLocation(program, name));
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      // Canvases of all sizes take turns; one that only grows spares new memory for each.
      [this.width, this.height] = [0, 0];
    }

    buffers() {
      const { gl } = this;
      const made = { array: gl.createVertexArray(), places: gl.createBuffer(), inks: gl.createBuffer(), order: gl.createBuffer() };
      gl.bindVertexArray(made.array);
      for (const [buffer, at, size] of [[made.places, this.place, 3], [made.inks, this.ink, 1]]) {
        gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
        gl.enableVertexAttribArray(at);
        gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0);
      }
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, made.order);
      return made;
    }

    fill(buffers, places, inks) {
      const { gl } = this;
      for (const [buffer, values] of [[buffers.places, places], [buffers.inks, inks]]) {
        gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
        gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
      }
    }

    /** A picture of the points whose rows `order` lists, in its order, `width` × `height` pixels. */
    draw(buffers, order, { width, height, rows, origin, radius, inks, size, far = false, cross = false }) {
      const { gl, at } = this;
      if (width > this.width || height > this.height) {
        this.canvas.width = this.width = Math.max(width, this.width);
        this.canvas.height = this.height = Math.max(height, this.height);
      }
      gl.viewport(0, this.height - height, width, height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.bindVertexArray(buffers.array);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, order, gl.DYNAMIC_DRAW);
      gl.uniformMatrix3fv(at.camera, false, rows);
      gl.uniform2f(at.origin, 2 * origin[0] / width - 1, 1 - 2 * origin[1] / height);
      gl.uniform2f(at.scale, 2 * radius / width, 2 * radius / height);
      gl.uniform1f(at.size, size);
      gl.uniform1f(at.far, far ? 1 : 0);
      gl.uniform1f(at.cross, cross ? 1 : 0);
      gl.uniform3fv(at.inks, inks);
      gl.drawElements(gl.POINTS, order.length, gl.UNSIGNED_INT, 0);
      return this.canvas;
    }
  }

  // MARK: Ground

  /** Meridians and parallels every 30°, each a line of points. */
  const graticule = (() => {
    const range = (from, to, step) => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + step * index);
    const point = (azimuth, elevation) => {
      const [a, e] = [azimuth * SphereModel.radians, elevation * SphereModel.radians];
      return [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
    };
    return [
      ...range(0, 330, 30).map(azimuth => range(-90, 90, 5).map(elevation => point(azimuth, elevation))),
      ...range(-60, 60, 30).map(elevation => range(0, 360, 4).map(azimuth => point(azimuth, elevation))),
    ];
  })();

  /** The parts of all lines on one side, cut where they pass the rim. */
  const strokeGraticule = (context, lines, isFront, place) => {
    context.beginPath();
    for (const line of lines) {
      let isDrawing = false;
      line.forEach((seen, index) => {
        const isVisible = seen[2] >= 0 === isFront;
        const previous = line[index - 1];
        if (index > 0 && previous[2] >= 0 === isFront !== isVisible) {
          const share = previous[2] / (previous[2] - seen[2]);
          const [x, y] = [0, 1].map(axis => previous[axis] + (seen[axis] - previous[axis]) * share);
          const length = Math.hypot(x, y) || 1;
          context[isVisible ? "moveTo" : "lineTo"](...place(x / length, y / length));
          isDrawing = isVisible;
        }
        if (isVisible) {
          context[isDrawing ? "lineTo" : "moveTo"](...place(seen[0], seen[1]));
          isDrawing = true;
        }
      });
    }
    context.stroke();
  };

  const disc = (context, [x, y], radius, colors) => {
    const gradient = context.createRadialGradient(x - 0.3 * radius, y - 0.35 * radius, 0, x, y, radius);
    gradient.addColorStop(0, colors.light);
    gradient.addColorStop(0.6, colors.light);
    gradient.addColorStop(1, colors.shade);
    context.fillStyle = gradient;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  };

  // MARK: Colors

  /** As the page has them now. */
  const readColors = () => {
    const { color } = Figures;
    const list = Array.from({ length: 10 }, (_, index) => color(String(index)));
    const parts = text => (text.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map(value => value / 255);
    const foreground = color("foreground");
    const far = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--far-side"));
    return {
      far: far || 0.5,
      foreground, muted: color("muted"), grid: color("grid"), background: color("background"),
      light: color("sphere-light"), shade: color("sphere-shade"), classes: list,
      on: list.map((_, index) => color(`on-${index}`)), inks: new Float32Array([...list, foreground].flatMap(parts)),
    };
  };

  // MARK: A sphere

  /** Far and near rows of a moment that are shown, each from the farthest to the nearest. */
  const sorted = (panel, moment, rows, isShown) => {
    const count = moment.images.length;
    const depths = new Float32Array(count);
    const buckets = 2048;
    const sizes = new Uint32Array(buckets + 1);
    const bucket = new Uint16Array(count);
    let total = 0;
    for (let index = 0; index < count; index++) {
      if (!isShown(index)) { bucket[index] = buckets; continue; }
      const at = 3 * index;
      const depth = rows[6] * moment.places[at] + rows[7] * moment.places[at + 1] + rows[8] * moment.places[at + 2];
      depths[index] = depth;
      // Half of the buckets are behind the rim.
      const half = buckets / 2;
      bucket[index] = depth < 0 ? Math.min(half - 1, Math.floor((depth + 1) * half)) : Math.min(buckets - 1, half + Math.floor(depth * half));
      sizes[bucket[index]]++;
      total++;
    }
    let start = 0;
    let far = 0;
    for (let index = 0; index < buckets; index++) {
      if (index === buckets / 2) far = start;
      const size = sizes[index];
      sizes[index] = start;
      start += size;
    }
    const order = new Uint32Array(total);
    for (let index = 0; index < count; index++) {
      if (bucket[index] < buckets) order[sizes[bucket[index]]++] = index;
    }
    return { far: order.subarray(0, far), near: order.subarray(far), depths };
  };

  /** Draws one panel. `state` is the figure's; what is shown comes back, for whoever looks for a point. */
  const paint = (engine, sphere, state, colors) => {
    const { panel, context, canvas, pixels, moment } = sphere;
    const rows = SphereModel.basis(state);
    const zoomed = panel.radius * state.zoom;
    const [left, top] = panel.bounds;
    const place = (x, y) => [panel.center[0] + zoomed * x, panel.center[1] - zoomed * y];
    // Larger spheres show their points larger, by less.
    const swell = Math.sqrt(state.zoom);
    const isWrong = index => moment.predictions[index] !== panel.labels[moment.images[index]];
    const isShown = index => !state.hidden.has(panel.labels[moment.images[index]]) &&
      (!state.wrongOnly || isWrong(index)) && !moment.missing.has(moment.images[index]);
    const order = sorted(panel, moment, rows, isShown);

    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.clearRect(0, 0, canvas.width, canvas.height);
    const setUnits = () => context.setTransform(pixels, 0, 0, pixels, -left * pixels, -top * pixels);
    const layer = (points, size, alpha, options) => {
      if (points.length === 0) return;
      const picture = engine.draw(sphere.buffers, points, {
        width: canvas.width, height: canvas.height, rows, radius: zoomed * pixels,
        origin: [(panel.center[0] - left) * pixels, (panel.center[1] - top) * pixels], inks: colors.inks,
        size: size * pixels * swell, ...options,
      });
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalAlpha = alpha;
      context.drawImage(picture, 0, 0, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
      context.globalAlpha = 1;
      setUnits();
    };

    setUnits();
    disc(context, panel.center, zoomed, colors);
    const lines = graticule.map(line => line.map(point => view(rows, ...point)));
    context.strokeStyle = colors.grid;
    context.lineWidth = 0.4;
    context.setLineDash([1.2, 1.6]);
    context.globalAlpha = 0.8;
    strokeGraticule(context, lines, false, place);
    context.setLineDash([]);
    context.globalAlpha = 1;
    layer(order.far, panel.dot * 1.4 / 1.7, colors.far, { far: true });
    context.strokeStyle = colors.grid;
    strokeGraticule(context, lines, true, place);
    layer(order.near, panel.dot, 1, {});
    context.strokeStyle = colors.muted;
    context.lineWidth = 0.6;
    context.globalAlpha = 0.7;
    context.beginPath();
    context.arc(...panel.center, zoomed, 0, 2 * Math.PI);
    context.stroke();
    context.globalAlpha = 1;
    layer(order.far.filter(isWrong), panel.cross * 0.85, 0.35, { cross: true });
    layer(order.near.filter(isWrong), panel.cross, 0.85, { cross: true });
    return { order, rows, place, zoomed };
  };

  /** A ring around the image that is pointed at; faint where it is on the far side. */
  const ring = (context, [x, y], isFront, color, colors) => {
    context.globalAlpha = isFront ? 1 : 0.5;
    for (const [width, style] of [[3, colors.background], [1.4, colors.foreground]]) {
      context.lineWidth = width;
      context.strokeStyle = style;
      context.setLineDash(isFront || width > 2 ? [] : [1.6, 1.4]);
      context.beginPath();
      context.arc(x, y, 4.4, 0, 2 * Math.PI);
      context.stroke();
    }
    context.setLineDash([]);
    context.fillStyle = color;
    context.beginPath();
    context.arc(x, y, 2, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
  };

  return { PointEngine, readColors, paint, ring };
})();
