import Synchronization

/// Where workers wait for each other: a count of those who came, and of how often all have.
///
/// The wait is short where every worker has a core, so it begins awake; where cores are taken by others it ends asleep.
final class Barrier: Sendable {
  private let arrived = Atomic(0)
  private let round = Atomic(0)
  private let bell = Bell()
  /// How often the first worker has handed something on, and the second has taken it.
  private let handed = Atomic(0)
  private let taken = Atomic(0)
  private let handBell = Bell()

  func wait(of count: Int) {
    let current = round.load(ordering: .relaxed)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count {
      arrived.store(0, ordering: .relaxed)
      round.store(current &+ 1, ordering: .sequentiallyConsistent)
      bell.ring()
    } else {
      bell.wait(until: { round.load(ordering: .sequentiallyConsistent) != current })
    }
  }

  func handOn() {
    handed.add(1, ordering: .sequentiallyConsistent)
    handBell.ring()
  }

  func takeOver() {
    let before = taken.load(ordering: .relaxed)
    handBell.wait(until: { handed.load(ordering: .sequentiallyConsistent) > before })
    taken.store(before &+ 1, ordering: .relaxed)
  }
}
