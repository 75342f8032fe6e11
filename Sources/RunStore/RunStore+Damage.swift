package import Experiment
import Interop

/// Runs that cannot be trusted, put where no reader of runs looks but people can: `damaged/<RunID>`, with a number after it
/// where there is one already.
extension RunStore {
  var damagedDirectory: String { root + "/damaged" }

  /// Takes a run out of the store, gone at once for every reader, and gives the place that it went to. Nothing of it is lost
  /// until a collection removes it.
  @discardableResult
  package func setAside(_ id: RunID) throws(RunStoreError) -> String {
    guard contains(id) else { throw .missing(id) }
    return try system { () throws(SystemError) in
      try FileSystem.makeDirectories(damagedDirectory)
      var attempt = 1
      while true {
        let place = "\(damagedDirectory)/\(id)" + (attempt == 1 ? "" : "-\(attempt)")
        attempt += 1
        guard FileSystem.kind(of: place) == .missing else { continue }
        do throws(SystemError) {
          try FileSystem.rename(directory(of: id), to: place)
        } catch {
          // Another process may have taken the name in this moment.
          guard error.isExisting, attempt < 10_000 else { throw error }
          continue
        }
        try FileSystem.syncDirectory(damagedDirectory)
        return place
      }
    }
  }

  /// The names in `damaged/`, sorted.
  package func damagedRuns() throws(RunStoreError) -> [String] {
    guard FileSystem.kind(of: damagedDirectory) == .directory else { return [] }
    return try system { () throws(SystemError) in try FileSystem.entries(of: damagedDirectory) }
  }

  /// The first damaged file of a stored run; nil where the run is sound, missing, or of a newer version.
  package func damage(of id: RunID) throws(RunStoreError) -> RunStoreError? {
    do {
      try verify(id)
      return nil
    } catch {
      switch error {
      case .damaged: return error
      case .missing, .newer: return nil
      default: throw error
      }
    }
  }
}
