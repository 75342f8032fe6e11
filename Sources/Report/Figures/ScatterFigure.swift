import Experiment
import OffprintCore
import Plotting

/// `scatter`: a metric or setting of each configuration against another.
package enum ScatterFigure: FigureProvider {
  package static let plot = "scatter"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let options = try options(input.plot, for: input.configurations)
      let by = input.plot.optionalString("by").map { RunQuantity($0, for: input.configurations) }
      let series = try series(input.configurations, plot: input.plot, interval: options.interval, by: by)
      let figure = try Scatter.figure(series, options, width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Shortfall.sentence(input.configurations))
    }
  }

  static func options(_ plot: Setting, for configurations: [ConfigurationResult]) throws -> Scatter.Options {
    let x = RunQuantity(try plot.string("x"), for: configurations)
    let y = RunQuantity(try plot.string("y"), for: configurations)
    return try Scatter.Options(plot, x: x.quantity, y: y.quantity, xIsSetting: x.isSetting)
  }

  /// - Parameter by: what tells the series apart; nil for the cells.
  static func series(
    _ configurations: [ConfigurationResult], plot: Setting, interval: Spread, by: RunQuantity?
  ) throws -> [ScatterSeries] {
    let x = RunQuantity(try plot.string("x"), for: configurations)
    let y = RunQuantity(try plot.string("y"), for: configurations)
    try requireNumbers(x, of: configurations)
    try requireNumbers(y, of: configurations)
    var series: [ScatterSeries] = []
    for result in configurations {
      guard let point = point(result, x, y, interval) else { continue }
      let name = by.map { $0.setting(of: result).map(SettingText.text) ?? "none" } ?? result.configuration.cellLabel
      if let index = series.firstIndex(where: { $0.name == name }) {
        series[index].points.append(point)
      } else {
        series.append(ScatterSeries(name: name, points: [point]))
      }
    }
    return series
  }

  private static func requireNumbers(_ quantity: RunQuantity, of configurations: [ConfigurationResult]) throws {
    guard quantity.isSetting else { return }
    for result in configurations {
      switch quantity.setting(of: result) {
      case .number?, nil: continue
      case let value?:
        throw FigureUnavailable(
          "‘\(quantity.quantity.name)’ of \(result.title) is \(SettingText.text(of: value)), which is no number: draw bars "
            + "or intervals instead.")
      }
    }
  }

  private static func point(
    _ result: ConfigurationResult, _ x: RunQuantity, _ y: RunQuantity, _ interval: Spread
  ) -> ScatterPoint? {
    let (xs, ys) = (x.values(of: result), y.values(of: result))
    let seeds = xs.compactMap { item in
      ys.first { $0.seed == item.seed }.map { ScatterPoint.SeedPoint(seed: item.seed, x: item.value, y: $0.value) }
    }
    guard let xMean = SampleSummary(seeds.map(\.x))?.mean, let yMean = SampleSummary(seeds.map(\.y))?.mean else {
      return nil
    }
    return ScatterPoint(
      label: result.title, x: xMean, y: yMean,
      yInterval: ConfigurationResult.interval(seeds.map(\.y), interval), seeds: seeds)
  }
}
