import Dispatch
import Synchronization

/// Independent pieces of work on all cores. The results stand in the order of the pieces, so that nobody can tell how many
/// cores there were.
enum ParallelWork {
  /// Throws the error of the first piece that has one.
  static func map<Piece: Sendable, Value: Sendable, Failure: Error>(
    _ pieces: [Piece], _ body: @Sendable (Piece) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let results = Mutex([Result<Value, Failure>?](repeating: nil, count: pieces.count))
    DispatchQueue.concurrentPerform(iterations: pieces.count) { index in
      let result = Result { () throws(Failure) in try body(pieces[index]) }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { $0 }.map { result throws(Failure) in
      guard let result else { preconditionFailure("every piece has been worked on") }
      return try result.get()
    }
  }
}
