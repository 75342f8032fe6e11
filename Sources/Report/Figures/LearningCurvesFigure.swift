import Experiment
import OffprintCore
import Plotting

/// `learning-curves`: a metric by epoch, a line for each configuration.
package enum LearningCurvesFigure: FigureProvider {
  package static let plot = "learning-curves"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    let recorded = input.configurations.filter { result in
      result.runs.contains { $0.record.map { !$0.epochs.isEmpty } ?? false }
    }
    guard !recorded.isEmpty else { throw FigureUnavailable("None of its runs has completed an epoch.") }
    return try input.content {
      let options = try LearningCurves.Options(input.plot)
      let figure = try LearningCurves.figure(
        series(recorded, options.metric), options, width: input.width, typesetter: input.typesetter)
      return FigureContent(figure, note: Shortfall.sentence(input.configurations))
    }
  }

  /// One for each configuration that has completed an epoch under some seed.
  static func series(
    _ configurations: [ConfigurationResult], _ metric: CurveMetric, name: (ConfigurationResult) -> String = \.title
  ) -> [CurveSeries] {
    configurations.compactMap { result in
      let seeds = result.runs.compactMap { $0.record?.epochs.map { value(metric, of: $0) } }.filter { !$0.isEmpty }
      return seeds.isEmpty ? nil : CurveSeries(name: name(result), seeds: seeds)
    }
  }

  private static func value(_ metric: CurveMetric, of epoch: EpochRecord) -> Double {
    switch metric {
    case .testAccuracy: epoch.testAccuracy
    case .trainAccuracy: epoch.trainAccuracy
    case .loss: epoch.trainLoss
    case .gradientNorm: epoch.gradientNorm
    case .learningRate: epoch.learningRate
    }
  }
}
