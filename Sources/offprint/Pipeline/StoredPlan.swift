import Experiment
import Notebook
import OffprintCore
import RunStore
import Training

/// What a report from stored runs alone is made of.
enum StoredPlan {
  /// The data that this machine has, as `run` would choose it; but where the store lacks runs on it and has all of them on
  /// another set of the notebook's list, that one.
  static func choose(
    _ loaded: LoadedNotebook, _ store: RunStore, _ access: DataAccess, workers: Int, remembered: RememberedRuns? = nil
  ) throws -> (DataResolution, PlanStatus) {
    let wanted = loaded.notebook.frontMatter.data
    let here = try access.foresee(wanted, mayDownload: false)
    let status = try PlanStatus(
      notebook: loaded.notebook, data: here.used, store: store, workers: workers, remembered: remembered)
    if status.missing.isEmpty { return (here, status) }
    for (index, setting) in wanted.enumerated() {
      let data = try DataResolver.identity(of: setting, workers: workers)
      let other = try PlanStatus(
        notebook: loaded.notebook, data: data, store: store, workers: workers, remembered: remembered)
      guard other.missing.isEmpty else { continue }
      let skipped = here.skipped.filter { skipped in
        wanted[..<index].contains { $0["name"] == .string(skipped.name) }
      }
      return (DataResolution(used: data, origin: "as stored", skipped: skipped), other)
    }
    return (here, status)
  }
}
