package import Experiment
package import Interop
package import OffprintCore

/// What can go wrong between a run and the disk, each with a sentence for people.
package enum RunStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The store cannot be read or written.
  case system(SystemError)
  /// No such run.
  case missing(RunID)
  /// The run is there and something in it is wrong; `file` says where.
  case damaged(name: String, file: String, reason: String)
  /// The run is there, and sound as far as can be told: its spec has settings that only a newer version of Offprint knows.
  case newer(RunID, version: String)
  /// An unfinished run's checkpoint is there and cannot be trusted.
  case damagedCheckpoint(RunID, reason: String)
  /// The run is stored with other weights than the ones now brought: the same spec gave other bits.
  case conflicting(RunID, stored: ContentHash?, new: ContentHash?)
  /// Bytes that are no archive of runs, or one with something in it that does not belong there.
  case badArchive(reason: String)
  /// A run of an archive that stays out.
  case notImported(RunID, reason: String)
  /// The record holds a number that JSON cannot.
  case unrepresentable(RunID, reason: String)

  package var description: String {
    switch self {
    case .system(let error):
      error.isDiskFull
        ? "the disk is full: \(error.description); free some space and run again, finished runs are kept"
        : "the run store cannot be used: \(error.description)"
    case .missing(let id): "run \(id.short) is not in the store"
    case .damaged(let name, let file, let reason):
      "the stored run \(name.prefix(12)) is damaged: \(file): \(reason); ‘offprint run’ sets it aside and trains it again"
    case .newer(let id, let version):
      "the stored run \(id.short) was written by a newer version of Offprint (\(version)) and has settings that this one does "
        + "not know; it is left alone"
    case .damagedCheckpoint(let id, let reason):
      "the checkpoint of the unfinished run \(id.short) cannot be used: \(reason)"
    case .conflicting(let id, let stored, let new):
      "run \(id.short) is stored with weights \(stored?.short ?? "none"), and training it again gave "
        + "\(new?.short ?? "none"); the same spec must give the same bits, so neither can be trusted"
    case .badArchive(let reason): "the archive cannot be imported: \(reason)"
    case .notImported(let id, let reason): "run \(id.short) of the archive was not imported: \(reason)"
    case .unrepresentable(let id, let reason): "run \(id.short) cannot be written: \(reason)"
    }
  }
}
