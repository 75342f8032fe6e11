import OffprintCore

/// Puts citations together.
extension InlineConverter {
  /// Tokens to inlines: brackets with keys in them, and keys in the text, become citations; other brackets become text again.
  mutating func grouped(_ tokens: [InlineToken]) -> [Inline] {
    guard tokens.contains(where: { if case .inline = $0 { false } else { true } }) else {
      return tokens.compactMap { if case .inline(let inline) = $0 { inline } else { nil } }
    }
    let partners = InlineConverter.partners(tokens)
    var output = JoiningInlines()
    var index = 0
    while index < tokens.count {
      switch tokens[index] {
      case .inline(let inline): output.append(inline)
      case .close(let range): output.append(Inline(.text("]"), at: range), joins: true)
      case .open(let range):
        if let end = partners[index], let citation = citation(tokens, index + 1..<end, from: range.start) {
          output.append(citation)
          index = end
        } else {
          output.append(Inline(.text("["), at: range), joins: true)
        }
      case .key(let key, let range):
        guard context.hasBibliography else {
          output.append(Inline(.text("@" + key), at: range), joins: true)
          break
        }
        let (suffix, end) = locator(tokens, after: index, partners)
        let item = Citation.Item(key: key, keyRange: range, suffix: suffix)
        output.append(Inline(.citation(Citation(items: [item], isInText: true)), at: range))
        index = end
      }
      index += 1
    }
    return output.inlines
  }

  /// The index of the bracket that closes each one that is closed.
  private static func partners(_ tokens: [InlineToken]) -> [Int: Int] {
    var partners: [Int: Int] = [:]
    var stack: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token {
      case .open: stack.append(index)
      case .close: if let open = stack.popLast() { partners[open] = index }
      case .inline, .key: break
      }
    }
    return partners
  }

  /// `@key [p. 3]`: the words in the brackets, and the index of the last token of all this.
  private mutating func locator(
    _ tokens: [InlineToken], after index: Int, _ partners: [Int: Int]
  ) -> (suffix: [Inline], end: Int) {
    guard index + 2 < tokens.count, case .inline(let space) = tokens[index + 1], space.content == .text(" "),
      let close = partners[index + 2], !InlineConverter.hasKey(tokens[(index + 3)..<close])
    else { return ([], index) }
    return (InlineConverter.plain(tokens[(index + 3)..<close]), close)
  }

  private static func hasKey(_ tokens: ArraySlice<InlineToken>) -> Bool {
    tokens.contains { if case .key = $0 { true } else { false } }
  }

  /// Tokens as the text that they are.
  private static func plain(_ tokens: some Sequence<InlineToken>) -> [Inline] {
    var output = JoiningInlines()
    for token in tokens {
      switch token {
      case .inline(let inline): output.append(inline, joins: true)
      case .open(let range): output.append(Inline(.text("["), at: range), joins: true)
      case .close(let range): output.append(Inline(.text("]"), at: range), joins: true)
      case .key(let key, let range): output.append(Inline(.text("@" + key), at: range), joins: true)
      }
    }
    return output.inlines
  }

  /// What stands between two brackets; nil where no work is cited there.
  private mutating func citation(_ tokens: [InlineToken], _ range: Range<Int>, from start: SourcePosition) -> Inline? {
    guard InlineConverter.hasKey(tokens[range]) else { return nil }
    let whole = InlineConverter.range(of: tokens[range.upperBound])
    let place = SourceRange(start, max(start, whole.end))
    var items: [Citation.Item] = []
    for part in InlineConverter.parted(tokens[range]) {
      let keys = part.filter { if case .key = $0 { true } else { false } }.count
      if keys > 1 {
        log.add(
          .citation, at: place, "several works in one citation are parted by semicolons",
          help: "write [@one; @two]")
        return Inline(.text(""), at: place)
      }
      guard keys == 1 else {
        log.add(
          .citation, at: place, "one part of this citation names no work",
          help: "put an @key between each two semicolons, or leave the semicolon out")
        return Inline(.text(""), at: place)
      }
      items.append(item(part))
    }
    return Inline(.citation(Citation(items: items, isInText: false)), at: place)
  }

  private func item(_ part: [InlineToken]) -> Citation.Item {
    guard let index = part.firstIndex(where: { if case .key = $0 { true } else { false } }),
      case .key(let key, let range) = part[index]
    else { preconditionFailure("a part of a citation has a key") }
    var prefix = InlineConverter.plain(part[..<index])
    var omitsNames = false
    if let last = prefix.last, case .text(let text) = last.content, text.hasSuffix("-") {
      omitsNames = true
      prefix[prefix.count - 1].content = .text(String(text.dropLast()))
    }
    return Citation.Item(
      key: key, keyRange: range, prefix: InlineConverter.trimmed(prefix),
      suffix: InlineConverter.trimmed(InlineConverter.plain(part[(index + 1)...]), leading: " ,"),
      omitsNames: omitsNames)
  }

  /// Cut at the semicolons of the text.
  private static func parted(_ tokens: ArraySlice<InlineToken>) -> [[InlineToken]] {
    var parts: [[InlineToken]] = [[]]
    for token in tokens {
      guard case .inline(let inline) = token, case .text(let text) = inline.content, text.contains(";") else {
        parts[parts.count - 1].append(token)
        continue
      }
      for (index, piece) in text.split(separator: ";", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { parts.append([]) }
        if !piece.isEmpty { parts[parts.count - 1].append(.inline(Inline(.text(String(piece)), at: inline.range))) }
      }
    }
    return parts
  }

  /// Without white space at the ends, and without `leading` at the start.
  private static func trimmed(_ inlines: [Inline], leading: String = " ") -> [Inline] {
    var inlines = inlines
    while let first = inlines.first {
      if first.content == .softBreak {
        inlines.removeFirst()
        continue
      }
      guard case .text(let text) = first.content else { break }
      let kept = text.drop { leading.contains($0) }
      if !kept.isEmpty {
        inlines[0].content = .text(String(kept))
        break
      }
      inlines.removeFirst()
    }
    while let last = inlines.last {
      if last.content == .softBreak {
        inlines.removeLast()
        continue
      }
      guard case .text(let text) = last.content else { break }
      let kept = String(text.reversed().drop { $0 == " " }.reversed())
      if !kept.isEmpty {
        inlines[inlines.count - 1].content = .text(kept)
        break
      }
      inlines.removeLast()
    }
    return inlines
  }

  private static func range(of token: InlineToken) -> SourceRange {
    switch token {
    case .inline(let inline): inline.range
    case .open(let range), .close(let range), .key(_, let range): range
    }
  }
}

/// Inlines, where pieces of one text become one again.
private struct JoiningInlines {
  var inlines: [Inline] = []
  private var joinsNext = false

  /// With `joins`, this text and its neighbors are one.
  mutating func append(_ inline: Inline, joins: Bool = false) {
    defer { joinsNext = joins }
    guard joins || joinsNext, case .text(let text) = inline.content, let last = inlines.last,
      case .text(let before) = last.content
    else { return inlines.append(inline) }
    inlines[inlines.count - 1] = Inline(
      .text(before + text), at: SourceRange(last.range.start, max(last.range.end, inline.range.end)))
  }
}
