/// Where a work can be found: DOI, arXiv, an address.
enum ReferenceLinks {
  static func links(of reference: Reference) -> [BibSpan] {
    var links: [BibSpan] = []
    if let doi = doi(reference) {
      links.append(.link(destination: "https://doi.org/" + doi, [.words("doi:" + doi)]))
    }
    if let eprint = eprint(reference) { links.append(eprint) }
    if links.isEmpty, let url = reference.verbatim["url"], !url.isEmpty {
      links.append(.link(destination: url, [.words(url)]))
    }
    return links
  }

  /// Without what some write before it.
  private static func doi(_ reference: Reference) -> String? {
    guard var doi = reference.verbatim["doi"] else { return nil }
    for prefix in ["https://doi.org/", "http://dx.doi.org/", "https://dx.doi.org/", "http://doi.org/", "doi:", "DOI:"]
    where doi.hasPrefix(prefix) { doi.removeFirst(prefix.count) }
    return doi.isEmpty ? nil : doi
  }

  private static func eprint(_ reference: Reference) -> BibSpan? {
    var number = reference.verbatim["eprint"]
    let type = reference.verbatim["eprinttype"]?.lowercased() ?? "arxiv"
    if number == nil {
      let places = [reference.text("journal"), reference.text("howpublished")].compactMap { $0 }
      number = places.first(where: isEprint).flatMap { arXivNumber(in: $0.plainText) }
    }
    guard var number, !number.isEmpty else { return nil }
    if number.lowercased().hasPrefix("arxiv:") { number.removeFirst(6) }
    guard type == "arxiv" else { return .words("\(reference.verbatim["eprinttype"] ?? ""):\(number)") }
    return .link(destination: "https://arxiv.org/abs/" + number, [.words("arXiv:" + number)])
  }

  /// Whether a journal is none but says that the work is an e-print: `arXiv preprint arXiv:1801.07698`.
  static func isEprint(_ journal: [BibSpan]) -> Bool {
    journal.plainText.lowercased().hasPrefix("arxiv") && arXivNumber(in: journal.plainText) != nil
  }

  private static func arXivNumber(in text: String) -> String? {
    guard let start = text.lowercased().ranges(of: "arxiv:").last?.upperBound,
      text.indices.contains(start) || start == text.endIndex
    else { return nil }
    let number = text[start...].prefix { $0.isASCII && ($0.isNumber || $0.isLetter || "./-".contains($0)) }
    return number.isEmpty ? nil : String(number)
  }
}
