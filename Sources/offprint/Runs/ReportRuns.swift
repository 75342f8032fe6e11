import Experiment
import Foundation
import Interop
import OffprintCore

/// The runs that a report is made from, by its results.json.
enum ReportRuns {
  private struct Results: Decodable {
    struct Run: Decodable {
      var id: String?
    }

    var format: String
    var runs: [Run]
  }

  private static let sizeLimit = 1 << 30

  /// `path` is a report's folder or its results.json. Throws where that cannot be read: what a report needs must not be guessed.
  static func runs(of path: String) throws(CommandFailure) -> Set<RunID> {
    let file = path.hasSuffix(".json") ? path : Paths.joined(path, "results.json")
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try FileSystem.read(file, atMost: sizeLimit)
    } catch {
      throw CommandFailure("‘\(path)’ is no report: \(error.description)", status: .usage)
    }
    guard let results = try? JSONDecoder().decode(Results.self, from: Data(bytes)), results.format == "offprint-results"
    else { throw CommandFailure("‘\(file)’ is not the results.json of a report", status: .usage) }
    return Set(results.runs.compactMap { $0.id.flatMap(RunID.init(hexadecimal:)) })
  }
}
