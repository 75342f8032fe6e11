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
    do {
      let options = try LearningCurves.Options(input.plot)
      let series = recorded.map { result in
        CurveSeries(
          name: result.title,
          seeds: result.runs.compactMap { $0.record?.epochs.map { value(options.metric, of: $0) } })
      }
      let figure = try LearningCurves.figure(series, options, typesetter: input.typesetter)
      return FigureContent(
        drawing: figure.displayList, narrowDrawing: figure.narrow,
        note: Sentences.joined(figure.captionNote, lack(in: input.configurations)), data: figure.data)
    } catch let error as PlotError {
      throw FigureUnavailable(Sentences.sentence(error.description))
    } catch {
      throw FigureUnavailable("Its settings cannot be read: \(error).")
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

  /// What is not, or not wholly, in the figure: "ArcFace: 1 of 3 runs failed."
  private static func lack(in configurations: [ConfigurationResult]) -> String? {
    let lacks = configurations.compactMap { result in result.shortfall.map { "\(result.title): \($0)" } }
    return lacks.isEmpty ? nil : lacks.joined(separator: "; ") + "."
  }
}
