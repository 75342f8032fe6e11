import Interop

/// The files of a preview: waits until one of them has been written, replaced, made or taken away.
final class PreviewWatch {
  /// What is looked at, with what it looked like.
  typealias Look = [String: FileSignature?]

  private let watcher: FileWatcher
  private var paths: [String] = []
  private var last: Look = [:]

  /// Milliseconds after which everything is looked at again even if the system has told of nothing: not every file system
  /// tells, nor does it of directories that are made later.
  private static let interval = 1000
  /// Milliseconds without news after which a save is over; programs write files in several steps.
  private static let stillness = 8
  /// How often that is waited for, and how often for a file that is gone: a program may be about to put another there.
  private static let patience = 12

  init(_ watcher: FileWatcher) {
    self.watcher = watcher
  }

  /// From now on these are looked at. What those that were looked at before looked like then still counts, since the report
  /// may have been made from that: what has changed since is found by the next wait.
  func follow(_ paths: [String]) {
    self.paths = paths
    for path in paths {
      watcher.watch(PreviewWatch.parent(of: path))
      // A directory's own names matter too; the system refuses what is none.
      watcher.watch(path)
    }
    last = look().merging(last.filter { paths.contains($0.key) }) { _, old in old }
  }

  /// The paths that changed, or none where `isEnded` holds.
  func next(isEnded: () -> Bool) -> [String] {
    while !isEnded() {
      let now = look()
      guard now == last else {
        let settled = settle(now)
        let changed = paths.filter { settled[$0] != last[$0] }
        last = settled
        if changed.isEmpty { continue }
        return changed
      }
      watcher.wait(milliseconds: PreviewWatch.interval)
    }
    return []
  }

  private func settle(_ first: Look) -> Look {
    var now = first
    for _ in 0..<PreviewWatch.patience {
      watcher.wait(milliseconds: PreviewWatch.stillness)
      let next = look()
      let isLacking = next.contains { $0.value == nil && last[$0.key] != .some(nil) }
      if next == now, !isLacking { return next }
      now = next
    }
    return now
  }

  private func look() -> Look {
    Dictionary(paths.map { ($0, FileSignature(of: $0)) }) { first, _ in first }
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
