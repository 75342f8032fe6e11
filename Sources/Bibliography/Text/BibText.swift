/// Text of a reference with its looks, TeX resolved.
package indirect enum BibSpan: Hashable, Sendable {
  /// `isProtected` says that it stood between braces, so that no style may change its case.
  case text(String, isProtected: Bool)
  case emphasis([BibSpan])
  case strong([BibSpan])
  case code(String)
  /// TeX, without its dollar signs.
  case math(String)
  case link(destination: String, [BibSpan])

  /// Text of a style's own.
  package static func words(_ text: String) -> BibSpan { .text(text, isProtected: true) }
}

extension [BibSpan] {
  /// The text alone; a formula as its TeX.
  package var plainText: String {
    map { span in
      switch span {
      case .text(let text, _), .code(let text), .math(let text): text
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): inner.plainText
      }
    }.joined()
  }

  /// The TeX of the formulas in it.
  var formulas: [String] {
    flatMap { span -> [String] in
      switch span {
      case .math(let source): [source]
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): inner.formulas
      case .text, .code: []
      }
    }
  }

  /// Neighboring texts joined, white space at the ends removed.
  var tidied: [BibSpan] {
    var spans: [BibSpan] = []
    for span in self {
      if case .text(let text, let isProtected) = span, case .text(let before, isProtected)? = spans.last {
        spans[spans.count - 1] = .text(before + text, isProtected: isProtected)
      } else if span != .text("", isProtected: true), span != .text("", isProtected: false) {
        spans.append(span)
      }
    }
    if case .text(let text, let isProtected)? = spans.first {
      spans[0] = .text(String(text.drop { $0 == " " }), isProtected: isProtected)
    }
    if case .text(let text, let isProtected)? = spans.last {
      spans[spans.count - 1] = .text(text.droppingTrailingSpaces, isProtected: isProtected)
    }
    return spans
  }
}

extension String {
  var droppingTrailingSpaces: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
