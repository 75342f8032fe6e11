package import Experiment
package import OffprintCore

/// What it takes to make this report again. No clock, machine or timing: they do not decide a number.
package struct ReproducibilityBox: Hashable, Sendable {
  /// The notebook's file name, without its folder.
  package var notebook: String
  /// SHA-256 of the notebook's text.
  package var notebookDigest: ContentHash
  /// The data set's name and digest; nil where no run could be found on any.
  package var data: DataIdentity?
  /// Sorted, each once.
  package var seeds: [Int]
  package var offprintVersion: String
  /// The version of the order of sums: equal settings on equal data give equal bits while it is the same.
  package var engineVersion: Int
  /// What to type: `offprint run cosine-losses.md`.
  package var command: String
  /// Distinct runs that the notebook asks for.
  package var runCount: Int
  package var failedCount: Int
  package var missingCount: Int

  package init(
    notebook: String, notebookDigest: ContentHash, data: DataIdentity?, seeds: [Int], offprintVersion: String,
    engineVersion: Int, command: String, runCount: Int, failedCount: Int, missingCount: Int
  ) {
    self.notebook = notebook
    self.notebookDigest = notebookDigest
    self.data = data
    self.seeds = seeds
    self.offprintVersion = offprintVersion
    self.engineVersion = engineVersion
    self.command = command
    self.runCount = runCount
    self.failedCount = failedCount
    self.missingCount = missingCount
  }

  /// The box's lines as a term and what it is, in the order in which they are shown.
  package var entries: [(term: String, value: String, isCode: Bool)] {
    var entries: [(term: String, value: String, isCode: Bool)] = [("Command", command, true)]
    entries.append(("Notebook", "\(notebook), SHA-256 \(notebookDigest.short)…", false))
    if let data {
      let counts = "\(Digits.grouped(data.trainCount)) + \(Digits.grouped(data.testCount)) images"
      entries.append(("Data", "\(data.name), \(counts), SHA-256 \(data.digest.short)…", false))
    }
    entries.append(("Seeds", seeds.map(String.init).joined(separator: ", "), false))
    entries.append(("Runs", runsText, false))
    entries.append(("Versions", "Offprint \(offprintVersion), engine \(engineVersion)", false))
    return entries
  }

  private var runsText: String {
    var text = Digits.grouped(runCount)
    if failedCount > 0 { text += ", of which \(Digits.grouped(failedCount)) failed" }
    if missingCount > 0 { text += ", of which \(Digits.grouped(missingCount)) not stored yet" }
    return text
  }
}
