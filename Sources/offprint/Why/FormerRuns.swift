import Experiment
import Foundation
import Interop

/// Which run each configuration of a notebook was when its report was last written: what a change is best told against.
struct FormerRuns: Sendable {
  private struct Results: Decodable {
    struct Run: Decodable {
      var configuration: String
      var seed: Int
      var id: String?
    }

    var format: String
    var runs: [Run]
  }

  /// The report's folder.
  let folder: String
  private let runs: [String: [Int: RunID]]

  /// A folder without a report says nothing.
  init(folder: String) {
    self.folder = folder
    var runs: [String: [Int: RunID]] = [:]
    if let bytes = try? FileSystem.read(Paths.joined(folder, "results.json"), atMost: 1 << 30),
      let results = try? JSONDecoder().decode(Results.self, from: Data(bytes)), results.format == "offprint-results"
    {
      for run in results.runs {
        runs[run.configuration, default: [:]][run.seed] = run.id.flatMap(RunID.init(hexadecimal:))
      }
    }
    self.runs = runs
  }

  func run(of configuration: String, seed: Int) -> RunID? { runs[configuration]?[seed] }
}
