internal import Interop

/// A place in a chart, in the units of its axes.
struct ChartPoint: Hashable, Sendable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// From `low` to `high` at a place of the other axis.
struct ChartSpan: Hashable, Sendable {
  var at: Double
  var low: Double
  var high: Double
}

/// What is drawn of a series.
enum ChartLayer: Hashable, Sendable {
  /// Straight from point to point, broken at nil. Faint lines stand behind the others (single seeds).
  case line([ChartPoint?], isFaint: Bool = false)
  /// Filled between the lower and the upper ends, left to right.
  case band([ChartSpan])
  /// Filled from the line down to the horizontal axis.
  case area([ChartPoint])
  /// In points of size. Faint ones are single seeds.
  case marks([ChartPoint], size: Double, isFaint: Bool = false)
  /// Upright bars with caps: intervals.
  case whiskers([ChartSpan])
  /// The same along the horizontal axis.
  case levelWhiskers([ChartSpan])
}

/// As `HoverPoint` has them.
struct ChartHover: Hashable, Sendable {
  var point: ChartPoint
  var text: String
  var heading: String?
}

struct ChartSeries: Hashable, Sendable {
  var name: String
  var style: SeriesStyle
  var layers: [ChartLayer]
  /// Where its name should be near; nil for a name in the legend.
  var labelPoint: ChartPoint?
  var hovers: [ChartHover] = []
  /// To the right, in points, so that error bars of several series at one place stand beside each other.
  var dodge = 0.0
}

/// Two axes and what lies between them.
struct Chart: Sendable {
  /// Where names of series go.
  enum Naming: Hashable, Sendable {
    /// Right of the ends of the lines, below where there is no room.
    case ends
    /// Beside the label points, below where there is no room.
    case beside
    /// Below.
    case legend
  }

  var x: ChartAxis
  var y: ChartAxis
  var series: [ChartSeries]
  var naming: Naming = .ends
  /// Whether the swatches of a legend are lines, else marks.
  var legendShowsLines = true
}
