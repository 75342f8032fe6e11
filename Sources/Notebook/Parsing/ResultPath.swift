/// What code looks like that stands for a result: `{arcface.accuracy}`, `{margins[loss.margin=0.5].accuracy}`.
enum ResultPath {
  /// The text between the braces; nil for code that does not look like this: it needs a dot, and has brackets at most after
  /// its first word, with a `=` or a dot behind them.
  static func path(in literal: String) -> String? {
    guard literal.hasPrefix("{"), literal.hasSuffix("}"), literal.utf8.count >= 3 else { return nil }
    let path = literal.dropFirst().dropLast()
    guard let first = path.utf8.first, isLetter(first) else { return nil }
    guard let open = path.firstIndex(of: "["), let close = path.lastIndex(of: "]"), open < close else {
      return path.utf8.allSatisfy(isPlain) && path.contains(".") ? String(path) : nil
    }
    let (word, inside, rest) = (path[..<open], path[path.index(after: open)..<close], path[path.index(after: close)...])
    let isPath =
      word.utf8.allSatisfy { isPlain($0) && $0 != UInt8(ascii: ".") } && rest.utf8.allSatisfy(isPlain)
      && !inside.contains { "[]{}".contains($0) }
    return isPath && (rest.hasPrefix(".") || inside.contains("=")) ? String(path) : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// A percent sign is no part of a reference, but written there easily, and then it is to be told.
  private static func isPlain(_ byte: UInt8) -> Bool {
    isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.%".utf8.contains(byte)
  }
}
