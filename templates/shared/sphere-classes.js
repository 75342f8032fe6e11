// Class centers and class weights over a sphere: badges that find room as the sphere turns, and diamonds.
const SphereClasses = (() => {
  const { view } = SphereModel;
  const radius = 5.1;
  const reach = 7.6;
  const fontSize = 7.5;

  const box = ([x, y], halfWidth, halfHeight, grown = 0) =>
    [x - halfWidth - grown, y - halfHeight - grown, x + halfWidth + grown, y + halfHeight + grown];

  const overlap = (first, second) => {
    const width = Math.min(first[2], second[2]) - Math.max(first[0], second[0]);
    const height = Math.min(first[3], second[3]) - Math.max(first[1], second[1]);
    return width > 0 && height > 0 ? width * height : 0;
  };

  const fromSegment = ([x, y], [x1, y1], [x2, y2]) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const squared = dx * dx + dy * dy;
    if (squared <= 0) return Infinity;
    const share = Math.min(Math.max(((x - x1) * dx + (y - y1) * dy) / squared, 0), 1);
    return Math.hypot(x - x1 - dx * share, y - y1 - dy * share);
  };

  /** The anchor's own place, then rings around it, first away from the sphere's center. */
  const candidates = (badge, center) => {
    const [dx, dy] = [badge.anchor[0] - center[0], badge.anchor[1] - center[1]];
    const start = Math.hypot(dx, dy) > 1e-6 ? Math.atan2(dy, dx) : -Math.PI / 2;
    const offsets = [[0, 0]];
    for (let ring = 1; ring <= 8; ring++) {
      const distance = 6 * ring + 4;
      for (let step = 0; step < 24; step++) {
        const turn = start + Math.floor((step + 1) / 2) * (step % 2 ? 1 : -1) * Math.PI / 12;
        offsets.push([Math.cos(turn) * (distance + badge.halfWidth - radius), Math.sin(turn) * distance]);
      }
    }
    return offsets;
  };

  /**
   * Offsets from their anchors that keep badges apart, those near the viewer first. As in the drawing, but a badge would
   * rather stay where it is, so that none flutters while the sphere turns.
   */
  const place = (badges, diamonds, panel) => {
    const [left, top, width, height] = panel.bounds;
    const bounds = [left, top, left + width, top + height];
    const placed = [];
    for (const badge of [...badges].sort((a, b) => b.depth - a.depth || a.category - b.category)) {
      const others = diamonds.filter(other => other.category !== badge.category && other.isFront)
        .map(other => box(other.at, reach, reach, -1.5));
      let best = { cost: Infinity, offset: [0, 0] };
      for (const offset of candidates(badge, panel.center)) {
        const at = [badge.anchor[0] + offset[0], badge.anchor[1] + offset[1]];
        const own = box(at, badge.halfWidth, radius);
        if (own[0] < bounds[0] || own[1] < bounds[1] || own[2] > bounds[2] || own[3] > bounds[3]) continue;
        let cost = Math.hypot(...offset) * 0.6 +
          Math.hypot(offset[0] - badge.target[0], offset[1] - badge.target[1]) * 0.3;
        for (const other of placed) {
          cost += overlap(box(other.at, other.halfWidth, radius, 0.8), own) * 100;
          if (fromSegment(other.at, badge.anchor, at) < radius) cost += 40;
        }
        for (const other of others) cost += overlap(other, own) * 1.5;
        if (cost < best.cost) best = { cost, offset };
      }
      badge.target = best.offset;
      placed.push({ ...badge, at: [badge.anchor[0] + best.offset[0], badge.anchor[1] + best.offset[1]] });
    }
  };

  const diamond = (context, [x, y]) => {
    context.beginPath();
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
  };

  const drawDiamond = (context, { at, category, isFront }, colors) => {
    const strokes = isFront
      ? [[2.8, colors.background, 0.85], [1.7, colors.foreground, 1], [1, colors.classes[category % 10], 1]]
      : [[1, colors.classes[category % 10], 0.45]];
    diamond(context, at);
    for (const [width, style, alpha] of strokes) {
      context.lineWidth = width;
      context.strokeStyle = style;
      context.globalAlpha = alpha;
      context.stroke();
    }
    context.globalAlpha = 1;
  };

  const drawBadge = (context, badge, colors) => {
    const at = [badge.anchor[0] + badge.offset[0], badge.anchor[1] + badge.offset[1]];
    const isFront = badge.depth >= 0;
    const color = colors.classes[badge.category % 10];
    const shape = () => {
      context.beginPath();
      context.roundRect(at[0] - badge.halfWidth, at[1] - radius, 2 * badge.halfWidth, 2 * radius, radius);
    };
    if (Math.hypot(...badge.offset) > 0.5) {
      for (const [width, style, alpha] of [[1.8, colors.background, 0.8], [0.6, colors.foreground, isFront ? 1 : 0.5]]) {
        context.lineWidth = width;
        context.strokeStyle = style;
        context.globalAlpha = alpha;
        context.beginPath();
        context.moveTo(...badge.anchor);
        context.lineTo(...at);
        context.stroke();
      }
      context.beginPath();
      context.arc(...badge.anchor, 1.5, 0, 2 * Math.PI);
      context.globalAlpha = 1;
      context.fillStyle = color;
      context.fill();
      context.globalAlpha = isFront ? 1 : 0.5;
      context.lineWidth = 0.5;
      context.stroke();
    }
    shape();
    context.globalAlpha = isFront ? 1 : 0.8;
    context.fillStyle = isFront ? color : colors.background;
    context.fill();
    context.globalAlpha = isFront ? 1 : 0.75;
    context.lineWidth = isFront ? 1 : 0.9;
    context.strokeStyle = isFront ? colors.background : color;
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = isFront ? colors.on[badge.category % 10] : colors.muted;
    context.fillText(badge.text, at[0], at[1] + 0.36 * fontSize);
  };

  /** Draws the classes that are shown over a painted sphere. True while badges are still on their way. */
  const paint = (sphere, state, colors, { rows, place: onPage }, isStill) => {
    const { panel, context, moment, family } = sphere;
    context.font = `700 ${fontSize}px ${family}`;
    context.textAlign = "center";
    const seen = (direction, category) => {
      const [x, y, z] = view(rows, ...direction);
      return { category, at: onPage(x, y), depth: z, isFront: z >= 0 };
    };
    const shown = places => places.map((direction, category) =>
      direction && !state.hidden.has(category) ? seen(direction, category) : null).filter(Boolean);
    const diamonds = panel.showsWeights ? shown(moment.weights) : [];
    const badges = shown(moment.centers).map(({ category, at, depth }) => {
      const kept = sphere.badges[category] ??= { offset: panel.badges[category].length > 0 ? panel.badges[category] : [0, 0] };
      kept.target ??= kept.offset;
      kept.halfWidth ??= Math.max(radius, context.measureText(panel.classNames[category]).width / 2 + 3);
      return Object.assign(kept, { category, text: panel.classNames[category], anchor: at, depth });
    });
    place(badges, diamonds, panel);
    let isMoving = false;
    for (const badge of badges) {
      const way = badge.target.map((value, axis) => value - badge.offset[axis]);
      const arrives = isStill || Math.hypot(...way) < 0.3;
      badge.offset = arrives ? badge.target : badge.offset.map((value, axis) => value + 0.3 * way[axis]);
      isMoving ||= !arrives;
    }
    const far = badges.filter(badge => badge.depth < 0);
    const near = badges.filter(badge => badge.depth >= 0).sort((a, b) => a.depth - b.depth);
    for (const one of diamonds.filter(one => !one.isFront)) drawDiamond(context, one, colors);
    for (const one of far.sort((a, b) => b.depth - a.depth)) drawBadge(context, one, colors);
    for (const one of diamonds.filter(one => one.isFront)) drawDiamond(context, one, colors);
    for (const one of near) drawBadge(context, one, colors);
    return isMoving;
  };

  return { paint };
})();
