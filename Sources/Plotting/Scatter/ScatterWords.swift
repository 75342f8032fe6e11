internal import OffprintCore

/// What can be said of a scatter plot without looking.
struct ScatterWords {
  let plot: ScatterPlot

  private var options: Scatter.Options { plot.options }

  var title: String { "\(options.y.title) against \(options.x.title)" }

  var summary: String {
    let points = plot.points
    let capital = options.y.phrase.prefix(1).uppercased() + options.y.phrase.dropFirst()
    var text = "\(capital) against \(options.x.phrase) of \(Words.count(points.count, "configuration"))"
    if plot.series.count > 1 { text += " in \(plot.series.count) groups" }
    var sentences = [text + "."]
    for item in plot.series.prefix(6) {
      guard let best = item.points.max(by: { $0.y < $1.y }), let worst = item.points.min(by: { $0.y < $1.y }) else {
        continue
      }
      let name = plot.series.count > 1 ? item.name : "The \(options.y.phrase)"
      if item.points.count == 1 {
        sentences.append("\(name): \(options.y.text(best.y)) at \(options.x.text(best.x)).")
      } else {
        sentences.append(
          "\(name) goes from \(options.y.text(worst.y)) at \(options.x.text(worst.x)) to \(options.y.text(best.y)) "
            + "at \(options.x.text(best.x)).")
      }
    }
    if plot.series.count > 6 { sentences.append("And \(plot.series.count - 6) more groups.") }
    return sentences.joined(separator: " ")
  }

  var captionNote: String? { Words.joined(notes) }

  /// Sentences.
  var notes: [String] {
    let seeds = Words.seeds(plot.points.map(\.seeds.count))
    var notes: [String?] = []
    if let seeds {
      notes.append(
        options.showsSeeds
          ? "Large marks are means over \(seeds), small ones single seeds." : "Marks are means over \(seeds).")
    }
    if plot.points.contains(where: { $0.yInterval != nil }) { notes.append(options.interval.sentence) }
    return (notes + [Words.omitted(plot.omitted)]).compactMap { $0 }
  }

  var data: Setting {
    [
      "plot": "scatter", "x": .string(options.x.name), "y": .string(options.y.name),
      "x-scale": .string(options.xScale.rawValue), "y-scale": .string(options.yScale.rawValue),
      "x-axis": .string(options.x.title), "y-axis": .string(options.y.title),
      "interval": .string(options.interval.rawValue), "connect": .boolean(options.connects),
      "table": table.setting,
    ]
  }

  var table: DataTable {
    var rows: [[Setting?]] = []
    for item in plot.series {
      for point in item.points {
        rows.append([
          .string(item.name), .string(point.label), .string("mean"), nil, .finite(point.x), .finite(point.y),
          .finite(point.yInterval?.lowerBound), .finite(point.yInterval?.upperBound),
        ])
        for seed in point.seeds {
          rows.append([
            .string(item.name), .string(point.label), .string("seed"), .finite(seed.seed), .finite(seed.x),
            .finite(seed.y), nil, nil,
          ])
        }
      }
    }
    return DataTable(columns: ["group", "configuration", "kind", "seed", "x", "y", "low", "high"], rows: rows)
  }
}
