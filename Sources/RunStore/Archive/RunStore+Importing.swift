package import Experiment
package import Interop
import OffprintCore

extension RunStore {
  /// What became of the runs of an archive, each list sorted by ID.
  package struct Imported: Sendable {
    /// They were not here.
    package var added: [RunID] = []
    /// They were here and damaged, are set aside, and the archive's stand in their place.
    package var repaired: [RunID] = []
    /// They were here without snapshots that the archive has.
    package var completed: [RunID] = []
    /// They were here already.
    package var present: [RunID] = []
    /// They stay out, each with its reason; what the store has was not touched.
    package var refused: [RunStoreError] = []

    package var count: Int { added.count + repaired.count + completed.count + present.count + refused.count }
  }

  /// Takes in the runs of an archive that `export` wrote, or another program of a store's `runs/` and `data/`.
  ///
  /// Everything is unpacked beside the store and held to its digests first. An archive with anything that is no file of a run
  /// is refused whole, before any run of it is taken in. What is stored and sound is never replaced: a run of the same name with
  /// other weights stays out and is named.
  package func importRuns(from reader: FileReader) throws(RunStoreError) -> Imported {
    let (place, lock) = try system { () throws(SystemError) in
      try FileSystem.makeDirectories(temporaryDirectory)
      try removeStrayTemporaries()
      return try makeTemporaryDirectory("import")
    }
    defer {
      try? FileSystem.removeTree(place)
      withExtendedLifetime(lock) {}
    }
    let staged = RunStore(root: place)
    try staged.unpack(reader)
    var imported = Imported()
    for id in try staged.names() { try take(id, from: staged, &imported) }
    for data in try staged.data() {
      // Pictures that cannot be trusted are made again from the data when a report wants them.
      guard let pictures = try staged.testPictures(of: data), try testPictures(of: data) == nil else { continue }
      try put(pictures, of: data)
    }
    return imported
  }

  private func unpack(_ reader: FileReader) throws(RunStoreError) {
    var reading = ArchiveReading(reader)
    try reading.forEachFile { path throws(RunStoreError) in
      let (directory, file) =
        switch path {
        case .run(let id, let file): (self.directory(of: id), file)
        case .pictures(let data): (dataDirectory(of: data), RunStore.picturesFile)
        case .directory: preconditionFailure("a directory is no file")
        }
      return try system { () throws(SystemError) in
        try FileSystem.makeDirectories(directory)
        return try FileWriter(newPath: directory + "/" + file)
      }
    } end: { writer throws(RunStoreError) in
      try system { () throws(SystemError) in try writer.finish() }
    }
  }

  private func names() throws(RunStoreError) -> [RunID] {
    guard FileSystem.kind(of: runsDirectory) == .directory else { return [] }
    return try system { () throws(SystemError) in try FileSystem.entries(of: runsDirectory) }
      .compactMap(RunID.init(hexadecimal:))
  }

  // MARK: - One run

  private func take(_ id: RunID, from staged: RunStore, _ imported: inout Imported) throws(RunStoreError) {
    let record: RunRecord
    do throws(RunStoreError) {
      try staged.verify(id)
      record = try staged.record(for: id)
      try staged.requireNothingElse(record)
    } catch {
      if case .system = error { throw error }
      imported.refused.append(.notImported(id, reason: error.reasonAlone))
      return
    }
    guard contains(id) else {
      try move(id, from: staged) ? imported.added.append(id) : imported.present.append(id)
      return
    }
    if try damage(of: id) != nil {
      try setAside(id)
      try move(id, from: staged) ? imported.repaired.append(id) : imported.present.append(id)
      return
    }
    let stored: RunRecord
    do throws(RunStoreError) {
      stored = try self.record(for: id)
    } catch {
      imported.refused.append(.notImported(id, reason: error.reasonAlone))
      return
    }
    guard stored.weightsDigest == record.weightsDigest, stored.embeddingsDigest == record.embeddingsDigest else {
      let (here, there) = (stored.weightsDigest?.short ?? "none", record.weightsDigest?.short ?? "none")
      let reason =
        "it is stored with weights \(here), the archive’s are \(there), and the same settings must give the same bits"
      imported.refused.append(.notImported(id, reason: reason))
      return
    }
    try complete(stored, by: record, from: staged) ? imported.completed.append(id) : imported.present.append(id)
  }

  /// False where another process stored the run in this moment.
  private func move(_ id: RunID, from staged: RunStore) throws(RunStoreError) -> Bool {
    do throws(SystemError) {
      try FileSystem.makeDirectories(runsDirectory)
      try FileSystem.syncDirectory(staged.directory(of: id))
      try FileSystem.rename(staged.directory(of: id), to: directory(of: id))
      try FileSystem.syncDirectory(runsDirectory)
      return true
    } catch {
      guard error.isExisting, contains(id) else { throw .system(error) }
      return false
    }
  }

  /// Adds the snapshots that a stored run lacks; false where there are none, or where somebody is at work on the run.
  private func complete(
    _ stored: RunRecord, by record: RunRecord, from staged: RunStore
  ) throws(RunStoreError) -> Bool {
    let lacking = Set(stored.lacking(Set((record.snapshots ?? []).map(\.epoch))))
    guard !lacking.isEmpty, case .granted(let claimed) = try claim(stored.id, wanting: lacking) else { return false }
    var snapshots: [Int: EmbeddingSet] = [:]
    for epoch in lacking { snapshots[epoch] = try staged.snapshot(of: stored.id, after: epoch) }
    _ = try add(snapshots, to: stored)
    withExtendedLifetime(claimed) {}
    return true
  }

  /// A file that no digest covers must not come in with the others.
  private func requireNothingElse(_ record: RunRecord) throws(RunStoreError) {
    var known: Set<String> = [RunStore.recordFile]
    if record.status.isFinished {
      known.formUnion([RunStore.weightsFile, RunStore.embeddingsFile])
      known.formUnion((record.snapshots ?? []).map { RunStore.snapshotFile($0.epoch) })
    }
    let names = try system { () throws(SystemError) in try FileSystem.entries(of: directory(of: record.id)) }
    guard let extra = names.first(where: { !known.contains($0) }) else { return }
    throw damaged(record.id, extra, "the record does not name it")
  }
}

extension RunStoreError {
  /// What is wrong, without which run it is about.
  fileprivate var reasonAlone: String {
    if case .damaged(_, let file, let reason) = self { "\(file): \(reason)" } else { description }
  }
}
