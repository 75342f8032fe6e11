import Notebook
import OffprintCore

/// A number in the text as an author typed it, where it has enough digits to be a result.
struct TypedNumeral: Hashable {
  /// What stands behind a number and says what it is of.
  enum Measure: Hashable {
    case percent
    case degrees
    /// Points of a hundred.
    case points
    /// Epochs, seconds, radians: nothing that a run comes to.
    case other
  }

  /// As typed: `99.20`, `60,000`.
  var text: String
  var value: Double
  /// Digits after the point.
  var decimals: Int
  /// Digits from the first that is not 0.
  var significant: Int
  var measure: Measure?
  var range: SourceRange

  /// What its last digit is worth.
  var unit: Double { (0..<decimals).reduce(1) { unit, _ in unit / 10 } }

  /// All that is typed in `paragraphs`, in their order. Quotations, whose numbers are somebody else's, are left out, and so are
  /// links, formulas, code, citations, and numbers that a backslash says are meant as typed: `99\.11`.
  static func all(in paragraphs: [[Inline]], of source: SourceText) -> [TypedNumeral] {
    paragraphs.flatMap { inlines -> [TypedNumeral] in
      let texts = texts(in: inlines)
      let quotations = Quotations(texts, source)
      return texts.flatMap { NumeralScanner.numerals(in: $0, of: source) }.filter {
        !quotations.contain($0.range.start)
      }
    }
  }

  private static func texts(in inlines: [Inline]) -> [SourceRange] {
    inlines.flatMap { inline -> [SourceRange] in
      switch inline.content {
      case .text: [inline.range]
      case .emphasis(let inner), .strong(let inner): texts(in: inner)
      default: []
      }
    }
  }
}

/// Where a paragraph quotes: from an opening mark to the closing one that follows it. A mark without its other half quotes
/// nothing.
struct Quotations {
  private var ranges: [Range<SourcePosition>] = []

  /// The closing marks by the opening ones. Some languages close with what others open with.
  private static let closing: [Unicode.Scalar: [Unicode.Scalar]] = [
    "“": ["”"], "„": ["“", "”"], "«": ["»"], "»": ["«"], "‘": ["’"], "‚": ["‘", "’"], "\"": ["\""],
  ]

  /// `texts` are a paragraph's ranges of text, in its order.
  init(_ texts: [SourceRange], _ source: SourceText) {
    var open: (start: SourcePosition, closing: [Unicode.Scalar])?
    for range in texts {
      for (scalar, position) in source.scalars(in: range) {
        if let (start, marks) = open {
          guard marks.contains(scalar) else { continue }
          ranges.append(start..<position)
          open = nil
        } else if let marks = Quotations.closing[scalar] {
          open = (position, marks)
        }
      }
    }
  }

  func contain(_ position: SourcePosition) -> Bool { ranges.contains { $0.contains(position) } }
}

extension SourceText {
  /// The text in `range` with its places, line ends left out.
  func scalars(in range: SourceRange) -> [(scalar: Unicode.Scalar, position: SourcePosition)] {
    guard range.start.line <= range.end.line else { return [] }
    return (range.start.line...range.end.line).flatMap { number -> [(Unicode.Scalar, SourcePosition)] in
      guard let line = line(number) else { return [] }
      let first = number == range.start.line ? range.start.column : 1
      let end = number == range.end.line ? range.end.column : .max
      return zip(1..., line.unicodeScalars).compactMap { column, scalar in
        first <= column && column < end ? (scalar, SourcePosition(line: number, column: column)) : nil
      }
    }
  }
}
