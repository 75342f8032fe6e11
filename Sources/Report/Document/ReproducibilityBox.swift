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
  /// What the notebook reads besides itself: .bib files and images.
  package struct File: Hashable, Sendable {
    /// As the notebook has it.
    package var name: String
    package var digest: ContentHash

    package init(name: String, digest: ContentHash) {
      self.name = name
      self.digest = digest
    }
  }

  package var files: [File]
  /// SHA-256 of the report's evidence; nil for a report without, such as a preview.
  package var evidence: ContentHash?
  /// Distinct runs that the notebook asks for.
  package var runCount: Int
  package var failedCount: Int
  package var missingCount: Int

  package init(
    notebook: String, notebookDigest: ContentHash, data: DataIdentity?, seeds: [Int], offprintVersion: String,
    engineVersion: Int, command: String, files: [File] = [], runCount: Int, failedCount: Int, missingCount: Int
  ) {
    self.notebook = notebook
    self.notebookDigest = notebookDigest
    self.data = data
    self.seeds = seeds
    self.offprintVersion = offprintVersion
    self.engineVersion = engineVersion
    self.command = command
    self.files = files
    self.runCount = runCount
    self.failedCount = failedCount
    self.missingCount = missingCount
  }

  /// One line of the box.
  package struct Entry: Hashable, Sendable {
    package var term: String
    package var value: String
    /// SHA-256 of what the line names, which stands on a line of its own where there is room for 64 digits.
    package var digest: ContentHash?
    package var isCode: Bool
  }

  /// The box's lines in the order in which they are shown.
  package var entries: [Entry] {
    var entries = [entry("Command", command, isCode: true), entry("Notebook", notebook, digest: notebookDigest)]
    for file in files { entries.append(entry("File", file.name, digest: file.digest)) }
    if let data {
      let counts = "\(Digits.grouped(data.trainCount)) + \(Digits.grouped(data.testCount)) images"
      entries.append(entry("Data", "\(data.name), \(counts)", digest: data.digest))
    }
    entries.append(entry("Seeds", SeedText.list(seeds)))
    entries.append(entry("Runs", runsText))
    entries.append(entry("Versions", "Offprint \(offprintVersion), engine \(engineVersion)"))
    if let evidence { entries.append(entry("Evidence", Evidence.fileName, digest: evidence)) }
    return entries
  }

  private func entry(_ term: String, _ value: String, digest: ContentHash? = nil, isCode: Bool = false) -> Entry {
    Entry(term: term, value: value, digest: digest, isCode: isCode)
  }

  /// `18: 16 finished, 2 failed`.
  var runsText: String {
    let finished = runCount - failedCount - missingCount
    guard finished < runCount else { return Digits.grouped(runCount) }
    var parts = ["\(Digits.grouped(finished)) finished"]
    if failedCount > 0 { parts.append("\(Digits.grouped(failedCount)) failed") }
    if missingCount > 0 { parts.append("\(Digits.grouped(missingCount)) not stored yet") }
    return "\(Digits.grouped(runCount)): \(parts.joined(separator: ", "))"
  }
}
