/// Values in common bins, and the chart of them.
struct HistogramPlot {
  struct Line {
    var name: String
    var values: CountedValues
    var counts: [Int]
    /// Of the bins, as the axis shows them.
    var heights: [Double]
  }

  let options: Histogram.Options
  let bins: Bins
  let lines: [Line]
  let omitted: Int

  /// - Parameter bins: common to several plots; nil for bins that fit these values.
  init(_ given: [Histogram.Series], _ options: Histogram.Options, bins shared: Bins? = nil) throws(PlotError) {
    self.options = options
    omitted = given.reduce(0) { $0 + $1.values.omitted }
    let kept = given.filter { !$0.values.isEmpty }
    guard !kept.isEmpty else {
      throw PlotError("none of the runs of this figure has a value of \(options.quantity.phrase) to count")
    }
    let bins = shared ?? Bins(for: kept.map(\.values), wanted: options.bins, narrowest: options.narrowestBin)
    self.bins = bins
    lines = kept.map { item in
      let counts = bins.counts(item.values)
      let total = Double(item.values.total)
      let heights = counts.indices.map { bin in
        switch options.height {
        case .count: Double(counts[bin])
        case .share: Double(counts[bin]) / total * 100
        case .density: Double(counts[bin]) / total / (bins.edges[bin + 1] - bins.edges[bin])
        }
      }
      return Line(name: item.name, values: item.values, counts: counts, heights: heights)
    }
  }

  var heightTitle: String {
    switch options.height {
    case .count: "Number of \(options.noun)s"
    case .share: "Share of \(options.noun)s (%)"
    case .density: "Density"
    }
  }

  func chart() -> Chart {
    let heights = lines.flatMap(\.heights)
    let isLog = options.scale != .linear
    let top = heights.max() ?? 1
    let least = heights.filter { $0 > 0 }.min() ?? 1
    let range = isLog ? least * 0.6...max(top * 1.3, least * 2) : 0...max(top * 1.06, 1e-9)
    let x = ChartAxis(title: options.quantity.title, range: bins.edges[0]...bins.edges[bins.count])
    let y = ChartAxis(
      title: heightTitle, scale: isLog ? .log : .linear, range: range, isWhole: options.height == .count)
    return Chart(
      x: x, y: y, series: lines.indices.map { series($0, floor: range.lowerBound) },
      naming: lines.count > 1 ? .beside : .legend)
  }

  private func series(_ index: Int, floor: Double) -> ChartSeries {
    let line = lines[index]
    var outline: [ChartPoint] = [ChartPoint(bins.edges[0], floor)]
    for (bin, height) in line.heights.enumerated() {
      let shown = max(height, floor)
      outline.append(ChartPoint(bins.edges[bin], shown))
      outline.append(ChartPoint(bins.edges[bin + 1], shown))
    }
    outline.append(ChartPoint(bins.edges[bins.count], floor))
    let peak = line.heights.indices.max { line.heights[$0] < line.heights[$1] } ?? 0
    func middle(_ bin: Int) -> Double { (bins.edges[bin] + bins.edges[bin + 1]) / 2 }
    return ChartSeries(
      name: line.name, style: SeriesStyle(index), layers: [.area(outline), .line(trimmed(outline, floor))],
      labelPoint: ChartPoint(middle(peak), line.heights[peak]),
      hovers: line.heights.indices.filter { line.counts[$0] > 0 }.map { bin in
        let (low, high) = (options.quantity.text(bins.edges[bin]), options.quantity.text(bins.edges[bin + 1]))
        let share = NumberText.significant(Double(line.counts[bin]) / Double(line.values.total) * 100, digits: 3)
        let text =
          "\(line.name), \(low) to \(high): \(Words.count(line.counts[bin], options.noun)), \(share)\u{A0}%"
        return ChartHover(point: ChartPoint(middle(bin), line.heights[bin]), text: text)
      })
  }

  /// Without the empty bins at both ends, which would draw lines along the axis.
  private func trimmed(_ outline: [ChartPoint], _ floor: Double) -> [ChartPoint?] {
    guard let first = outline.firstIndex(where: { $0.y > floor }), let last = outline.lastIndex(where: { $0.y > floor })
    else { return [] }
    return outline[max(0, first - 1)...min(outline.count - 1, last + 1)].map { $0 }
  }
}
