/// What a shape is filled or stroked with.
package enum Paint: Hashable, Sendable {
  case color(Color)
  case radial(RadialGradient)
}

/// Colors from a focus (offset 0) to a circle (offset 1).
package struct RadialGradient: Hashable, Sendable {
  package struct Stop: Hashable, Sendable {
    /// In 0…1.
    package var offset: Double
    package var color: Color

    package init(_ offset: Double, _ color: Color) {
      self.offset = offset
      self.color = color
    }
  }

  package var center: Point
  package var radius: Double
  package var focus: Point
  package var stops: [Stop]

  package init(center: Point, radius: Double, focus: Point? = nil, stops: [Stop]) {
    self.center = center
    self.radius = radius
    self.focus = focus ?? center
    self.stops = stops
  }
}

/// How a line is drawn; lengths in points.
package struct StrokeStyle: Hashable, Sendable {
  package enum Cap: Hashable, Sendable { case butt, round, square }
  package enum Join: Hashable, Sendable { case miter, round, bevel }

  package var width: Double
  /// Lengths of dashes and gaps in turn; empty for a solid line.
  package var dash: [Double]
  package var cap: Cap
  package var join: Join

  package init(width: Double = 1, dash: [Double] = [], cap: Cap = .butt, join: Join = .miter) {
    self.width = width
    self.dash = dash
    self.cap = cap
    self.join = join
  }
}
