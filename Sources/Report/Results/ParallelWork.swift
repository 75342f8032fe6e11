import Dispatch
import Foundation
import Synchronization

/// Independent pieces of work on all cores. The results stand in the order of the pieces, so that nobody can tell how many
/// cores there were.
enum ParallelWork {
  /// Pieces of much work are begun first, so that none is left alone at the end. Throws the error of the first piece that has
  /// one.
  static func map<Piece: Sendable, Value: Sendable, Failure: Error>(
    _ pieces: [Piece], weight: (Piece) -> Int, _ body: @escaping @Sendable (Piece) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let weights = pieces.map(weight)
    let order = pieces.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
    let work = Work<Value, Failure>(count: pieces.count) { index in
      Result { () throws(Failure) in try body(pieces[index]) }
    }
    // Only one thread at a time works with fonts; one more than there are cores does something else while others wait.
    let another = DispatchGroup()
    another.enter()
    let thread = Thread {
      while work.takeNext(in: order) {}
      another.leave()
    }
    // As much as the first thread has: text nests as deeply as its author likes.
    thread.stackSize = 8 << 20
    thread.start()
    DispatchQueue.concurrentPerform(iterations: pieces.count) { _ in _ = work.takeNext(in: order) }
    another.wait()
    return try work.results.map { result throws(Failure) in
      guard let result else { preconditionFailure("every piece has been worked on") }
      return try result.get()
    }
  }

  /// What the threads share.
  private final class Work<Value: Sendable, Failure: Error>: Sendable {
    private let begun = Atomic(0)
    private let made: Mutex<[Result<Value, Failure>?]>
    private let body: @Sendable (Int) -> Result<Value, Failure>

    init(count: Int, _ body: @escaping @Sendable (Int) -> Result<Value, Failure>) {
      made = Mutex(Array(repeating: nil, count: count))
      self.body = body
    }

    var results: [Result<Value, Failure>?] { made.withLock { $0 } }

    /// Works on the next piece; false where none is left.
    func takeNext(in order: [Int]) -> Bool {
      let place = begun.wrappingAdd(1, ordering: .relaxed).oldValue
      guard order.indices.contains(place) else { return false }
      let result = body(order[place])
      made.withLock { $0[order[place]] = result }
      return true
    }
  }
}
