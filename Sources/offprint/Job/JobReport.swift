import Experiment
import Interop
import Notebook
import OffprintCore
import Report
import RunStore

/// What `--ci` adds to a report: a test for each claim and run, annotations in the notebook, the summary for the job's page.
struct JobReport {
  let loaded: LoadedNotebook
  let status: PlanStatus
  let document: ReportDocument
  /// Whether a claim that is not reproduced is a failure.
  let requiresClaims: Bool

  /// The test results, for `junit.xml`.
  var tests: JUnitFile {
    JUnitFile(
      name: document.metadata.title,
      suites: [
        JUnitFile.Suite(name: "offprint.claims", tests: document.claims.map(test)),
        JUnitFile.Suite(name: "offprint.runs", tests: document.runs.map(test)),
      ])
  }

  /// Claims that are failures.
  var failedClaims: [ClaimResult] {
    requiresClaims ? document.claims.filter { $0.finding.verdict == .notReproduced } : []
  }

  // MARK: - Tests

  private func test(_ result: ClaimResult) -> JUnitFile.Test {
    let verdict = result.finding.verdict
    let words = JobReport.words(for: result)
    let outcome: JUnitFile.Outcome =
      switch verdict {
      case .reproduced: .passed
      case .notReproduced where requiresClaims: .failed(words, type: "claim")
      case .notReproduced, .underpowered, .notComparable: .skipped(words)
      }
    return JUnitFile.Test(name: "\(result.claim.name): \(verdict.rawValue)", outcome: outcome)
  }

  private func test(_ run: ReportedRun) -> JUnitFile.Test {
    let outcome: JUnitFile.Outcome =
      switch run.outcome {
      case .missing: .failed("it is not stored", type: "missing")
      case .recorded(let record):
        if case .failed(let failure) = record.status {
          .failed("epoch \(failure.epoch), step \(failure.step): \(failure.reason)", type: "failure")
        } else {
          .passed
        }
      }
    return JUnitFile.Test(name: run.name, outcome: outcome)
  }

  private static func words(for result: ClaimResult) -> String {
    let seeds = Quantities.count(result.seeds.count, "seed")
    let quote = result.claim.quote.map { ": “\($0)”" } ?? ""
    return "\(result.finding.verdict.rawValue) with \(seeds)\(quote)"
  }

  // MARK: - Annotations

  /// Of failed and missing runs, and of claims that did not come out, each where the notebook has its cell.
  var annotations: [Annotation] {
    var annotations: [Annotation] = []
    for run in status.failed {
      guard case .failed(let failure)? = run.record?.status else { continue }
      annotations.append(
        annotation(
          .error, cell(of: run.name), "Failed run",
          "\(run.name), seed \(run.spec.seed), failed in epoch \(failure.epoch), step \(failure.step): \(failure.reason)"
        ))
    }
    for (name, runs) in JobReport.grouped(status.missing) {
      let seeds = Quantities.list(runs.map { String($0.spec.seed) })
      annotations.append(
        annotation(
          .error, cell(of: name), "Missing runs", "\(name), \(runs.count == 1 ? "seed" : "seeds") \(seeds): not stored")
      )
    }
    for result in document.claims where result.finding.verdict != .reproduced {
      let isFailure = requiresClaims && result.finding.verdict == .notReproduced
      let cell = loaded.notebook.place(ofCell: result.claim.name) ?? loaded.notebook.place(ofCell: result.claim.family)
      annotations.append(
        annotation(
          isFailure ? .error : result.finding.verdict == .notReproduced ? .warning : .note, cell,
          "Claim \(result.claim.name)", JobReport.words(for: result)))
    }
    return annotations
  }

  private func annotation(
    _ severity: Diagnostic.Severity, _ range: SourceRange?, _ title: String, _ message: String
  ) -> Annotation {
    Annotation(severity: severity, file: loaded.path, range: range, title: title, message: message)
  }

  /// Where the cell of a configuration is.
  private func cell(of configuration: String) -> SourceRange? {
    loaded.notebook.plan.configurations.first { $0.name == configuration }
      .flatMap { loaded.notebook.place(ofCell: $0.cell) }
  }

  /// By configuration, in the plan's order.
  private static func grouped(_ runs: [PlanStatus.PlannedRun]) -> [(String, [PlanStatus.PlannedRun])] {
    var groups: [(String, [PlanStatus.PlannedRun])] = []
    for run in runs {
      if groups.last?.0 == run.name { groups[groups.count - 1].1.append(run) } else { groups.append((run.name, [run])) }
    }
    return groups
  }
}

/// The page of a job on GitHub.
enum JobSummary {
  /// GitHub drops what is longer.
  private static let limit = 1 << 20

  /// Adds Markdown to the file that `GITHUB_STEP_SUMMARY` names, if it names one.
  static func append(_ markdown: [UInt8], _ world: World) throws(SystemError) {
    guard let path = world[variable: "GITHUB_STEP_SUMMARY"] else { return }
    let there = (try? FileSystem.size(of: path)) ?? 0
    var bytes = markdown + [UInt8(ascii: "\n")]
    if there + bytes.count > limit {
      let note = Array("\n\nThe rest is in the report’s summary.md.\n".utf8)
      let room = max(0, limit - there - note.count)
      let cut = bytes.prefix(room)
      // Whole lines only, so that no table ends in the middle of a cell.
      bytes = Array(cut[..<(cut.lastIndex(of: UInt8(ascii: "\n")) ?? cut.startIndex)]) + note
    }
    try FileSystem.append(bytes, to: path)
  }
}
