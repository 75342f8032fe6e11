import Experiment
import Interop
import OffprintCore

/// Adding to a stored run. The record that names the new files comes last, by a rename, so whoever reads meanwhile sees the run
/// as it was or as it is, and a crash in between leaves files that no record names.
extension RunStore {
  /// The files of snapshots as they are stored, by epoch.
  static func files(
    of snapshots: [Int: EmbeddingSet]
  ) -> [(record: SnapshotRecord, file: (name: String, bytes: [UInt8]))] {
    snapshots.sorted { $0.key < $1.key }.map { epoch, embeddings in
      let bytes = SafetensorsFile(tensors: embeddings.tensors).encoded()
      return (SnapshotRecord(epoch: epoch, digest: ContentHash(of: bytes)), (snapshotFile(epoch), bytes))
    }
  }

  /// Gives the new record back. The caller holds the run, so that nobody else adds to it meanwhile.
  func add(_ snapshots: [Int: EmbeddingSet], to stored: RunRecord) throws(RunStoreError) -> RunRecord {
    var record = stored
    let added = RunStore.files(of: snapshots)
    record.snapshots = ((record.snapshots ?? []) + added.map(\.record)).sorted { $0.epoch < $1.epoch }
    let text = try encode(record)
    let directory = directory(of: record.id)
    try system { () throws(SystemError) in
      for (_, file) in added { try replace(directory + "/" + file.name, with: file.bytes) }
      try FileSystem.syncDirectory(directory)
      try replace(directory + "/" + RunStore.recordFile, with: text)
      try FileSystem.syncDirectory(directory)
    }
    return record
  }

  /// In one step for whoever looks.
  func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    let new = path + ".new"
    // A process that was killed may have left one.
    do throws(SystemError) { try FileSystem.removeFile(new) } catch { guard error.isMissing else { throw error } }
    do throws(SystemError) {
      try FileSystem.writeNew(bytes, to: new)
      try FileSystem.rename(new, to: path)
    } catch {
      try? FileSystem.removeFile(new)
      throw error
    }
  }
}

/// A snapshot of an unfinished run: a safetensors file whose metadata has the SHA-256 of the same file without it, so that one
/// that was cut short is never taken for whole.
enum KeptSnapshotFile {
  private static let digestKey = "sha256"

  static func encode(_ embeddings: EmbeddingSet) -> [UInt8] {
    var file = SafetensorsFile(tensors: embeddings.tensors)
    file.metadata[digestKey] = ContentHash(of: file.encoded()).hexadecimal
    return file.encoded()
  }

  /// Nil for a file that cannot be trusted.
  static func decode(_ bytes: [UInt8]) -> EmbeddingSet? {
    guard var file = try? SafetensorsFile(decoding: bytes) else { return nil }
    let digest = file.metadata.removeValue(forKey: digestKey)
    guard ContentHash(of: file.encoded()).hexadecimal == digest else { return nil }
    return try? EmbeddingSet(tensorsOf: file)
  }
}
