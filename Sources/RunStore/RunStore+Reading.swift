package import Experiment
import Foundation
import Interop
package import OffprintCore

extension RunStore {
  /// The record of a stored run, checked against its own name.
  package func record(for id: RunID) throws(RunStoreError) -> RunRecord {
    guard contains(id) else { throw .missing(id) }
    let bytes = try read(RunStore.recordFile, of: id, atMost: RunStore.maximumRecordSize)
    let record: RunRecord
    do {
      record = try ReadableJSON.decode(RunRecord.self, from: Data(bytes))
    } catch {
      throw newer(id, bytes) ?? damaged(id, RunStore.recordFile, RunStore.words(for: error))
    }
    let named = RunID(spec: record.spec, data: record.data.digest, engineVersion: record.engineVersion)
    guard record.id == id else {
      throw damaged(id, RunStore.recordFile, "it is the record of another run, \(record.id.short)")
    }
    guard named == id else {
      throw newer(id, bytes)
        ?? damaged(id, RunStore.recordFile, "its spec, data and engine version belong to another run, \(named.short)")
    }
    if let problem = RecordSeal.problem(with: bytes) { throw damaged(id, RunStore.recordFile, problem) }
    return record
  }

  /// The final weights. Throws for a run that failed: it has none.
  package func weights(for id: RunID) throws(RunStoreError) -> [NamedTensor] {
    let record = try record(for: id)
    return try tensors(RunStore.weightsFile, of: id, digest: record.weightsDigest).tensors
  }

  /// The test set as the finished network sees it. Throws for a run that failed: it has none.
  package func embeddings(for id: RunID) throws(RunStoreError) -> EmbeddingSet {
    let record = try record(for: id)
    let file = try tensors(RunStore.embeddingsFile, of: id, digest: record.embeddingsDigest)
    do {
      return try EmbeddingSet(tensorsOf: file)
    } catch {
      throw damaged(id, RunStore.embeddingsFile, error.reason)
    }
  }

  /// The test set as the network saw it after an earlier epoch; nil where the run has no snapshot of it.
  package func snapshot(of id: RunID, after epoch: Int) throws(RunStoreError) -> EmbeddingSet? {
    let record = try record(for: id)
    guard let snapshot = record.snapshots?.first(where: { $0.epoch == epoch }) else { return nil }
    let name = RunStore.snapshotFile(epoch)
    let file = try tensors(name, of: id, digest: snapshot.digest)
    do {
      return try EmbeddingSet(tensorsOf: file)
    } catch {
      throw damaged(id, name, error.reason)
    }
  }

  /// Every tensor file of a stored run against its digest, without looking at what is in it: much faster than `verify`, and as
  /// good for a file that was sound when it was written.
  package func check(_ record: RunRecord) throws(RunStoreError) {
    guard record.status.isFinished else { return }
    var files = [(RunStore.weightsFile, record.weightsDigest), (RunStore.embeddingsFile, record.embeddingsDigest)]
    files += (record.snapshots ?? []).map { (RunStore.snapshotFile($0.epoch), $0.digest) }
    for (file, digest) in files {
      let bytes = try read(file, of: record.id)
      guard ContentHash(of: bytes) != digest else { continue }
      // What is wrong in its form says more about what happened than two digests do.
      _ = try tensors(file, of: record.id, digest: digest)
    }
  }

  /// Every file of a run against its digest, and the record against the embeddings it was made with.
  package func verify(_ id: RunID) throws(RunStoreError) {
    let record = try record(for: id)
    guard record.status.isFinished else { return }
    _ = try tensors(RunStore.weightsFile, of: id, digest: record.weightsDigest)
    for snapshot in record.snapshots ?? [] { _ = try self.snapshot(of: id, after: snapshot.epoch) }
    let embeddings = try embeddings(for: id)
    guard record.confusion == embeddings.confusion else {
      throw damaged(id, RunStore.recordFile, "its confusion matrix is not the one that its embeddings give")
    }
  }

  /// The runs of a store, sorted by ID, and the directories among them that cannot be read as one.
  package struct Listing: Sendable {
    package var records: [RunRecord]
    /// Each a `.damaged`.
    package var damaged: [RunStoreError]
    /// Each a `.newer`.
    package var newer: [RunStoreError] = []
  }

  /// What is stored. A store that does not exist yet is empty.
  package func list() throws(RunStoreError) -> Listing {
    var listing = Listing(records: [], damaged: [])
    guard FileSystem.kind(of: runsDirectory) != .missing else { return listing }
    for name in try system({ () throws(SystemError) in try FileSystem.entries(of: runsDirectory) }) {
      guard let id = RunID(hexadecimal: name), id.description == name else {
        listing.damaged.append(.damaged(name: name, file: runsDirectory, reason: "‘\(name)’ is not the name of a run"))
        continue
      }
      do {
        listing.records.append(try record(for: id))
      } catch .missing {
        listing.damaged.append(damaged(id, runsDirectory, "it is not a directory"))
      } catch .newer(let id, let version) {
        listing.newer.append(.newer(id, version: version))
      } catch {
        listing.damaged.append(error)
      }
    }
    return listing
  }

  // MARK: - Records of other versions

  /// What every version writes of a run's identity.
  private struct WrittenIdentity: Decodable {
    struct Origin: Decodable {
      var offprintVersion: String
    }

    var spec: Setting
    var data: DataIdentity
    var engineVersion: Int
    var provenance: Origin
  }

  /// `.newer` for a record that is not damaged: its name is right for its spec, in which there is more than this version knows.
  private func newer(_ id: RunID, _ bytes: [UInt8]) -> RunStoreError? {
    guard let written = try? ReadableJSON.decode(WrittenIdentity.self, from: Data(bytes)) else { return nil }
    guard RunID(spec: written.spec, data: written.data.digest, engineVersion: written.engineVersion) == id else {
      return nil
    }
    if let known = try? RunSpec(setting: written.spec), known.setting == written.spec { return nil }
    return .newer(id, version: written.provenance.offprintVersion)
  }

  // MARK: - Parts

  /// A record of ten thousand epochs is a few megabytes.
  private static let maximumRecordSize = 256 << 20

  func read(_ file: String, of id: RunID, atMost limit: Int = .max) throws(RunStoreError) -> [UInt8] {
    do {
      return try FileSystem.read(directory(of: id) + "/" + file, atMost: limit)
    } catch {
      throw error.isMissing ? damaged(id, file, "it is missing") : .system(error)
    }
  }

  private func tensors(
    _ file: String, of id: RunID, digest: ContentHash?
  ) throws(RunStoreError) -> SafetensorsFile {
    guard let digest else { throw damaged(id, file, "the run failed and has none") }
    let bytes = try read(file, of: id)
    let found = ContentHash(of: bytes)
    guard found == digest else {
      // A file that cannot even be read says more about what happened than two digests do.
      do { _ = try SafetensorsFile(decoding: bytes) } catch { throw damaged(id, file, error.description) }
      throw damaged(id, file, "its SHA-256 is \(found.short)…, and the record says \(digest.short)…")
    }
    do {
      return try SafetensorsFile(decoding: bytes)
    } catch {
      throw damaged(id, file, error.description)
    }
  }

  func damaged(_ id: RunID, _ file: String, _ reason: String) -> RunStoreError {
    .damaged(name: id.description, file: file, reason: reason)
  }

  func system<Value>(_ body: () throws(SystemError) -> Value) throws(RunStoreError) -> Value {
    do { return try body() } catch { throw .system(error) }
  }

  /// Foundation's errors say where in the JSON, in words that differ between its versions; we keep the place only.
  private static func words(for error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it is not JSON" }
    switch error {
    case .keyNotFound(let key, let context): return "‘\(path(context.codingPath + [key]))’ is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "‘\(path(context.codingPath))’ is not of the right type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "‘\(path(context.codingPath))’ cannot be read"
    default: return "it is not JSON"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
