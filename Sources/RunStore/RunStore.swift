package import Experiment
import Interop

/// Finished and failed runs, each in a directory named by its ID:
///
///     <root>/runs/<RunID>/run.json                the record: spec, data, epochs, confusion, digests, provenance
///     <root>/runs/<RunID>/weights.safetensors     named parameters          (not for a run that failed)
///     <root>/runs/<RunID>/embeddings.safetensors  the test set as it sees it (not for a run that failed)
///     <root>/runs/<RunID>/epoch-5.safetensors     the same after an earlier epoch, where a figure asked for it
///     <root>/unfinished/<RunID>/checkpoint        a run that is being trained, or was when its process ended
///     <root>/damaged/<RunID>/                     a run that could not be trusted any more, for people to look at
///     <root>/data/<digest>/test-images.safetensors  small pictures of a data set's test images
///     <root>/temporary/                           runs being written; a crash may leave something here
///
/// A run appears by one rename of a directory whose files are on the disk already, so readers never see half a run,
/// and a run that is there never changes, but that snapshots of earlier epochs may be added to it: files first, then the
/// record that names them, by a rename.
package struct RunStore: Sendable {
  /// The store's directory: `.offprint`.
  package let root: String

  /// Touches nothing; the directories are made by the first `put`.
  package init(root: String) {
    self.root = root
  }

  static let recordFile = "run.json"
  static let weightsFile = "weights.safetensors"
  static let embeddingsFile = "embeddings.safetensors"
  static let picturesFile = "test-images.safetensors"

  static func snapshotFile(_ epoch: Int) -> String { "epoch-\(epoch).safetensors" }

  var runsDirectory: String { root + "/runs" }
  var temporaryDirectory: String { root + "/temporary" }
  /// Apart from the runs, so that no reader can take an unfinished one for a run.
  package var unfinishedDirectory: String { root + "/unfinished" }

  /// Where a run lies, or would.
  package func directory(of id: RunID) -> String { runsDirectory + "/" + id.description }

  /// Where the checkpoint of an unfinished run lies, or would.
  package func unfinishedDirectory(of id: RunID) -> String { unfinishedDirectory + "/" + id.description }

  /// The record of a run, where there is one.
  package func recordPath(of id: RunID) -> String { directory(of: id) + "/" + RunStore.recordFile }

  /// The safetensors files of a run, for people and for other tools.
  package func weightsPath(of id: RunID) -> String { directory(of: id) + "/" + RunStore.weightsFile }
  package func embeddingsPath(of id: RunID) -> String { directory(of: id) + "/" + RunStore.embeddingsFile }

  /// Whether a run of this ID is there, sound or not.
  package func contains(_ id: RunID) -> Bool {
    FileSystem.kind(of: directory(of: id)) == .directory
  }
}
