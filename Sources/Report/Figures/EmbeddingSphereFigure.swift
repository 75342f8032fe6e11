import Experiment
import OffprintCore
import Plotting

/// `embedding-sphere`: one panel for each configuration, of its first seed that finished.
package enum EmbeddingSphereFigure: FigureProvider {
  package static let plot = "embedding-sphere"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    var found: [(result: ConfigurationResult, run: ReportedRun, embeddings: EmbeddingSet)] = []
    var shown = ShownSeeds()
    for result in input.configurations {
      guard let (run, embeddings) = firstRun(of: result, in: input) else {
        shown.lack(result.title)
        continue
      }
      found.append((result, run, embeddings))
      shown.show(result, run: run)
    }
    guard !found.isEmpty else {
      throw FigureUnavailable("None of its runs has finished and kept its test features.")
    }
    let history = EpochHistory(input, runs: found.map { ($0.run, $0.embeddings) })
    let panels = found.enumerated().map { index, item in
      panel(
        of: item.embeddings, title: item.result.title, epoch: item.run.spec.epochs, earlier: history.moments[index])
    }
    return try input.content {
      let figure = try EmbeddingSphere.figure(
        panels, try EmbeddingSphere.Options(input.plot), width: input.width, typesetter: input.typesetter)
      var content = FigureContent(figure)
      content.note = Sentences.joined(shown.sentences, history.sentence, figure.captionNote)
      return content
    }
  }

  private static func firstRun(
    of result: ConfigurationResult, in input: FigureInput
  ) -> (run: ReportedRun, embeddings: EmbeddingSet)? {
    for run in result.runs {
      guard let record = run.record, record.status.isFinished, let embeddings = input.embeddings(record.id) else {
        continue
      }
      return (run, embeddings)
    }
    return nil
  }

  private static func panel(
    of embeddings: EmbeddingSet, title: String, epoch: Int, earlier: [EmbeddingMoment]
  ) -> EmbeddingPanel {
    EmbeddingPanel(
      title: title, features: embeddings.features, dimension: embeddings.dimension,
      labels: embeddings.labels.map(Int.init), predictions: embeddings.predictions.map(Int.init),
      classWeights: embeddings.classWeights, classNames: (0..<embeddings.classCount).map(String.init), epoch: epoch,
      earlier: earlier)
  }
}

/// Which seed of each configuration a figure shows, in words.
private struct ShownSeeds {
  private var seeds: [(title: String, seed: Int, isFirst: Bool)] = []
  private var lacking: [String] = []

  mutating func show(_ result: ConfigurationResult, run: ReportedRun) {
    seeds.append((result.title, run.spec.seed, run.spec.seed == result.runs.first?.spec.seed))
  }

  mutating func lack(_ title: String) {
    lacking.append(title)
  }

  /// "Seed 1 of each run." and, in full, what differs.
  var sentences: String {
    var sentences: [String] = []
    let distinct = Set(seeds.map(\.seed))
    if distinct.count == 1, let seed = distinct.first {
      sentences.append(seeds.count == 1 ? "Seed \(seed)." : "Seed \(seed) of each.")
    } else {
      sentences.append(seeds.map { "\($0.title): seed \($0.seed)" }.joined(separator: "; ") + ".")
    }
    for entry in seeds where !entry.isFirst {
      sentences.append("The first seed of \(entry.title) did not finish.")
    }
    if !lacking.isEmpty {
      sentences.append("Not shown, for lack of a finished run: \(lacking.joined(separator: "; ")).")
    }
    return sentences.joined(separator: " ")
  }
}
