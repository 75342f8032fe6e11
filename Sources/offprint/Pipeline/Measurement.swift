import Synchronization
import Training

/// Times the steps of a training that is cancelled when enough is known.
final class Measurement: Sendable {
  private struct State {
    var first: (step: Int, seconds: Double)?
    var last: (step: Int, seconds: Double)?
  }

  let cancellation = Cancellation()
  private let clock: MonotonicClock
  private let start: Double
  private let limit: Double
  private let state = Mutex(State())

  /// `limit` in seconds.
  init(clock: MonotonicClock, limit: Double) {
    self.clock = clock
    self.limit = limit
    start = clock.seconds
  }

  func note(step: Int) {
    let now = clock.seconds
    state.withLock { state in
      if state.first == nil { state.first = (step, now) }
      state.last = (step, now)
    }
    if now - start >= limit { cancellation.cancel() }
  }

  /// Without the first steps, in which memory is touched for the first time; nil where there were too few.
  var secondsPerStep: Double? {
    state.withLock { state in
      guard let first = state.first, let last = state.last, last.step > first.step else { return nil }
      return (last.seconds - first.seconds) / Double(last.step - first.step)
    }
  }
}
