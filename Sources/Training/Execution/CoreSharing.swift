import Synchronization

/// How many threads each of several runs may have: with fewer runs than cores, as many as go round evenly. So the last run of
/// a sweep takes over the cores of those that ended before it.
final class CoreSharing: Sendable {
  private let cores: Int
  private let runs: Atomic<Int>
  /// A run has scratch for each thread that it may have, so this is not always all cores.
  let mostThreads: Int

  /// `runs` side by side at first, at least one.
  init(cores: Int, runs: Int) {
    self.cores = cores
    self.runs = Atomic(runs)
    mostThreads = max(cores / runs, min(cores, 8))
  }

  /// For each run, now.
  var threads: Int { max(1, cores / max(1, runs.load(ordering: .relaxed))) }

  /// One run fewer from now on.
  func leave() { runs.subtract(1, ordering: .relaxed) }
}
