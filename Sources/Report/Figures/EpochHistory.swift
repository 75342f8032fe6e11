import Experiment
import OffprintCore
import Plotting

/// The earlier epochs of an `embedding-sphere`: all that its `snapshots:` asks for, for all of its panels, or none.
struct EpochHistory {
  /// For each run, with those epochs before the drawn one.
  private(set) var measurements: [SphereMeasurement]
  /// What the caption says of it; nil where nothing was asked for.
  private(set) var sentence: String?

  init(_ input: FigureInput, runs: [(run: ReportedRun, measurement: SphereMeasurement)]) {
    measurements = runs.map(\.measurement.withoutHistory)
    let last = Set(runs.map(\.run.spec.epochs))
    // Where all runs end with the same epoch, that is the one which is drawn.
    let epochs = EpochHistory.epochs(input.plot["snapshots"]).filter { last != [$0] }
    guard !epochs.isEmpty else { return }
    let found = runs.map { _, measurement in
      epochs.compactMap { epoch in measurement.moments.first { $0.epoch == epoch } }
    }
    let words = (epochs.count == 1 ? "epoch " : "epochs ") + Sentences.list(epochs.map(String.init))
    if found.allSatisfy({ $0.count == epochs.count }) {
      for index in measurements.indices { measurements[index].moments = found[index] + measurements[index].moments }
      sentence = "Drawn after the last epoch; in the HTML report a slider leads to \(words), too."
    } else {
      sentence = "Drawn after the last epoch; the features after \(words) were not kept."
    }
  }

  static func epochs(_ setting: Setting?) -> [Int] {
    guard case .list(let elements)? = setting else { return [] }
    return elements.compactMap { if case .number(let number) = $0 { Int(exactly: number) } else { nil } }.sorted()
  }
}

extension SphereMeasurement {
  /// The drawn epoch alone.
  fileprivate var withoutHistory: SphereMeasurement {
    var measurement = self
    measurement.moments = moments.suffix(1)
    return measurement
  }
}
