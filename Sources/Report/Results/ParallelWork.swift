import Dispatch
import Synchronization

/// Independent pieces of work on all cores. The results stand in the order of the pieces, so that nobody can tell how many
/// cores there were.
enum ParallelWork {
  /// Pieces of much work are begun first, so that none is left alone at the end. Throws the error of the first piece that has
  /// one.
  static func map<Piece: Sendable, Value: Sendable, Failure: Error>(
    _ pieces: [Piece], weight: (Piece) -> Int, _ body: @Sendable (Piece) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let results = Mutex([Result<Value, Failure>?](repeating: nil, count: pieces.count))
    let weights = pieces.map(weight)
    let order = pieces.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
    DispatchQueue.concurrentPerform(iterations: pieces.count) { place in
      let index = order[place]
      let result = Result { () throws(Failure) in try body(pieces[index]) }
      results.withLock { $0[index] = result }
    }
    return try results.withLock { $0 }.map { result throws(Failure) in
      guard let result else { preconditionFailure("every piece has been worked on") }
      return try result.get()
    }
  }
}
