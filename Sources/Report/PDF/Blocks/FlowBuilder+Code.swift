import Interop

/// Code as it is: in a face of fixed width, on a light ground, smaller where that makes the longest line fit.
extension FlowBuilder {
  private static let ground = Color(hex: 0xf5f5f3)

  mutating func code(_ text: String, _ size: PageStyle.TypeSize, _ name: String) {
    space(style.displaySpace, stretch: 2)
    onPanel(name, fill: Self.ground, padding: 5) { builder in
      builder.begin(name, .code)
      builder.add(builder.listing(text, size))
    }
    space(style.displaySpace, stretch: 2)
  }

  /// The lines of `text`, as wide as the column at most. Listings that follow each other are all of one size, `isOne` of them.
  func listing(_ text: String, _ size: PageStyle.TypeSize, isOne: Bool = false) -> [SetLine] {
    let sources = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { Self.expandingTabs(String($0)) }
    let unit = setter.width(RichText("0", codeFace(size)))
    let longest = sources.map { Double($0.count) * unit }.max() ?? 0
    // Down to four fifths for a line that nearly fits; past that, lines are wrapped.
    let scale = !isOne && longest > column.width && longest * 0.8 <= column.width ? column.width / longest - 0.002 : 1
    let fitted = PageStyle.TypeSize(size.size * scale, leading: size.leading * scale)
    return sources.flatMap { wrapped($0, fitted) }
  }

  private func codeFace(_ size: PageStyle.TypeSize) -> TextStyle {
    style.codeFace(size.size)
  }

  /// One line of source, continued with a deeper indent where it is too long.
  private func wrapped(_ source: String, _ size: PageStyle.TypeSize) -> [SetLine] {
    let indent = source.prefix { $0 == " " }
    let unit = setter.width(RichText("0", codeFace(size)))
    let hang = min(Double(indent.count + 2) * unit, column.width / 2)
    // Spaces at the start of a line would vanish; these do not.
    let solid = String(repeating: "\u{A0}", count: indent.count) + source.dropFirst(indent.count)
    let lines = setter.lines(
      RichText(solid, codeFace(size)), measure: column.width, leading: size.leading, alignment: .left)
    guard lines.count > 1, let first = lines.first else { return lines }
    let rest = String(solid.dropFirst(first.text.count).drop { $0 == " " })
    let continued = setter.lines(
      RichText(rest, codeFace(size)), measure: column.width - hang, leading: size.leading, alignment: .left)
    return [first]
      + continued.map { line in
        var line = line
        line.x += hang
        return line
      }
  }

  private static func expandingTabs(_ line: String) -> String {
    guard line.contains("\t") || line.contains("\0") else { return line }
    var result = ""
    for character in line {
      if character == "\t" {
        result += String(repeating: " ", count: 4 - result.count % 4)
      } else {
        result.append(character == "\0" ? " " : character)
      }
    }
    return result
  }
}
