package import Experiment
package import Interop
import OffprintCore

extension RunStore {
  /// What went into an archive.
  package struct Exported: Sendable {
    /// Sorted by ID.
    package var runs: [RunID] = []
    /// Runs that were asked for and cannot be trusted; they are left out.
    package var damaged: [RunStoreError] = []
  }

  /// Writes runs, with the pictures of their data, as one tar archive whose paths are those of a store: unpacked into an empty
  /// directory it is one. The same files give the same bytes: sorted by path, without owners and times. Every file is held to
  /// its digest before it is written, so what is damaged here does not travel.
  package func export(_ ids: some Sequence<RunID>, to writer: FileWriter) throws(RunStoreError) -> Exported {
    var exported = Exported()
    var sound: [(id: RunID, record: RunRecord)] = []
    for id in Set(ids).sorted() {
      do throws(RunStoreError) {
        try verify(id)
        sound.append((id, try record(for: id)))
      } catch {
        if case .system = error { throw error }
        exported.damaged.append(error)
      }
    }
    for data in Set(sound.map(\.record.data.digest)).sorted() {
      guard try testPictures(of: data) != nil else { continue }
      let bytes = try system { () throws(SystemError) in try FileSystem.read(picturesPath(of: data)) }
      try append("data/\(data.hexadecimal)/\(RunStore.picturesFile)", bytes, to: writer)
    }
    for (id, record) in sound {
      for (name, bytes) in try files(of: record) { try append("runs/\(id)/\(name)", bytes, to: writer) }
      exported.runs.append(id)
    }
    // Two blocks of zeros, filled up to the twenty blocks that tape drives read at once: what other programs write too.
    let end = 2 * TarHeader.size
    let filled = (writer.count + end + RunStore.tapeRecord - 1) / RunStore.tapeRecord * RunStore.tapeRecord
    try system { () throws(SystemError) in
      try writer.write([UInt8](repeating: 0, count: filled - writer.count))
    }
    return exported
  }

  private static let tapeRecord = 20 * TarHeader.size

  private func append(_ name: String, _ bytes: [UInt8], to writer: FileWriter) throws(RunStoreError) {
    let header = TarHeader(name: name, count: bytes.count)
    try system { () throws(SystemError) in
      try writer.write(header.encoded() + bytes + [UInt8](repeating: 0, count: header.padding))
    }
  }

  /// The files that a record names, and itself, sorted by name. A file that changed since it was looked at is damaged.
  private func files(of record: RunRecord) throws(RunStoreError) -> [(name: String, bytes: [UInt8])] {
    var digests: [(name: String, digest: ContentHash?)] = []
    if record.status.isFinished {
      digests += [(RunStore.weightsFile, record.weightsDigest), (RunStore.embeddingsFile, record.embeddingsDigest)]
      digests += (record.snapshots ?? []).map { (RunStore.snapshotFile($0.epoch), $0.digest) }
    }
    var files = [(name: RunStore.recordFile, bytes: try read(RunStore.recordFile, of: record.id))]
    for (name, digest) in digests {
      let bytes = try read(name, of: record.id)
      guard ContentHash(of: bytes) == digest else { throw damaged(record.id, name, "it changed while it was read") }
      files.append((name, bytes))
    }
    return files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
