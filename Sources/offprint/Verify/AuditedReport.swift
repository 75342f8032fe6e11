import Experiment
import Interop
import Notebook
import OffprintCore
import Report

/// A report that is audited: its evidence, and the runs that it says it is made from.
struct AuditedReport {
  /// The report's folder.
  let folder: String
  let replay: ReportReplay
  let loaded: LoadedNotebook
  /// The notebook's runs, with what the report has of each.
  let status: PlanStatus

  var evidence: Evidence { replay.evidence }

  /// `word` is a report's folder, or a file in it. Throws a failure of usage where there is no report, and a plain one where its
  /// evidence is damaged or another report's.
  init(_ word: String, console: Console) throws(CommandFailure) {
    folder = try AuditedReport.folder(word)
    replay = try ReportReplay(from: folder, console: console)
    (loaded, status, _) = try replay.parts()
  }

  /// Whether what `word` names, or the folder that it is in, says what the runs were.
  static func hasEvidence(_ word: String) -> Bool { (try? folder(word)) != nil }

  private static let files = ["index.html", "results.json", Evidence.fileName]

  private static func folder(_ word: String) throws(CommandFailure) -> String {
    let folder: String
    switch FileSystem.kind(of: word) {
    case .directory: folder = word
    case .file where files.contains(Paths.name(of: word)):
      folder = Paths.folder(of: word).isEmpty ? "." : Paths.folder(of: word)
    case .missing:
      throw CommandFailure("there is no report ‘\(word)’", help: help, status: .usage)
    default: throw CommandFailure("‘\(word)’ is no report", help: help, status: .usage)
    }
    guard FileSystem.kind(of: Paths.joined(folder, Evidence.fileName)) == .file else {
      throw CommandFailure(
        "‘\(folder)’ has no \(Evidence.fileName), which says what its runs were",
        help: "‘offprint render’ with the notebook writes it, from the store", status: .usage)
    }
    return folder
  }

  private static let help = "a report is a folder with an index.html, a results.json and an evidence.json.gz"

  /// Those of the notebook's runs that the report has, in the notebook's order.
  var runs: [PlanStatus.PlannedRun] { status.stored }

  // MARK: - Runs that do not belong there

  /// A run of the evidence that the evidence's own notebook does not ask for.
  struct StrayRun {
    let id: RunID
    /// The configuration and the seed that it would be, where a configuration of the notebook has it under another seed.
    let name: String?
  }

  /// In the order of the evidence.
  var strays: [StrayRun] {
    let known = Set(status.runs.map(\.id))
    let ids = evidence.runs.map(\.id).filter { !known.contains($0) }
    guard !ids.isEmpty else { return [] }
    let names = names(among: Set(ids))
    return ids.map { StrayRun(id: $0, name: names[$0]) }
  }

  /// More seeds than anyone has.
  private static let seeds = 1...200

  private func names(among ids: Set<RunID>) -> [RunID: String] {
    var names: [RunID: String] = [:]
    for configuration in loaded.notebook.plan.configurations {
      guard var spec = configuration.specs.first else { continue }
      for seed in AuditedReport.seeds {
        spec.seed = seed
        let id = RunID(spec: spec, data: status.data.digest, engineVersion: evidence.engineVersion)
        if ids.contains(id), names[id] == nil { names[id] = "\(configuration.name)/seed-\(seed)" }
      }
    }
    return names
  }
}

extension PlanStatus.PlannedRun {
  /// As results.json and the page call it: `arcface/seed-2`.
  var label: String { "\(name)/seed-\(spec.seed)" }
}
