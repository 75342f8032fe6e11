#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Another program, run to its end without a shell: no word of its command line is read as anything but a word.
package enum ChildProcess {
  /// What it said and how it ended.
  package struct Outcome: Hashable, Sendable {
    /// 128 and the signal's number where a signal ended it.
    package var status: Int32
    package var output: [UInt8]
    package var error: [UInt8]
  }

  package enum Failure: Error, Hashable, Sendable {
    /// There is no such program on the PATH.
    case notFound
    /// It said more than it was allowed to.
    case tooLong
    case system(SystemError)
  }

  /// Input that fits into a pipe on every system, so that writing it never waits for its reader.
  package static let inputLimit = 16_000

  /// Runs `program`, looked for on the PATH, in the working directory.
  ///
  /// - Parameters:
  ///   - environment: all of it; nothing is inherited.
  ///   - input: at most `inputLimit` bytes.
  ///   - limit: of the bytes of its output.
  package static func run(
    _ program: String, _ arguments: [String], environment: [String: String],
    input: [UInt8] = [], atMost limit: Int = 1 << 30
  ) throws(Failure) -> Outcome {
    precondition(input.count <= inputLimit, "the input fits into a pipe")
    let stdin = try Pipe()
    let stdout = try Pipe()
    let stderr = try Pipe()
    guard stdin.fill(input) else { throw refused("write to", program) }
    let child = try spawn(program, arguments, environment, stdin.reader, stdout.writer, stderr.writer)
    for pipe in [stdout, stderr] { pipe.closeWriter() }
    stdin.closeReader()
    var outcome = Outcome(status: 0, output: [], error: [])
    let isWhole = gather(stdout.reader, &outcome.output, stderr.reader, &outcome.error, limit: limit)
    if !isWhole { kill(child, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard isWhole else { throw .tooLong }
    let signal = status & 0x7f
    outcome.status = signal == 0 ? status >> 8 & 0xff : 128 + signal
    return outcome
  }

  private static func refused(_ operation: String, _ path: String) -> Failure {
    .system(SystemError(operation: operation, path: path, code: errno))
  }

  /// Reads both streams until they end; false where there is more than `limit`.
  private static func gather(
    _ first: Int32, _ output: inout [UInt8], _ second: Int32, _ error: inout [UInt8], limit: Int
  ) -> Bool {
    var ends = [
      pollfd(fd: first, events: Int16(POLLIN), revents: 0), pollfd(fd: second, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while ends.contains(where: { $0.fd >= 0 }) {
      if unsafe poll(&ends, nfds_t(ends.count), -1) < 0 {
        if errno == EINTR { continue }
        return false
      }
      for index in ends.indices where ends[index].fd >= 0 && ends[index].revents != 0 {
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(ends[index].fd, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        if count <= 0 {
          ends[index].fd = -1
        } else if index == 0 {
          output += buffer[..<count]
        } else if error.count < 1 << 16 {
          error += buffer[..<count]
        }
        if output.count > limit { return false }
      }
    }
    return true
  }

  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ stdin: Int32, _ stdout: Int32,
    _ stderr: Int32
  ) throws(Failure) -> pid_t {
    #if canImport(Glibc)
      var actions = unsafe posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t? = nil
    #endif
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { throw refused("start", program) }
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (place, file) in [stdin, stdout, stderr].enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, file, Int32(place))
    }
    let words = CStrings([program] + arguments)
    let variables = CStrings(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    var child = pid_t()
    let status = unsafe posix_spawnp(&child, program, &actions, nil, words.pointers, variables.pointers)
    guard status == 0 else {
      if status == ENOENT { throw .notFound }
      throw .system(SystemError(operation: "start", path: program, code: status))
    }
    return child
  }
}

/// Texts as C wants a list of them.
@safe private final class CStrings {
  private(set) var pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) {
    unsafe pointers = texts.map { unsafe strdup($0) } + [nil]
  }

  deinit {
    unsafe pointers.forEach { pointer in unsafe free(pointer) }
  }
}

/// Both ends are closed with the value, and in programs that are started.
private final class Pipe {
  private(set) var reader: Int32 = -1
  private(set) var writer: Int32 = -1

  init() throws(ChildProcess.Failure) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw .system(SystemError(operation: "make", path: "a pipe", code: errno))
    }
    reader = ends[0]
    writer = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  /// Writes all of it at once and closes the end.
  func fill(_ bytes: [UInt8]) -> Bool {
    defer { closeWriter() }
    guard !bytes.isEmpty else { return true }
    return unsafe bytes.withUnsafeBytes { unsafe write(writer, $0.baseAddress, $0.count) } == bytes.count
  }

  func closeReader() {
    if reader >= 0 { close(reader) }
    reader = -1
  }

  func closeWriter() {
    if writer >= 0 { close(writer) }
    writer = -1
  }

  deinit {
    closeReader()
    closeWriter()
  }
}
