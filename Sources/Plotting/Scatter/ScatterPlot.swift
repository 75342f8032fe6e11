/// The points that have a place, and the chart of them.
struct ScatterPlot {
  let options: Scatter.Options
  let series: [ScatterSeries]
  let omitted: Int

  init(_ given: [ScatterSeries], _ options: Scatter.Options) throws(PlotError) {
    self.options = options
    var omitted = 0
    func holds(_ x: Double, _ y: Double) -> Bool {
      let holds = options.xScale.place(x) != nil && options.yScale.place(y) != nil
      if !holds { omitted += 1 }
      return holds
    }
    series = given.compactMap { item in
      let points = item.points.filter { holds($0.x, $0.y) }.map { point in
        var kept = point
        kept.seeds = point.seeds.filter { holds($0.x, $0.y) }
        if let interval = point.yInterval,
          options.yScale.place(interval.lowerBound) == nil || options.yScale.place(interval.upperBound) == nil
        {
          kept.yInterval = nil
        }
        return kept
      }
      return points.isEmpty ? nil : ScatterSeries(name: item.name, points: points)
    }
    self.omitted = omitted
    guard !series.isEmpty else {
      throw PlotError(
        "none of the runs of this figure has both a \(options.x.phrase) and a \(options.y.phrase) to draw")
    }
  }

  var points: [ScatterPoint] { series.flatMap(\.points) }

  func chart() -> Chart {
    let isSwept = options.connects
    let xs = points.flatMap { [$0.x] + (options.showsSeeds ? $0.seeds.map(\.x) : []) }
    var ys = points.flatMap { [$0.y] + (options.showsSeeds ? $0.seeds.map(\.y) : []) }
    if options.interval != .none { ys += points.compactMap(\.yInterval).flatMap { [$0.lowerBound, $0.upperBound] } }
    var x = ChartAxis(
      title: options.x.title, scale: options.xScale,
      range: ChartAxis.range(
        of: xs, scale: options.xScale, padding: isSwept ? 0.02 : 0.05, limits: options.x.limits),
      isWhole: options.x.isWhole)
    // The few values that a sweep visited are the ticks.
    let visited = Set(points.map(\.x))
    if isSwept, visited.count <= 10 { x.tickValues = visited.sorted() }
    let y = ChartAxis(
      title: options.y.title, scale: options.yScale,
      range: ChartAxis.range(of: ys, scale: options.yScale, padding: 0.07, limits: options.y.limits),
      isWhole: options.y.isWhole)
    let naming: Chart.Naming = options.connects ? .ends : .legend
    var chart = Chart(x: x, y: y, series: series.indices.map(series), naming: naming)
    chart.legendShowsLines = options.connects
    return chart
  }

  private func series(_ index: Int) -> ChartSeries {
    let item = series[index]
    let ordered = item.points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    let means = ordered.map { ChartPoint($0.x, $0.y) }
    var layers: [ChartLayer] = []
    if options.showsSeeds {
      let seeds = ordered.filter { $0.seeds.count > 1 }.flatMap { $0.seeds.map { ChartPoint($0.x, $0.y) } }
      if !seeds.isEmpty { layers.append(.marks(seeds, size: 2.8, isFaint: true)) }
    }
    if options.connects, means.count > 1 { layers.append(.line(means)) }
    if options.interval != .none {
      layers.append(
        .whiskers(
          ordered.compactMap { point in
            point.yInterval.map { ChartSpan(at: point.x, low: $0.lowerBound, high: $0.upperBound) }
          }))
    }
    layers.append(.marks(means, size: 5.4))
    // Within twelve points, so that it stays clear where on the axis they belong.
    let isDodged = options.connects && options.interval != .none && series.count > 1
    let step = min(4, 12 / Double(series.count))
    return ChartSeries(
      name: item.name, style: SeriesStyle(index), layers: layers, labelPoint: means.last,
      hovers: ordered.map { hover($0, name: item.name) },
      dodge: isDodged ? (Double(index) - Double(series.count - 1) / 2) * step : 0)
  }

  /// Where lines are joined, all that is at one place of the lower axis is told together.
  private func hover(_ point: ScatterPoint, name: String) -> ChartHover {
    let mean = point.seeds.count > 1 ? " (mean of \(point.seeds.count) seeds)" : ""
    let y = options.y.text(point.y) + mean
    let at = ChartPoint(point.x, point.y)
    if options.connects {
      return ChartHover(point: at, text: "\(name): \(y)", heading: "\(options.x.title): \(options.x.number(point.x))")
    }
    let x = "\(options.x.phrase) \(options.x.text(point.x))"
    return ChartHover(point: at, text: "\(point.label): \(x), \(options.y.phrase) \(y)")
  }
}
