#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One at a time for everything that makes, uses or gives up a font.
///
/// Cairo's documentation promises threads their own surfaces, but its FreeType fonts are shared between them behind the
/// scenes: the list of a file's faces is walked and changed without a lock (in 1.16 at least), and two threads that set text at
/// once can crash. Lines, fills and encoding, which take far longer than text, need no lock.
enum FontLock {
  private static let mutex = RecursiveMutex()

  static func lock() { mutex.lock() }

  static func unlock() { mutex.unlock() }

  /// Runs `body`, under the lock if `isNeeded`.
  static func held(if isNeeded: Bool, _ body: () -> Void) {
    guard isNeeded else { return body() }
    lock()
    defer { unlock() }
    body()
  }
}

/// A mutex that its holder may take again: what is freed while a font is in use may free a font itself.
@safe private final class RecursiveMutex: @unsafe @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    unsafe mutex = .allocate(capacity: 1)
    var attributes = pthread_mutexattr_t()
    unsafe pthread_mutexattr_init(&attributes)
    unsafe pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
    unsafe pthread_mutex_init(mutex, &attributes)
    unsafe pthread_mutexattr_destroy(&attributes)
  }

  func lock() { unsafe pthread_mutex_lock(mutex) }

  func unlock() { unsafe pthread_mutex_unlock(mutex) }
}
