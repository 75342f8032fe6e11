internal import Synchronization

extension Typesetter {
  /// Runs `body` with a typesetter that nobody else has meanwhile: one that has been given back, which knows its fonts
  /// already, or a new one. What it set before shows in nothing but the time that it takes.
  package static func borrowed<Value, Failure: Error>(
    language: String = "en", _ body: (Typesetter) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let taken = idle.withLock { $0[language]?.popLast() } ?? Idle(Typesetter(language: language))
    defer { idle.withLock { $0[language, default: []].append(taken) } }
    return try body(taken.typesetter)
  }

  /// By language; never more than have worked at the same time.
  private static let idle = Mutex<[String: [Idle]]>([:])

  /// A typesetter on its way from one thread to the next: only one has it.
  @safe
  private struct Idle: @unsafe @unchecked Sendable {
    let typesetter: Typesetter

    init(_ typesetter: Typesetter) {
      self.typesetter = typesetter
    }
  }
}
