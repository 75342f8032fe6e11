internal import OffprintCore

/// What can be said of a histogram without looking.
struct HistogramWords {
  let plot: HistogramPlot

  private var quantity: Quantity { plot.options.quantity }

  var title: String { "\(quantity.title): " + plot.lines.map(\.name).joined(separator: ", ") }

  var summary: String {
    let kinds = plot.lines.count == 1 ? "" : " of \(plot.lines.count) configurations"
    let opening = "Histogram of \(quantity.phrase)\(kinds) over \(plot.options.noun)s."
    let details = plot.lines.prefix(8).map { line -> String in
      let median = quantity.text(line.values.quantile(0.5))
      guard line.values.total > 1 else { return "\(line.name): \(median)." }
      let (low, high) = (quantity.number(line.values.quantile(0.25)), quantity.text(line.values.quantile(0.75)))
      return "\(line.name): median \(median), half of them between \(low) and \(high)."
    }
    let rest = plot.lines.count > 8 ? ["And \(plot.lines.count - 8) more."] : []
    return ([opening] + details + rest).joined(separator: " ")
  }

  var captionNote: String? { Words.joined(notes) }

  /// Sentences.
  var notes: [String] {
    let width = plot.bins.edges[1] - plot.bins.edges[0]
    let counts = plot.lines.map(\.values.total)
    let noun = plot.options.noun
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let range =
      least == most ? Words.count(most, noun) : "\(NumberText.count(least)) to \(NumberText.count(most)) \(noun)s"
    let number = range + (counts.count > 1 ? " each" : "")
    let bins = "Bins are \(NumberText.significant(width, digits: 2))\(quantity.unit) wide; \(number)."
    return [bins, Words.omitted(plot.omitted)].compactMap { $0 }
  }

  var data: Setting {
    [
      "plot": "histogram", "of": .string(quantity.name), "axis": .string(quantity.title),
      "height": .string(plot.options.height.rawValue), "edges": .list(plot.bins.edges.map(Setting.number)),
      "totals": .list(
        plot.lines.map { ["run": .string($0.name), "count": .number(Double($0.values.total))] }),
      "table": table.setting,
    ]
  }

  /// A row for each bin of each series.
  var table: DataTable {
    let rows = plot.lines.flatMap { line in
      line.counts.indices.map { bin -> [Setting?] in
        [
          .string(line.name), .finite(plot.bins.edges[bin]), .finite(plot.bins.edges[bin + 1]),
          .finite(line.counts[bin]), .finite(line.heights[bin]),
        ]
      }
    }
    return DataTable(columns: ["run", "from", "to", "count", plot.options.height.rawValue], rows: rows)
  }
}
