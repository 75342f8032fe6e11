internal import Dispatch

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Ctrl-C, and the polite `kill`, handed to the program instead of ending it.
package final class Interruptions {
  /// The signals that ask the process to end.
  package enum Kind: Hashable, Sendable, CaseIterable {
    /// Ctrl-C.
    case interrupt
    /// `kill`, or the machine shutting down.
    case termination

    /// The status with which a shell reports a process that the signal ended: 128 and its number.
    package var exitStatus: Int32 { 128 + number }

    var number: Int32 {
      switch self {
      case .interrupt: SIGINT
      case .termination: SIGTERM
      }
    }
  }

  private let sources: [any DispatchSourceSignal]

  /// Calls `handler` on a queue of its own for each signal from now on, as long as this value lives and beyond: the
  /// default action does not come back.
  package init(handler: @escaping @Sendable (Kind) -> Void) {
    let queue = DispatchQueue(label: "interruptions")
    sources = Kind.allCases.map { kind in
      _ = signal(kind.number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: kind.number, queue: queue)
      source.setEventHandler { handler(kind) }
      source.resume()
      return source
    }
  }

  /// Lets a write past the file size limit of a shell fail as a full disk does, instead of ending the process by a signal.
  package static func reportFileSizeLimit() {
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// Ends the process at once, without tidying up.
  package static func endProcess(status: Int32) -> Never {
    _exit(status)
  }
}
