import Bibliography
import Mathematics

/// Prints citations: numbers sorted and runs of three or more drawn together, `[1, 3–5]`, or names and years.
package struct CitationSetter: Sendable {
  /// One work of a citation, its words resolved.
  struct Item {
    var key: String
    var prefix: [ReportInline]
    var suffix: [ReportInline]
    var omitsNames: Bool

    var hasWords: Bool { !prefix.isEmpty || !suffix.isEmpty }
  }

  private let list: ReferenceList
  /// Of the references, by their keys.
  private let anchors: [String: String]

  /// `anchors` gains one for each reference.
  init(_ list: ReferenceList, _ anchors: inout Anchors) {
    self.list = list
    var names: [String: String] = [:]
    for entry in list.entries { names[entry.key] = anchors.claim("ref-" + entry.key) }
    self.anchors = names
  }

  // MARK: - In the text

  func set(_ items: [Item], isInText: Bool, _ state: inout ResolutionState) -> ReportCitation {
    let anchor = state.anchors.claim("cite")
    var seen: Set<String> = []
    for item in items where anchors[item.key] != nil && seen.insert(item.key).inserted {
      state.citedAt[item.key, default: []].append(anchor)
    }
    let pieces =
      switch (list.style, isInText) {
      case (.numeric, false): numbers(items)
      case (.numeric, true): inText(items, "\u{A0}[", "]") { String($0.number) }
      case (.authorYear, false): namesAndYears(items)
      case (.authorYear, true): inText(items, " (", ")") { $0.year }
      }
    return ReportCitation(
      pieces: pieces.filter { !$0.content.isEmpty }, references: items.compactMap { anchors[$0.key] }, anchor: anchor)
  }

  private func words(_ text: String) -> ReportCitation.Piece { ReportCitation.Piece([.text(text)]) }

  private func linked(_ text: String, _ key: String) -> ReportCitation.Piece {
    ReportCitation.Piece([.text(text)], reference: anchors[key])
  }

  private func prefix(_ item: Item) -> [ReportCitation.Piece] {
    item.prefix.isEmpty ? [] : [ReportCitation.Piece(item.prefix + [.text(" ")])]
  }

  private func suffix(_ item: Item) -> [ReportCitation.Piece] {
    item.suffix.isEmpty ? [] : [ReportCitation.Piece([.text(", ")] + item.suffix)]
  }

  /// `[1, 3–5]`; where an item has words of its own, all keep their places: `[see 3, p. 4; 1]`.
  private func numbers(_ items: [Item]) -> [ReportCitation.Piece] {
    let entries = items.compactMap { list.entry($0.key) }
    guard entries.count == items.count else { return [] }
    var pieces: [ReportCitation.Piece] = []
    if items.contains(where: \.hasWords) {
      for (item, entry) in zip(items, entries) {
        if !pieces.isEmpty { pieces.append(words("; ")) }
        pieces += prefix(item) + [linked(String(entry.number), item.key)] + suffix(item)
      }
    } else {
      pieces = compressed(entries)
    }
    return [words("[")] + pieces + [words("]")]
  }

  private func compressed(_ entries: [ReferenceList.Entry]) -> [ReportCitation.Piece] {
    var sorted: [ReferenceList.Entry] = []
    for entry in entries.sorted(by: { $0.number < $1.number }) where sorted.last?.number != entry.number {
      sorted.append(entry)
    }
    var pieces: [ReportCitation.Piece] = []
    var rest = sorted[...]
    while let first = rest.first {
      let run = zip(rest, 0...).prefix { $0.number == first.number + $1 }.map(\.0)
      rest = rest.dropFirst(run.count >= 3 ? run.count : 1)
      if !pieces.isEmpty { pieces.append(words(", ")) }
      pieces.append(linked(String(first.number), first.key))
      if run.count >= 3, let last = run.last { pieces += [words("–"), linked(String(last.number), last.key)] }
    }
    return pieces
  }

  /// `(Deng et al., 2019; Wang and Liu, 2018, 2020a)`: works of the same names follow each other under them.
  private func namesAndYears(_ items: [Item]) -> [ReportCitation.Piece] {
    var pieces: [ReportCitation.Piece] = []
    var names: String?
    for item in items {
      guard let entry = list.entry(item.key) else { continue }
      if let names, names == entry.names, item.prefix.isEmpty {
        pieces += [words(", "), linked(entry.year, item.key)]
      } else {
        if !pieces.isEmpty { pieces.append(words("; ")) }
        pieces += prefix(item)
        pieces.append(linked(item.omitsNames ? entry.year : "\(entry.names), \(entry.year)", item.key))
      }
      pieces += suffix(item)
      names = item.hasWords || item.omitsNames ? nil : entry.names
    }
    return [words("(")] + pieces + [words(")")]
  }

  /// `Deng et al. [3, p. 4]`, `Deng et al. (2019, p. 4)`.
  private func inText(
    _ items: [Item], _ open: String, _ close: String, _ label: (ReferenceList.Entry) -> String
  ) -> [ReportCitation.Piece] {
    guard let item = items.first, let entry = list.entry(item.key) else { return [] }
    return [linked(entry.names, item.key), words(open), linked(label(entry), item.key)] + suffix(item) + [words(close)]
  }

  /// `p. 3` with a space that ends no line.
  static func tied(_ suffix: [ReportInline]) -> [ReportInline] {
    guard case .text(let text)? = suffix.first else { return suffix }
    for label in [
      "p. ", "pp. ", "ch. ", "chap. ", "sec. ", "fig. ", "eq. ", "eqs. ", "vol. ", "no. ", "thm. ", "tab. ",
    ]
    where text.lowercased().hasPrefix(label) {
      let words = text.prefix(label.count - 1) + "\u{A0}" + text.dropFirst(label.count)
      return [.text(String(words))] + suffix.dropFirst()
    }
    return suffix
  }

  // MARK: - The list

  /// The list of references, each with the places where it is cited.
  func references(_ state: ResolutionState) -> [ReportReference] {
    list.entries.compactMap { entry in
      guard let anchor = anchors[entry.key], let places = state.citedAt[entry.key] else { return nil }
      let isNumeric = list.style == .numeric
      return ReportReference(
        label: isNumeric ? "[\(entry.number)]" : "\(entry.names), \(entry.year)",
        marker: isNumeric ? "[\(entry.number)]" : nil, anchor: anchor, text: CitationSetter.inlines(entry.text),
        citedAt: places)
    }
  }

  /// A style's text as the report's.
  private static func inlines(_ spans: [BibSpan]) -> [ReportInline] {
    var inlines: [ReportInline] = []
    for span in spans {
      if case .text(let text, _) = span, case .text(let before)? = inlines.last {
        inlines[inlines.count - 1] = .text(before + text)
      } else {
        inlines += self.inlines(span)
      }
    }
    return inlines
  }

  private static func inlines(_ span: BibSpan) -> [ReportInline] {
    switch span {
    case .text(let text, _): return [.text(text)]
    case .emphasis(let inner): return [.emphasis(inlines(inner))]
    case .strong(let inner): return [.strong(inlines(inner))]
    case .code(let text): return [.code(text)]
    // What cannot be read has been told with the notebook.
    case .math(let source): return [(try? Formula(parsing: source, style: .inline)).map { .math($0) } ?? .code(source)]
    case .link(let destination, let inner):
      let text = inlines(inner)
      return SafeLink.checked(destination).map { [.link(destination: $0, text)] } ?? text
    }
  }
}
