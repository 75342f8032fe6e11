import Experiment
import OffprintCore
import Plotting

/// `embedding-sphere`: one panel for each configuration, of its first seed that finished.
package enum EmbeddingSphereFigure: FigureProvider {
  package static let plot = "embedding-sphere"

  package static func content(for input: FigureInput) throws(FigureUnavailable) -> FigureContent {
    var panels: [EmbeddingPanel] = []
    var shown = ShownSeeds()
    for result in input.configurations {
      guard let (run, embeddings) = firstRun(of: result, in: input) else {
        shown.lack(result.title)
        continue
      }
      panels.append(panel(of: embeddings, title: result.title))
      shown.show(result, run: run)
    }
    guard !panels.isEmpty else {
      throw FigureUnavailable("None of its runs has finished and kept its test features.")
    }
    return try input.content {
      let figure = try EmbeddingSphere.figure(
        panels, try EmbeddingSphere.Options(input.plot), width: input.width, typesetter: input.typesetter)
      var content = FigureContent(figure)
      content.note = Sentences.joined(shown.sentences, figure.captionNote)
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

  private static func panel(of embeddings: EmbeddingSet, title: String) -> EmbeddingPanel {
    EmbeddingPanel(
      title: title, features: embeddings.features, dimension: embeddings.dimension,
      labels: embeddings.labels.map(Int.init), predictions: embeddings.predictions.map(Int.init),
      classWeights: embeddings.classWeights, classNames: (0..<embeddings.classCount).map(String.init))
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
