/// What may not get worse from one report to the next, as a notebook's `gate:` or an option of `offprint diff` says it.
package struct Gate: Hashable, Sendable {
  /// What it watches.
  package enum Kind: Hashable, Sendable {
    /// A metric by its name in notebooks, `accuracy`.
    case metric(String)
    /// Claims: one that was REPRODUCED and no longer is.
    case verdicts
    /// Runs: one that finished and now fails.
    case failedRuns
  }

  package var kind: Kind
  /// Names of cells, or of configurations of sweeps; empty for all cells.
  package var runs: [String]
  /// The largest loss that is let pass, in the metric's unit.
  package var margin: Double
  /// The loss beyond the margin that the seeds must be able to find with a probability of 80 %; nil where nothing is asked.
  package var detect: Double?

  package init(_ kind: Kind, runs: [String] = [], margin: Double = 0, detect: Double? = nil) {
    self.kind = kind
    self.runs = runs
    self.margin = margin
    self.detect = detect
  }

  /// Where nobody says otherwise: the accuracy of every cell, and no run that newly fails.
  package static let standard = [Gate(.metric("accuracy")), Gate(.failedRuns)]

  /// `accuracy`, `verdicts`, `failed-runs`.
  package var name: String {
    switch kind {
    case .metric(let name): name
    case .verdicts: "verdicts"
    case .failedRuns: "failed-runs"
    }
  }

  package static func kind(named name: String) -> Kind {
    switch name {
    case "verdicts": .verdicts
    case "failed-runs": .failedRuns
    default: .metric(name)
    }
  }
}
