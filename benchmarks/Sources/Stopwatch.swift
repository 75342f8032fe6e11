/// Seconds since it was made, never going back.
struct Stopwatch: Sendable {
  private let start = ContinuousClock.now

  var seconds: Double {
    let duration = (ContinuousClock.now - start).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }
}
