package import Interop

/// Text with styles, links and formulas, not yet broken into lines. A line feed in it is a line that the author ended.
package struct RichText {
  package struct Span {
    package var text: String
    package var style: TextStyle
    package var link: Canvas.LinkTarget?
    /// What `text`, then the placeholder alone, stands for.
    package var object: InlineObject?
    /// Whether a line may end after this object, and how bad that is; nil where it may not, but at a space.
    package var breakAfter: Double?
    /// The number of the footnote that this is the mark of.
    package var footnote: Int?
    /// Whether words in it are left whole: code, addresses.
    package var isVerbatim = false
  }

  package private(set) var spans: [Span] = []

  package init() {}

  package init(_ text: String, _ style: TextStyle) {
    append(text, style)
  }

  package mutating func append(
    _ text: String, _ style: TextStyle, link: Canvas.LinkTarget? = nil, isVerbatim: Bool = false
  ) {
    append(Span(text: text, style: style, link: link, isVerbatim: isVerbatim))
  }

  package mutating func append(_ span: Span) {
    guard !span.text.isEmpty else { return }
    if let last = spans.last, last.style == span.style, last.link == span.link, last.object == nil, span.object == nil,
      last.footnote == nil, span.footnote == nil, last.isVerbatim == span.isVerbatim
    {
      spans[spans.count - 1].text += span.text
    } else {
      spans.append(span)
    }
  }

  package mutating func append(_ other: RichText) {
    for span in other.spans { append(span) }
  }

  /// Adds a piece of a formula; `breakAfter` says how bad it is for a line to end after it, nil that it may not.
  package mutating func append(
    _ object: InlineObject, _ style: TextStyle, link: Canvas.LinkTarget? = nil, breakAfter: Double? = nil
  ) {
    append(
      Span(
        text: String(InlineObject.placeholder), style: style, link: link, object: object, breakAfter: breakAfter))
  }

  package var plainText: String { spans.map(\.text).joined() }
  package var isEmpty: Bool { spans.isEmpty }
  package var byteCount: Int { spans.reduce(0) { $0 + $1.text.utf8.count } }
  /// The footnotes whose marks it has, in order.
  package var footnotes: [Int] { spans.compactMap(\.footnote) }

  /// The lines that the author ended; one where there is no line feed.
  package var authorsLines: [RichText] {
    var lines = [RichText()]
    for span in spans {
      for (index, part) in span.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { lines.append(RichText()) }
        lines[lines.count - 1].append(span.with(String(part)))
      }
    }
    return lines
  }

  /// The bytes of `range`, which must begin and end between characters.
  package func slice(_ range: Range<Int>) -> RichText {
    var result = RichText()
    var start = 0
    for span in spans {
      let count = span.text.utf8.count
      defer { start += count }
      let taken = range.clamped(to: start..<start + count)
      guard !taken.isEmpty else { continue }
      if taken.count == count {
        result.append(span)
      } else {
        let bytes = Array(span.text.utf8)[taken.lowerBound - start..<taken.upperBound - start]
        result.append(span.with(String(decoding: bytes, as: UTF8.self)))
      }
    }
    return result
  }

  /// The first `count` bytes and the rest. `count` must not be inside a character.
  package func split(atByte count: Int) -> (RichText, RichText) {
    let whole = byteCount
    let place = min(max(count, 0), whole)
    return (slice(0..<place), slice(place..<whole))
  }
}

extension RichText.Span {
  func with(_ text: String) -> RichText.Span {
    var copy = self
    copy.text = text
    return copy
  }
}
