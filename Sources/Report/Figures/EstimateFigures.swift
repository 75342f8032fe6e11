import Experiment
import Notebook
import OffprintCore
import Plotting

/// `intervals`: a row for each configuration.
package enum IntervalsFigure: FigureProvider {
  package static let plot = "intervals"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let metric = try input.metric()
      let baseline = baseline(input, metric)
      let options = try Intervals.Options(input.plot, metric: metric.quantity, baseline: baseline)
      let references = try references(input, metric)
      let estimates = input.configurations.enumerated().map { index, result in
        result.estimate(metric, spread: options.interval, reference: references.map { $0[index] } ?? nil)
      }
      let figure = try Intervals.figure(estimates, options, width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Shortfall.sentence(input.configurations))
    }
  }

  /// The mean of the cell under `baseline:`, of which there is no line while no seed has finished.
  private static func baseline(_ input: FigureInput, _ metric: RunQuantity) -> Intervals.Options.Baseline? {
    guard let cell = input.plot.optionalString("baseline"), let result = input.others(cell).first,
      let mean = SampleSummary(metric.values(of: result).map(\.value))?.mean
    else { return nil }
    return Intervals.Options.Baseline(value: mean, name: result.title)
  }

  /// One for each configuration, nil where the author wrote `none` or nothing is claimed.
  private static func references(_ input: FigureInput, _ metric: RunQuantity) throws -> [Double?]? {
    guard let reference = input.plot["reference"] else { return nil }
    if reference == "claims" {
      let claimed = input.claimed
      guard claimed.contains(where: { $0 != nil }) else {
        throw FigureUnavailable(
          "Its ‘reference’ is ‘claims’, and nothing is claimed of the \(metric.quantity.name) of its runs: give one of its "
            + "sweeps ‘claims:’, or write the values.")
      }
      return claimed
    }
    let list = try input.plot.list("reference")
    guard list.count == input.configurations.count else {
      throw FigureUnavailable(
        "‘reference’ has \(list.count) values, and its runs are \(input.configurations.count) configurations: write one "
          + "for each, or none.")
    }
    return list.map { if case .number(let value) = $0 { value } else { nil } }
  }
}

extension FigureInput {
  /// What is claimed of each configuration, where the figure's `reference:` asks for it; else empty.
  var claimed: [Double?] {
    guard plot["reference"] == "claims", let word = plot.optionalString("metric"),
      let metric = ResultReference.Metric(rawValue: word)
    else { return [] }
    return configurations.map { claims.value(of: $0, metric) }
  }
}

/// `bar`: a bar for each configuration.
package enum BarFigure: FigureProvider {
  package static let plot = "bar"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    try input.content {
      let metric = try input.metric()
      let options = try Bars.Options(input.plot, metric: metric.quantity)
      let estimates = input.configurations.map { $0.estimate(metric, spread: options.interval) }
      let figure = try Bars.figure(estimates, options, width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Shortfall.sentence(input.configurations))
    }
  }
}
