#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import CProcessor
import Synchronization

/// Wakes threads that wait for something that another one writes.
///
/// Changing what is waited for, and counting sleepers, are in one total order with looking at either: a thread sees the
/// change, or is seen to sleep.
@safe final class Bell: @unsafe @unchecked Sendable {
  private let sleepers = Atomic(0)
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  /// Looks, with a pause after each, before going to sleep: about a tenth of a millisecond, longer than any wait where every
  /// worker has a core, since falling asleep and being woken takes long, on a virtual machine longest. Where whoever is waited
  /// for has no core there is no wait to speak of for long: a `Pace` then gives it no work.
  private static let looks = 1 << 13

  init() {
    unsafe lock = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(lock)
    unsafe condition.deallocate()
    unsafe lock.deallocate()
  }

  /// Returns when `isDone`, which must read with sequential consistency what is written before a `ring`.
  @inline(__always) func wait(until isDone: () -> Bool) {
    for _ in 0..<Bell.looks {
      if isDone() { return }
      offprint_pause()
    }
    unsafe pthread_mutex_lock(lock)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while !isDone() { unsafe pthread_cond_wait(condition, lock) }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    unsafe pthread_mutex_unlock(lock)
  }

  func ring() {
    guard sleepers.load(ordering: .sequentiallyConsistent) > 0 else { return }
    unsafe pthread_mutex_lock(lock)
    unsafe pthread_cond_broadcast(condition)
    unsafe pthread_mutex_unlock(lock)
  }
}
