import Dispatch
import Synchronization

/// The same work on many values at once, where no order can matter.
package enum Parallel {

  /// `body` of each value, in the order of the values. `workers` threads take them one by one.
  package static func map<Value: Sendable, Result: Sendable>(
    _ values: [Value], workers: Int, _ body: @escaping @Sendable (Value) -> Result
  ) -> [Result] {
    let queue = Queue<Result>(count: values.count)
    DispatchQueue.concurrentPerform(iterations: min(max(1, workers), max(1, values.count))) { _ in
      while let index = queue.take() { queue.put(body(values[index]), at: index) }
    }
    return queue.results
  }

  /// Two pieces of work side by side.
  package static func both<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
  ) -> (First, Second) {
    let results = Mutex<(first: First?, second: Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let value = first()
        results.withLock { $0.first = value }
      } else {
        let value = second()
        results.withLock { $0.second = value }
      }
    }
    guard case (let first?, let second?) = results.withLock({ ($0.first, $0.second) }) else {
      preconditionFailure("both pieces have been worked on")
    }
    return (first, second)
  }

  private final class Queue<Result: Sendable>: Sendable {
    private struct State {
      var next = 0
      var results: [Result?]
    }

    private let state: Mutex<State>

    init(count: Int) {
      state = Mutex(State(results: Array(repeating: nil, count: count)))
    }

    func take() -> Int? {
      state.withLock { state in
        guard state.next < state.results.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func put(_ result: Result, at index: Int) {
      state.withLock { $0.results[index] = result }
    }

    var results: [Result] { state.withLock { $0.results.compactMap(\.self) } }
  }
}
