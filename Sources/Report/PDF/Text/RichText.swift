package import Interop

/// Text with styles and links, not yet broken into lines. A line feed in it is a line that the author ended.
package struct RichText: Hashable, Sendable {
  package struct Span: Hashable, Sendable {
    package var text: String
    package var style: TextStyle
    package var link: Canvas.LinkTarget?
  }

  package private(set) var spans: [Span] = []

  package init() {}

  package init(_ text: String, _ style: TextStyle) {
    append(text, style)
  }

  package mutating func append(_ text: String, _ style: TextStyle, link: Canvas.LinkTarget? = nil) {
    guard !text.isEmpty else { return }
    if let last = spans.last, last.style == style, last.link == link {
      spans[spans.count - 1].text += text
    } else {
      spans.append(Span(text: text, style: style, link: link))
    }
  }

  package mutating func append(_ other: RichText) {
    for span in other.spans { append(span.text, span.style, link: span.link) }
  }

  package var plainText: String { spans.map(\.text).joined() }
  package var isEmpty: Bool { spans.isEmpty }

  /// The lines that the author ended; one where there is no line feed.
  package var authorsLines: [RichText] {
    var lines = [RichText()]
    for span in spans {
      for (index, part) in span.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { lines.append(RichText()) }
        lines[lines.count - 1].append(String(part), span.style, link: span.link)
      }
    }
    return lines
  }

  /// The first `count` bytes and the rest. `count` must not be inside a character.
  package func split(atByte count: Int) -> (RichText, RichText) {
    var (before, after) = (RichText(), RichText())
    var left = count
    for span in spans {
      let bytes = Array(span.text.utf8)
      let taken = min(max(left, 0), bytes.count)
      before.append(String(decoding: bytes[..<taken], as: UTF8.self), span.style, link: span.link)
      after.append(String(decoding: bytes[taken...], as: UTF8.self), span.style, link: span.link)
      left -= bytes.count
    }
    return (before, after)
  }
}
