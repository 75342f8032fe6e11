#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Waits until something happens in one of some directories: by inotify on Linux, elsewhere by looking again soon. It says
/// when to look, not what happened; a `FileSignature` tells that.
package final class FileWatcher: Sendable {
  private let events: Int32
  /// Wakes a waiting thread: reading end, writing end.
  private let pipe: (read: Int32, write: Int32)

  package init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard Self.makePipe(&ends) == 0 else { throw SystemError(operation: "watch", path: ".", code: errno) }
    pipe = (ends[0], ends[1])
    #if canImport(Glibc)
      events = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      guard events >= 0 else {
        let code = errno
        close(ends[0])
        close(ends[1])
        throw SystemError(operation: "watch", path: ".", code: code)
      }
    #else
      events = -1
    #endif
  }

  deinit {
    if events >= 0 { close(events) }
    close(pipe.read)
    close(pipe.write)
  }

  /// Watches a directory from now on; one that is watched already costs nothing, one that is missing is left out.
  package func watch(_ directory: String) {
    #if canImport(Glibc)
      // A file that is still being written has not changed yet: its end is awaited, and what takes a file's name away.
      let mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
      _ = unsafe inotify_add_watch(events, directory, UInt32(mask | IN_ONLYDIR))
    #endif
  }

  /// Returns when something happened, when `wake` was called, or after `milliseconds`, whichever comes first.
  package func wait(milliseconds: Int) {
    var descriptors = [pollfd(fd: pipe.read, events: Int16(POLLIN), revents: 0)]
    var limit = milliseconds
    if events >= 0 {
      descriptors.append(pollfd(fd: events, events: Int16(POLLIN), revents: 0))
    } else {
      limit = min(limit, 200)
    }
    let count = unsafe poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: limit))
    guard count > 0 else { return }
    for descriptor in descriptors where descriptor.revents != 0 { drain(descriptor.fd) }
  }

  /// Ends a `wait`, this one or the next. May be called on any thread.
  package func wake() {
    var byte: UInt8 = 0
    _ = unsafe write(pipe.write, &byte, 1)
  }

  private func drain(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while unsafe read(descriptor, &buffer, buffer.count) > 0 {}
  }

  private static func makePipe(_ ends: inout [Int32]) -> Int32 {
    guard Self.systemPipe(&ends) == 0 else { return -1 }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return 0
  }

  private static func systemPipe(_ ends: inout [Int32]) -> Int32 {
    #if canImport(Glibc)
      unsafe Glibc.pipe(&ends)
    #else
      unsafe Darwin.pipe(&ends)
    #endif
  }
}
