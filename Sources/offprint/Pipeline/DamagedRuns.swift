import Experiment
import RunStore

/// Stored runs that cannot be trusted.
enum DamagedRuns {
  /// Takes each of them out of the store, where people can look at it, and says so. One that cannot be moved is named and left to
  /// whoever trains it.
  static func setAside(_ damaged: [RunStoreError], in store: RunStore, _ console: Console) {
    for case .damaged(let name, let file, let reason) in damaged {
      guard let id = RunID(hexadecimal: name) else { continue }
      let what = "the stored run \(id.short) is damaged: \(file): \(reason)"
      do throws(RunStoreError) {
        // Another figure may have found the same run damaged in another file.
        guard store.contains(id) else { continue }
        console.warning("\(what); it is set aside in \(try store.setAside(id)) and trained again")
      } catch {
        console.warning("\(what); it is trained again")
      }
    }
  }
}
