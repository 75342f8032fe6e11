import Experiment
import Notebook
import OffprintCore
import RunStore
import Training

/// Small pictures of the test images, which figures show to whoever points at one: kept in the store, so that the same store
/// gives the same report whether or not the data is there.
struct TestPictureKeeping {
  let store: RunStore

  /// Makes them where the store has none.
  func keep(of data: DataSet) throws {
    guard try store.testPictures(of: data.digest) == nil else { return }
    try store.put(data.testPictures, of: data.digest)
  }

  /// Whether the notebook has a figure that shows them and the store does not have them.
  func isWanted(by notebook: CheckedNotebook, of data: DataIdentity) throws -> Bool {
    guard notebook.cells.contains(where: { $0.setting["plot"]?["name"] == "embedding-sphere" }) else { return false }
    return try store.testPictures(of: data.digest) == nil
  }
}
