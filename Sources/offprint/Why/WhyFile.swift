import Experiment
import Foundation
import OffprintCore
import RunStore

/// The reasons for programs: `offprint why --format json`, which Documentation/Store.md describes.
struct WhyFile: Encodable {
  var format = "offprint-why"
  var version = 1
  var notebook: String
  var data: DataIdentity
  var runs: [Run]

  struct Run: Encodable {
    var cell: String
    var configuration: String
    var seed: Int
    var id: String
    /// `reused`, `completed`, `damaged` or `new`.
    var verdict: String
    /// What of `completed` and `damaged` runs there is to say.
    var reason: String?
    /// The ID of the nearest stored run.
    var nearest: String?
    var changes: [Change]
    /// The part that a checkpoint has.
    var checkpoint: Double?
  }

  struct Change: Encodable {
    var key: String
    var old: Setting?
    var new: Setting?
    /// In the notebook.
    var line: Int?
  }

  init(_ reasons: RunReasons, _ loaded: LoadedNotebook) {
    notebook = loaded.path
    data = reasons.data
    runs = reasons.reasons.map { reason in
      var run = Run(
        cell: reason.configuration.cell, configuration: reason.configuration.name, seed: reason.seed,
        id: reason.run.id.description, verdict: "reused", changes: [], checkpoint: reason.checkpoint)
      switch reason.verdict {
      case .reused: break
      case .completed:
        run.verdict = "completed"
        run.reason =
          "without the test features after epochs \(reason.run.lacking.map(String.init).joined(separator: ", "))"
      case .damaged(let error):
        run.verdict = "damaged"
        run.reason = error.description
      case .new(let neighbor, let isFormer):
        run.verdict = "new"
        if isFormer { run.reason = "it was another run in the last report" }
        run.nearest = neighbor?.record.id.description
        run.changes = (neighbor?.changes ?? []).map { change in
          Change(
            key: change.path, old: change.old, new: change.new,
            line: WhyText.place(of: change, reason.configuration, loaded)?.start.line)
        }
      }
      return run
    }
  }
}
