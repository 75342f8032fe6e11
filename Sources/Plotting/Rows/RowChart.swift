internal import Interop

/// Configurations one below the other against a common horizontal axis: label, marks, number.
struct RowChart {
  enum Line {
    case heading(String)
    case row(Row)
  }

  struct Row {
    var label: String
    /// Indented under a heading.
    var isIndented: Bool
    var estimate: Estimate
    /// At the right end of the row.
    var number: String
    var hover: String
  }

  enum Form: Hashable {
    /// A mark at the mean with its interval, and a small mark for each seed.
    case interval
    /// A bar from that value to the mean.
    case bar(from: Double)
  }

  var axis: ChartAxis
  var lines: [Line]
  var form: Form
  var showsSeeds: Bool
  /// Over the numbers.
  var numberTitle: String
  /// What the hollow diamonds are, in the key below; nil where there are none.
  var referenceName: String?
  /// How a value is written.
  var number: @Sendable (Double) -> String
  /// A vertical line with a name: another configuration's mean.
  var baseline: (value: Double, name: String)?

  /// The height of one line; many lines stand closer.
  var pitch: Double { lines.count > 45 ? 10.5 : lines.count > 24 ? 11.5 : 14 }
}
