/// How works are cited.
package enum CitationStyle: String, Hashable, Sendable, CaseIterable {
  /// By numbers in the order of the first citations: `[3]`.
  case numeric
  /// By names and years, the list ordered by them: `(Deng et al., 2019)`.
  case authorYear = "author-year"
}

/// The works that a document cites, in the order in which they are listed, with the words by which they are cited.
package struct ReferenceList: Sendable {
  package struct Entry: Hashable, Sendable {
    package var key: String
    /// From 1, in the list.
    package var number: Int
    /// `Deng et al.`
    package var names: String
    /// `2019a`
    package var year: String
    /// With its full stops and links.
    package var text: [BibSpan]
  }

  package let style: CitationStyle
  package let entries: [Entry]
  private let indices: [String: Int]

  /// `references` in the order of their first citations, each once.
  package init(_ references: [Reference], style: CitationStyle) {
    self.style = style
    let ordered = style == .numeric ? references : references.sorted { SortKey($0) < SortKey($1) }
    let suffixes = style == .numeric ? [:] : ReferenceList.suffixes(ordered)
    entries = ordered.enumerated().map { index, reference in
      let suffix = suffixes[reference.key] ?? ""
      return Entry(
        key: reference.key, number: index + 1, names: ReferenceList.names(reference),
        year: (reference.year ?? "n.d.") + suffix,
        text: ReferenceText.spans(reference, style: style, suffix: suffix))
    }
    indices = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
  }

  package func entry(_ key: String) -> Entry? { indices[key].map { entries[$0] } }

  /// Whom a citation names: authors or editors, else an organization, else the title's first words.
  private static func names(_ reference: Reference) -> String {
    if let names = NameStyle.short(reference.people) { return names }
    if let house = reference.plain("organization") ?? reference.plain("institution") { return house }
    guard let title = reference.plain("title") else { return reference.key }
    let words = title.split(separator: " ")
    return words.count <= 5 ? title : words.prefix(4).joined(separator: " ") + " …"
  }

  /// `a`, `b`, … for works that would be cited alike.
  private static func suffixes(_ ordered: [Reference]) -> [String: String] {
    var groups: [String: [String]] = [:]
    for reference in ordered {
      groups[names(reference) + "\n" + (reference.year ?? ""), default: []].append(reference.key)
    }
    var suffixes: [String: String] = [:]
    for keys in groups.values where keys.count > 1 {
      for (index, key) in keys.enumerated() { suffixes[key] = letters(index) }
    }
    return suffixes
  }

  /// `a` … `z`, `aa`, …
  private static func letters(_ index: Int) -> String {
    let letter = String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26))))
    return index < 26 ? letter : letters(index / 26 - 1) + letter
  }
}
