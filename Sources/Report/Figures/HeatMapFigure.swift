import Experiment
import OffprintCore
import Plotting

/// `heat-map`: a metric over two settings.
package enum HeatMapFigure: FigureProvider {
  package static let plot = "heat-map"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let metric = try input.metric()
      let (x, y) = try axes(input)
      let entries = try input.configurations.map { result in
        let summary = SampleSummary(metric.values(of: result).map(\.value))
        guard let xValue = x.setting(of: result), let yValue = y.setting(of: result) else {
          throw FigureUnavailable(
            "\(result.title) has no \(x.setting(of: result) == nil ? x.quantity.name : y.quantity.name).")
        }
        return HeatMap.Entry(
          x: xValue, y: yValue, value: summary?.mean, seeds: summary?.count ?? 0,
          deviation: summary?.standardDeviation)
      }
      let options = HeatMap.Options(
        metric: metric.quantity, xName: x.quantity.name, yName: y.quantity.name,
        xTitle: input.plot.optionalString("x-label") ?? x.quantity.title,
        yTitle: input.plot.optionalString("y-label") ?? y.quantity.title,
        showsNumbers: try input.plot.boolean("numbers"))
      let figure = try HeatMap.figure(entries, options, width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Shortfall.sentence(input.configurations))
    }
  }

  /// Those that the author names, else the last two that vary.
  private static func axes(_ input: FigureInput) throws -> (x: RunQuantity, y: RunQuantity) {
    var varied: [String] = []
    for assignment in input.configurations.flatMap(\.configuration.assignments)
    where !varied.contains(assignment.path) {
      varied.append(assignment.path)
    }
    let named = [input.plot.optionalString("x"), input.plot.optionalString("y")]
    var free = varied.filter { !named.contains($0) }
    guard let x = named[0] ?? free.popLast(), let y = named[1] ?? free.popLast() else {
      throw FigureUnavailable(
        "Its runs vary \(varied.isEmpty ? "no setting" : varied.joined(separator: ", ")), and a heat map takes two: "
          + "draw a sweep over two settings, or name them as `x` and `y`.")
    }
    return (RunQuantity(x, for: input.configurations), RunQuantity(y, for: input.configurations))
  }
}
