internal import OffprintCore

/// Sampled functions, and the chart of them.
struct FunctionPlot {
  let x: Quantity
  let y: Quantity
  let xTicks: [Double]?
  let series: [FunctionCurves.Series]
  let omitted: Int

  init(_ given: [FunctionCurves.Series], x: Quantity, y: Quantity, xTicks: [Double]?) throws(PlotError) {
    self.x = x
    self.y = y
    self.xTicks = xTicks
    var omitted = 0
    series = given.compactMap { item in
      let kept = item.points.filter { AxisScale.linear.place($0.x) != nil && AxisScale.linear.place($0.y) != nil }
      omitted += item.points.count - kept.count
      return kept.isEmpty ? nil : FunctionCurves.Series(name: item.name, points: kept.sorted { $0.x < $1.x })
    }
    self.omitted = omitted
    guard !series.isEmpty else { throw PlotError("there is no function to draw: name `runs` or `margins`") }
  }

  func chart() -> Chart {
    let samples = series.flatMap(\.points)
    var axis = ChartAxis(title: x.title, range: ChartAxis.range(of: samples.map(\.x), padding: 0))
    axis.tickValues = xTicks
    let vertical = ChartAxis(title: y.title, range: ChartAxis.range(of: samples.map(\.y), padding: 0.03))
    return Chart(
      x: axis, y: vertical,
      series: series.enumerated().map { index, item in
        let points = item.points.map { ChartPoint($0.x, $0.y) }
        // A mark at the end alone tells lines apart where dashes do not.
        return ChartSeries(
          name: item.name, style: SeriesStyle(index),
          layers: [.line(points), .marks(points.suffix(1), size: 4.6)], labelPoint: points.last,
          hovers: hovers(item))
      })
  }

  /// Some twenty along each line.
  private func hovers(_ item: FunctionCurves.Series) -> [ChartHover] {
    let step = max(1, item.points.count / 20)
    return stride(from: 0, to: item.points.count, by: step).map { index in
      let point = item.points[index]
      let heading = "\(x.phrase.prefix(1).uppercased() + x.phrase.dropFirst()) \(x.text(point.x))"
      return ChartHover(
        point: ChartPoint(point.x, point.y), text: "\(item.name): \(y.text(point.y))", heading: heading)
    }
  }

  var title: String { "\(y.title) by \(x.title): " + series.map(\.name).joined(separator: ", ") }

  var summary: String {
    let opening = "\(y.title) by \(x.phrase) for \(series.count == 1 ? "one loss" : "\(series.count) losses")."
    let details = series.prefix(12).map { item -> String in
      guard let first = item.points.first, let last = item.points.last else { return "" }
      return
        "\(item.name) goes from \(y.text(first.y)) at \(x.text(first.x)) to \(y.text(last.y)) at \(x.text(last.x))."
    }
    let rest = series.count > 12 ? ["And \(series.count - 12) more."] : []
    return ([opening] + details + rest).joined(separator: " ")
  }

  var data: Setting {
    [
      "plot": "function-curves", "x": .string(x.name), "y": .string(y.name), "x-axis": .string(x.title),
      "y-axis": .string(y.title), "table": table.setting,
    ]
  }

  var table: DataTable {
    DataTable(
      columns: ["loss", x.name, y.name],
      rows: series.flatMap { item in item.points.map { [.string(item.name), .finite($0.x), .finite($0.y)] } })
  }
}
