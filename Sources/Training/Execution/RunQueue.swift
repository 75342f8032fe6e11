import Synchronization

/// Numbered pieces of work for several threads: each is taken in order, and may be given back to be tried again after all
/// others.
final class RunQueue<Result: Sendable>: Sendable {
  private struct State {
    var next = 0
    var postponed: [Piece] = []
    var results: [Result?]
  }

  struct Piece {
    let index: Int
    /// How often it was given back before.
    var attempts = 0
  }

  private let state: Mutex<State>

  init(count: Int) {
    state = Mutex(State(results: Array(repeating: nil, count: count)))
  }

  /// Nil where nothing is left that nobody works on.
  func take() -> Piece? {
    state.withLock { state in
      guard state.next < state.results.count else {
        return state.postponed.isEmpty ? nil : state.postponed.removeFirst()
      }
      defer { state.next += 1 }
      return Piece(index: state.next)
    }
  }

  func postpone(_ piece: Piece) {
    state.withLock { $0.postponed.append(Piece(index: piece.index, attempts: piece.attempts + 1)) }
  }

  func put(_ result: Result, at index: Int) {
    state.withLock { $0.results[index] = result }
  }

  /// Those there are, in the order of their numbers.
  var results: [Result] { state.withLock { $0.results.compactMap(\.self) } }
}
