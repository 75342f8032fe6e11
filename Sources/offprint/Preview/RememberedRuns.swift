import Experiment
import Interop
import OffprintCore
import RunStore
import Synchronization
import Training

/// Runs that were read once, for a preview, which asks for the same thousand at each save. A record that was written anew is read
/// anew; a name is the digest of a text as long as a screen, and what it is made from decides it.
final class RememberedRuns: Sendable {
  private struct Identity: Hashable {
    let spec: RunSpec
    let data: ContentHash
  }

  private struct Entry {
    let signature: FileSignature
    let record: RunRecord
  }

  private struct State {
    var names: [Identity: RunID] = [:]
    var records: [RunID: Entry] = [:]
  }

  private let state = Mutex(State())

  func name(of spec: RunSpec, on data: DataIdentity) -> RunID {
    let identity = Identity(spec: spec, data: data.digest)
    if let name = state.withLock({ $0.names[identity] }) { return name }
    let name = Trainer.runID(spec: spec, data: data)
    state.withLock { $0.names[identity] = name }
    return name
  }

  /// As `RunStore.record(for:)`; only what could be read is remembered.
  func record(for id: RunID, in store: RunStore) throws(RunStoreError) -> RunRecord {
    // Taken before the file is read, so that what is written meanwhile is noticed the next time.
    let signature = FileSignature(of: store.recordPath(of: id))
    if let signature, let entry = state.withLock({ $0.records[id] }), entry.signature == signature {
      return entry.record
    }
    let record = try store.record(for: id)
    if let signature { state.withLock { $0.records[id] = Entry(signature: signature, record: record) } }
    return record
  }
}
