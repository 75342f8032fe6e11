/// Sentences for captions.
enum Sentences {
  /// With a capital at its start and a full stop at its end.
  static func sentence(_ text: String) -> String {
    let capital = text.prefix(1).uppercased() + text.dropFirst()
    return capital.isEmpty || capital.hasSuffix(".") ? capital : capital + "."
  }

  /// With spaces between them; nil where there is nothing to say.
  static func joined(_ parts: String?...) -> String? {
    let present = parts.compactMap { $0 }.filter { !$0.isEmpty }
    return present.isEmpty ? nil : present.joined(separator: " ")
  }

  /// "1, 2 and 5".
  static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}
