import Experiment
package import Notebook

/// What a reader must know of runs that failed or are missing.
package enum RunNotices {
  package static func all(
    for results: ResultSet, command: String, profile: ProfileInUse? = nil
  ) -> [ReportNotice] {
    let runs = results.distinctRuns
    return [
      profile.map { notice(of: $0, runs: results.runs.count) }, failures(in: runs), missing(in: runs, command: command),
    ].compactMap { $0 }
  }

  private static func notice(of use: ProfileInUse, runs: Int) -> ReportNotice {
    let seeds = use.profile.seeds == 1 ? "one seed" : "\(use.profile.seeds) seeds"
    var text =
      "Each configuration has at most \(seeds) here; the whole notebook has up to \(Digits.grouped(use.fullSeeds)), "
      + "and \(Digits.grouped(use.fullRuns)) runs where this report has \(Digits.grouped(runs))."
    if let note = use.profile.note { text += " " + sentence(Typography.set(note)) }
    return ReportNotice(
      weight: .warning, title: "Made with the profile “\(use.profile.name)”", text: [.text(text)])
  }

  private static func failures(in runs: [ReportedRun]) -> ReportNotice? {
    let items = runs.compactMap { run -> [ReportInline]? in
      guard case .failed(let failure)? = run.record?.status else { return nil }
      let place = "seed \(run.spec.seed): stopped in epoch \(failure.epoch) at step \(failure.step)."
      return [.strong([.text(run.label)]), .text(", \(place) \(sentence(failure.reason))")]
    }
    guard !items.isEmpty else { return nil }
    return ReportNotice(
      weight: .warning, title: "\(items.count) of \(counted(runs.count)) failed",
      text: [
        .text(
          "No number below includes \(items.count == 1 ? "it" : "them"): means are over the runs that finished, and a dash "
            + "stands where none did.")
      ],
      items: items)
  }

  /// A notice is to be read before the report, not instead of it; `results.json` and the list of runs have all.
  private static let longestList = 12

  private static func missing(in runs: [ReportedRun], command: String) -> ReportNotice? {
    let missing = runs.filter { $0.record == nil }
    guard !missing.isEmpty else { return nil }
    var seeds: [(label: String, seeds: [Int])] = []
    for run in missing {
      if let index = seeds.firstIndex(where: { $0.label == run.label }) {
        seeds[index].seeds.append(run.spec.seed)
      } else {
        seeds.append((run.label, [run.spec.seed]))
      }
    }
    var items = seeds.prefix(longestList).map { entry -> [ReportInline] in
      [.strong([.text(entry.label)]), .text(", \(SeedText.phrase(entry.seeds))")]
    }
    let rest = seeds.count - items.count
    if rest > 0 { items.append([.text("and \(rest) more \(rest == 1 ? "configuration" : "configurations").")]) }
    return ReportNotice(
      weight: .warning, title: "\(missing.count) of \(counted(runs.count)) not stored yet",
      text: [
        .text("This report was made without \(missing.count == 1 ? "it" : "them"). To train what is missing, type "),
        .code(command), .text("."),
      ],
      items: items)
  }

  private static func counted(_ count: Int) -> String {
    "\(Digits.grouped(count)) \(count == 1 ? "run" : "runs")"
  }

  private static func sentence(_ reason: String) -> String {
    let capital = reason.prefix(1).uppercased() + reason.dropFirst()
    return capital.hasSuffix(".") ? capital : capital + "."
  }
}
