import Experiment
import Foundation
import Notebook
import OffprintCore
import Report
import Training

/// The report of a notebook that has changed since, from the runs and features that a report's folder holds.
extension ReportReplay {
  /// How the report's notebook was read: `--seeds` and `--profile`, where they were given.
  var options: (seeds: Int?, profile: String?) {
    ((try? evidence.options.integer("seeds")) ?? nil, (try? evidence.options.string("profile")) ?? nil)
  }

  /// Writes to `directory` the report of `loaded`, the notebook as it is now, from the runs and features that the folder holds.
  /// Throws where it asks for runs that are not there, unless `allowsMissing`, and where no `directory` was asked for and
  /// the folder itself would lose runs by it.
  func write(
    _ loaded: LoadedNotebook, _ manner: ReportManner, allowsMissing: Bool, workers: Int, to directory: String?,
    isQuiet: Bool
  ) throws -> ExitStatus {
    try checkData(loaded, workers: workers)
    let status = RemadeReport.status(of: loaded, evidence)
    let usual = ReportMaking.usualDirectory(loaded)
    if directory == nil { try checkLoss(status, in: usual) }
    if !status.missing.isEmpty {
      let failure = MissingRuns.failure(status, loaded: loaded, in: folder)
      guard allowsMissing else { throw failure }
      console.warning(failure.message)
    }
    let features = KeptFeatures(evidence.features)
    let context = ReportContext(
      loaded, data: evidence.data, skipped: evidence.skipped, status, features: features,
      testPictures: evidence.testPictures, engineVersion: evidence.engineVersion)
    let (document, diagnostics) = ReportBuilder.build(loaded.notebook, context: context)
    console.show(diagnostics, in: loaded.notebook.document.source)
    let evidence = Evidence(loaded, manner, context, status, features: features.evidence)
    try manner.publish(
      document, evidence: try EvidenceFile(evidence), of: .report(evidence, loaded.notebook), to: directory ?? usual,
      isQuiet ? nil : console)
    FailedRuns.warn(status, console)
    let isDrawn = !status.missing.isEmpty || !diagnostics.contains { $0.identifier == "figure-not-drawn" }
    return status.failed.isEmpty && isDrawn ? .success : .failure
  }

  /// Runs are on the data that the report says; a notebook that now asks for others alone must not get them.
  private func checkData(_ loaded: LoadedNotebook, workers: Int) throws {
    guard let data = evidence.data else { return }
    let listed = try loaded.notebook.frontMatter.data.filter { $0["name"] == .string(data.name) }.contains {
      try DataResolver.identity(of: $0, workers: workers).digest == data.digest
    }
    guard !listed else { return }
    throw CommandFailure(
      "the runs in ‘\(folder)’ are on \(data.name), SHA-256 \(data.digest.short)…, which \(loaded.path) does not ask for",
      help: "‘offprint run \(Paths.shellWord(loaded.path))’ trains them on the data that it asks for")
  }

  /// The folder may hold the only copy of its runs.
  private func checkLoss(_ status: PlanStatus, in directory: String) throws(CommandFailure) {
    let planned = Set(status.runs.map(\.id))
    let lost = evidence.runs.count { !planned.contains($0.id) }
    guard lost > 0, URL(filePath: directory).standardized.path() == URL(filePath: folder).standardized.path() else {
      return
    }
    throw CommandFailure(
      "\(Quantities.count(lost, "run")) of ‘\(folder)’ would be lost: the notebook no longer asks for "
        + "\(lost == 1 ? "it" : "them"), and the folder's evidence would be written anew",
      help: "‘--output’ writes the report to another folder, or to this one all the same")
  }
}
