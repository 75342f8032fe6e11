import Foundation
import Interop

/// What the process finds around it. Read once, here, and handed down as values: no other room looks.
struct World: Sendable {
  /// The words after the program's name.
  let arguments: [String]
  private let environment: [String: String]
  /// Cores that this process may use.
  let processorCount: Int
  let console: Console

  init() {
    let process = ProcessInfo.processInfo
    arguments = Array(process.arguments.dropFirst())
    environment = process.environment
    processorCount = max(1, process.activeProcessorCount)
    console = Console(environment: process.environment)
  }

  private init(_ world: World, console: Console) {
    arguments = world.arguments
    environment = world.environment
    processorCount = world.processorCount
    self.console = console
  }

  /// The same for a CI job: nothing is redrawn or colored, and GitHub is told where things are.
  func job(_ isJob: Bool) -> World {
    isJob ? World(self, console: Console(environment: environment, isJob: true)) : self
  }

  /// The value of an environment variable; nil also where it is empty.
  subscript(variable name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A number that nobody can foretell, for choices that must not be known before they are made. It is said to the user, so that
  /// the choice can be repeated.
  func unforeseen() -> UInt32 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }

  /// A clock that only ever goes forward, for durations.
  let clock = MonotonicClock()
}

/// Seconds since some moment, never going back.
struct MonotonicClock: Sendable {
  private let start = ContinuousClock.now

  /// Since this value was made.
  var seconds: Double {
    let duration = (ContinuousClock.now - start).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }
}
