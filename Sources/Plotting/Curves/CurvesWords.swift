internal import OffprintCore

/// What can be said of the curves without looking: title, alternative text, caption note and data.
struct CurvesWords {
  let curves: Curves

  private var metric: String { curves.options.metric.title(curves.options.scale) }

  var title: String { "\(metric) by epoch: " + curves.lines.map(\.name).joined(separator: ", ") }

  var summary: String {
    let count = curves.lines.count
    let opening =
      "\(metric) by epoch for \(count == 1 ? "one run" : "\(count) runs"), epochs \(curves.epochs.lowerBound) to \(curves.epochs.upperBound)."
    let details = curves.lines.prefix(12).map { line -> String in
      let first = line.mean.compactMap { $0 }.first ?? 0
      let last = line.mean[line.last] ?? 0
      let seeds = line.seeds.count == 1 ? "one seed" : "mean of \(line.seeds.count) seeds"
      return "\(line.name) (\(seeds)) goes from \(text(first)) to \(text(last))."
    }
    let rest = count > 12 ? ["And \(count - 12) more."] : []
    return ([opening] + details + rest).joined(separator: " ")
  }

  /// Enough digits to tell 98.97 from 99.02, and 0.0021 from 0.0023.
  static func text(_ value: Double, _ metric: CurveMetric) -> String {
    switch metric {
    case .testAccuracy, .trainAccuracy: NumberText.fixed(value, decimals: 2)
    case .loss, .gradientNorm, .learningRate: NumberText.significant(value, digits: 3)
    }
  }

  private func text(_ value: Double) -> String { Self.text(value, curves.options.metric) }

  var captionNote: String? { Words.joined(notes) }

  /// Sentences.
  var notes: [String] {
    var notes: [String] = []
    let most = curves.lines.map(\.seeds.count).max() ?? 1
    if most > 1 {
      let counts = Set(curves.lines.map(\.seeds.count))
      let seeds = counts.count == 1 ? "\(most) seeds" : "their seeds"
      switch curves.options.spread {
      case .seeds: notes.append("Thick lines are means over \(seeds), thin lines single seeds.")
      case .band: notes.append("Lines are means over \(seeds), bands reach from the lowest to the highest seed.")
      case .none: notes.append("Lines are means over \(seeds).")
      }
    }
    if curves.epochsOffScale > 0 {
      let first = curves.epochs.lowerBound
      let last = first + curves.epochsOffScale - 1
      let which = first == last ? "epoch \(first)" : "epochs \(first) to \(last)"
      notes.append("The axis leaves out values of \(which), so that the later ones can be told apart.")
    }
    if curves.omitted > 0 {
      let isOne = curves.omitted == 1
      notes.append("\(NumberText.count(curves.omitted)) \(isOne ? "value has" : "values have") no place on this axis.")
    }
    return notes
  }

  var data: Setting {
    [
      "plot": "learning-curves", "metric": .string(curves.options.metric.rawValue),
      "axis": .string(metric), "scale": .string(curves.options.scale.rawValue),
      "series": .list(
        curves.lines.map { line in
          [
            "name": .string(line.name), "seeds": .list(line.seeds.map(Self.list)), "mean": Self.list(line.mean),
          ]
        }),
    ]
  }

  /// A row for each epoch of each seed, and of the mean.
  var table: DataTable {
    var rows: [[Setting?]] = []
    for line in curves.lines {
      for (seed, values) in line.seeds.enumerated() {
        rows += values.enumerated().compactMap { index, value in
          value.map { [.string(line.name), .string("seed"), .finite(seed + 1), .finite(index + 1), .number($0)] }
        }
      }
      rows += line.mean.enumerated().compactMap { index, value in
        value.map { [.string(line.name), .string("mean"), nil, .finite(index + 1), .number($0)] }
      }
    }
    return DataTable(columns: ["run", "kind", "run-of-seed", "epoch", curves.options.metric.rawValue], rows: rows)
  }

  /// Values by epoch from 1; an empty list where there is none.
  private static func list(_ values: [Double?]) -> Setting {
    .list(values.map { $0.map { .number($0) } ?? [] })
  }
}
