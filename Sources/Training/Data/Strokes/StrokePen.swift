import OffprintCore

/// One way to move a pen for a digit: the hand's points, displaced, bent and slanted at random, as short straight pieces.
struct StrokePen {
  /// A place of the pen; `pressure` scales its width.
  struct Place {
    var x: Double
    var y: Double
    var pressure: Double
  }

  /// One for each stroke, in units of the hands' box.
  private(set) var lines: [[Place]]

  /// The pieces that a curve between two points is cut into.
  private static let pieces = 7

  init(hand: [[StrokeHands.Point]], stream: inout RandomStream) {
    let wobble = StrokeVariation.jitter * stream.magnitude()
    lines = hand.map { stroke in
      let points = stroke.map { point in
        StrokeHands.Point(
          x: point.x + wobble * stream.clampedNormal(), y: point.y + wobble * stream.clampedNormal(),
          isCorner: point.isCorner)
      }
      return StrokePen.curve(points)
    }
    trim(&stream)
    bend(&stream)
    slant(&stream)
    press(&stream)
  }

  /// A curve through the points: each piece a cubic whose tangents follow its neighbours, weighted by the square roots of the
  /// distances (centripetal Catmull-Rom; Yuksel, Schaefer, Keyser 2011), so that uneven spacing makes no bulges.
  private static func curve(_ points: [StrokeHands.Point]) -> [Place] {
    var places = points.prefix(1).map { Place(x: $0.x, y: $0.y, pressure: 1) }
    for index in 0..<max(0, points.count - 1) {
      let (b, c) = (points[index], points[index + 1])
      let (a, d) = (before(index, points), after(index + 1, points))
      let (first, middle, last) = (root(a, b), root(b, c), root(c, d))
      for piece in 1...pieces {
        let t = Double(piece) / Double(pieces)
        let x = hermite(
          b.x, c.x, tangent(a.x, b.x, c.x, first, middle), tangent(d.x, c.x, b.x, -last, -middle), middle, t)
        let y = hermite(
          b.y, c.y, tangent(a.y, b.y, c.y, first, middle), tangent(d.y, c.y, b.y, -last, -middle), middle, t)
        places.append(Place(x: x, y: y, pressure: 1))
      }
    }
    return places
  }

  /// The point that the curve comes from: across a corner or an end in the direction that bends least, around a closed loop the
  /// one on the other side.
  private static func before(_ index: Int, _ points: [StrokeHands.Point]) -> StrokeHands.Point {
    if index > 0 && !points[index].isCorner { return points[index - 1] }
    if index == 0 && isLoop(points) { return points[points.count - 2] }
    return mirrored(points[index], points[index + 1])
  }

  private static func after(_ index: Int, _ points: [StrokeHands.Point]) -> StrokeHands.Point {
    if index + 1 < points.count && !points[index].isCorner { return points[index + 1] }
    if index + 1 == points.count && isLoop(points) { return points[1] }
    return mirrored(points[index], points[index - 1])
  }

  private static func isLoop(_ points: [StrokeHands.Point]) -> Bool {
    guard points.count > 3, let first = points.first, let last = points.last else { return false }
    return (first.x - last.x).magnitude + (first.y - last.y).magnitude < 14
  }

  private static func mirrored(_ end: StrokeHands.Point, _ inner: StrokeHands.Point) -> StrokeHands.Point {
    StrokeHands.Point(x: 2 * end.x - inner.x, y: 2 * end.y - inner.y, isCorner: false)
  }

  /// The square root of the distance, never 0.
  private static func root(_ a: StrokeHands.Point, _ b: StrokeHands.Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    return max(1e-3, (dx * dx + dy * dy).squareRoot().squareRoot())
  }

  /// The slope at `b` of the parabola through three values at distances `first` and `second`.
  private static func tangent(_ a: Double, _ b: Double, _ c: Double, _ first: Double, _ second: Double) -> Double {
    (b - a) / first - (c - a) / (first + second) + (c - b) / second
  }

  /// The cubic from `b` to `c` over a length of `span` with the slopes given.
  private static func hermite(
    _ b: Double, _ c: Double, _ slopeB: Double, _ slopeC: Double, _ span: Double, _ t: Double
  ) -> Double {
    let (m, n) = (slopeB * span, slopeC * span)
    return b + t * (m + t * (3 * (c - b) - 2 * m - n + t * (2 * (b - c) + m + n)))
  }

  /// The pen comes down late or goes up early, and now and then slips off in between.
  private mutating func trim(_ stream: inout RandomStream) {
    for index in lines.indices {
      let count = Double(lines[index].count)
      let first = Int(count * StrokeVariation.lateStart * stream.nextUniformDouble() * stream.nextUniformDouble())
      let last = Int(count * StrokeVariation.earlyEnd * stream.nextUniformDouble() * stream.nextUniformDouble())
      if lines[index].count - first - last >= 3 {
        lines[index] = Array(lines[index].dropFirst(first).dropLast(last))
      }
    }
  }

  /// A smooth displacement of the whole plane: three waves, long against the digit.
  private mutating func bend(_ stream: inout RandomStream) {
    let amplitude = StrokeVariation.elastic * stream.magnitude()
    var waves: [(x: Double, y: Double, phase: Double, dx: Double, dy: Double)] = []
    for _ in 0..<3 {
      waves.append(
        (
          x: 0.035 * stream.clampedNormal(), y: 0.035 * stream.clampedNormal(),
          phase: 2 * Double.pi * stream.nextUniformDouble(),
          dx: amplitude * stream.clampedNormal(), dy: amplitude * stream.clampedNormal()
        ))
    }
    forEachPlace { place in
      let (x, y) = (place.x, place.y)
      for wave in waves {
        let value = Elementary.sin(wave.x * x + wave.y * y + wave.phase)
        place.x += wave.dx * value
        place.y += wave.dy * value
      }
    }
  }

  /// Width against height, slant, and rotation, about the middle.
  private mutating func slant(_ stream: inout RandomStream) {
    let stretch = Elementary.exp(StrokeVariation.stretch * stream.clampedNormal())
    let shear = StrokeVariation.meanSlant + StrokeVariation.slant * stream.clampedNormal()
    let angle = StrokeVariation.rotation * stream.clampedNormal()
    let (sine, cosine) = (Elementary.sin(angle), Elementary.cos(angle))
    forEachPlace { place in
      let y = place.y - 50
      let x = (place.x - 32) * stretch - shear * y
      place.x = cosine * x - sine * y
      place.y = sine * x + cosine * y
    }
  }

  /// The pen's width along the way: a slow wave, thinner where a stroke starts and ends, faint for a moment now and then.
  private mutating func press(_ stream: inout RandomStream) {
    for index in lines.indices {
      let count = lines[index].count
      let wave = StrokeVariation.pressure * stream.clampedNormal()
      let rate = 0.05 + 0.2 * stream.nextUniformDouble()
      let phase = 2 * Double.pi * stream.nextUniformDouble()
      let taper = StrokeVariation.taper * stream.nextUniformDouble()
      let gap = stream.nextUniformDouble() < StrokeVariation.gapChance ? stream.nextInteger(below: count) : -10
      for place in 0..<count {
        var pressure = 1 + wave * Elementary.sin(rate * Double(place) + phase)
        let fromEnd = Double(min(place, count - 1 - place))
        if fromEnd < 4 { pressure *= 1 - taper * (1 - fromEnd / 4) }
        if (place - gap).magnitude <= 1 { pressure *= 0.35 }
        lines[index][place].pressure = pressure
      }
    }
  }

  private mutating func forEachPlace(_ body: (inout Place) -> Void) {
    for line in lines.indices {
      for place in lines[line].indices { body(&lines[line][place]) }
    }
  }
}

extension RandomStream {
  /// A standard normal held to ±2.5, so that no digit is bent past recognition.
  mutating func clampedNormal() -> Double { min(2.5, max(-2.5, nextNormal())) }

  /// How unsteady one writer is: from a half to one and a half.
  mutating func magnitude() -> Double { 0.5 + nextUniformDouble() }
}
