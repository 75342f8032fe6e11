import Experiment
import OffprintCore
import Plotting

/// The earlier epochs of an `embedding-sphere`: all that its `snapshots:` asks for, for all of its panels, or none.
struct EpochHistory {
  /// For each run, by epoch.
  private(set) var moments: [[EmbeddingMoment]]
  /// What the caption says of it; nil where nothing was asked for.
  private(set) var sentence: String?

  init(_ input: FigureInput, runs: [(run: ReportedRun, embeddings: EmbeddingSet)]) {
    moments = runs.map { _ in [] }
    let last = Set(runs.map(\.run.spec.epochs))
    // Where all runs end with the same epoch, that is the one which is drawn.
    let epochs = EpochHistory.epochs(input.plot["snapshots"]).filter { last != [$0] }
    guard !epochs.isEmpty else { return }
    var found: [[EmbeddingMoment]] = []
    for (run, embeddings) in runs {
      let kept = epochs.compactMap { epoch -> EmbeddingMoment? in
        let set = epoch == run.spec.epochs ? embeddings : run.id.flatMap { input.snapshots($0, epoch) }
        guard let set, set.dimension == embeddings.dimension, set.labels == embeddings.labels else { return nil }
        return EmbeddingMoment(
          epoch: epoch, features: set.features, predictions: set.predictions.map(Int.init),
          classWeights: set.classWeights)
      }
      found.append(kept)
    }
    let words = (epochs.count == 1 ? "epoch " : "epochs ") + Sentences.list(epochs.map(String.init))
    if found.allSatisfy({ $0.count == epochs.count }) {
      moments = found
      sentence = "Drawn after the last epoch; in the HTML report a slider leads to \(words), too."
    } else {
      sentence = "Drawn after the last epoch; the features after \(words) were not kept."
    }
  }

  private static func epochs(_ setting: Setting?) -> [Int] {
    guard case .list(let elements)? = setting else { return [] }
    return elements.compactMap { if case .number(let number) = $0 { Int(exactly: number) } else { nil } }.sorted()
  }
}
