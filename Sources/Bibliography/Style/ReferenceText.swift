/// The text of one reference. What stands in which order is that of BibTeX's `plain` style (Patashnik, plain.bst, 1988), with
/// what it does not know yet: a DOI, an e-print, an address. In the author–year style the year follows the names.
struct ReferenceText {
  private let reference: Reference
  private let style: CitationStyle
  /// `a` where the same names have several works of one year.
  private let suffix: String
  private var list = SentenceList()

  private init(_ reference: Reference, _ style: CitationStyle, _ suffix: String) {
    self.reference = reference
    self.style = style
    self.suffix = suffix
  }

  static func spans(_ reference: Reference, style: CitationStyle, suffix: String) -> [BibSpan] {
    var text = ReferenceText(reference, style, suffix)
    text.people()
    text.work()
    text.identifiers()
    return text.list.spans
  }

  // MARK: - Parts that all have

  private mutating func people() {
    let isInverted = style == .authorYear
    var names = NameStyle.full(reference.authors, isFirstInverted: isInverted)
    if names == nil, let editors = NameStyle.full(reference.editors, isFirstInverted: isInverted) {
      names = "\(editors), \(reference.editors.persons.count > 1 || reference.editors.hasOthers ? "editors" : "editor")"
    }
    if names == nil, !hasAuthors { names = nil }
    if names == nil, [.manual, .proceedings, .techreport, .online].contains(reference.kind) {
      names = reference.plain("organization") ?? (style == .authorYear ? reference.plain("institution") : nil)
    }
    guard style == .authorYear else {
      list.add(names)
      return list.sentence()
    }
    if let names {
      list.add("\(names) (\(year))")
      list.sentence()
    }
  }

  private var hasAuthors: Bool { !reference.people.isEmpty }
  private var year: String { (reference.year ?? "n.d.") + suffix }

  /// `June 2019`.
  private mutating func date() {
    guard style == .numeric || isYearOwed else { return }
    let year = reference.year.map { $0 + suffix }
    let words = [reference.plain("month"), year].compactMap { $0 }.joined(separator: " ")
    if !words.isEmpty { list.add(words) }
  }

  /// In the author–year style without names, the year stands where others have it.
  private var isYearOwed: Bool {
    !hasAuthors
      && !([.manual, .proceedings, .techreport, .online].contains(reference.kind)
        && (reference.text("organization") ?? reference.text("institution")) != nil)
  }

  private mutating func note() {
    list.sentence()
    list.add(reference.text("note"))
  }

  private mutating func title() { list.add(reference.text("title").map(SentenceCase.apply)) }

  private mutating func bookTitle() { list.add(reference.text("title").map { [.emphasis($0)] }) }

  /// DOI, e-print, and an address where there is neither.
  private mutating func identifiers() {
    for link in ReferenceLinks.links(of: reference) {
      list.sentence()
      list.add([link])
    }
    guard let date = reference.verbatim["urldate"], reference.verbatim["url"] != nil, reference.kind == .online else {
      return
    }
    list.sentence()
    list.add("Accessed \(date)")
  }

  // MARK: - Works

  private mutating func work() {
    switch reference.kind {
    case .article: article()
    case .book, .inbook: book()
    case .booklet: booklet()
    case .incollection: incollection()
    case .inproceedings: inproceedings()
    case .manual, .proceedings: manual()
    case .mastersthesis: thesis("Master’s thesis")
    case .phdthesis: thesis("PhD thesis")
    case .techreport: report()
    case .unpublished: unpublished()
    case .misc, .online: miscellany()
    }
  }

  private mutating func article() {
    title()
    list.sentence()
    if let journal = reference.text("journal"), !ReferenceLinks.isEprint(journal) { list.add([.emphasis(journal)]) }
    list.add(volumeNumberPages)
    date()
    note()
  }

  private mutating func book() {
    bookTitle()
    list.add(bookVolume)
    if reference.kind == .inbook { chapterAndPages() }
    list.sentence()
    numberAndSeries()
    list.sentence()
    list.add(reference.text("publisher"))
    list.add(reference.text("address"))
    edition()
    date()
    note()
  }

  private mutating func booklet() {
    title()
    list.sentence()
    list.add(reference.text("howpublished"))
    list.add(reference.text("address"))
    date()
    note()
  }

  private mutating func incollection() {
    title()
    list.sentence()
    inBook()
    list.add(bookVolume)
    numberAndSeries()
    chapterAndPages()
    list.sentence()
    list.add(reference.text("publisher"))
    list.add(reference.text("address"))
    edition()
    date()
    note()
  }

  private mutating func inproceedings() {
    title()
    list.sentence()
    inBook()
    list.add(bookVolume)
    numberAndSeries()
    list.add(pages)
    if let address = reference.text("address") {
      list.add(address)
      date()
      list.sentence()
      list.add(reference.text("organization"))
      list.add(reference.text("publisher"))
    } else {
      if reference.text("organization") != nil || reference.text("publisher") != nil { list.sentence() }
      list.add(reference.text("organization"))
      list.add(reference.text("publisher"))
      date()
    }
    note()
  }

  private mutating func manual() {
    bookTitle()
    list.add(bookVolume)
    if reference.kind == .proceedings { numberAndSeries() }
    list.sentence()
    if hasAuthors { list.add(reference.text("organization")) }
    list.add(reference.text("publisher"))
    list.add(reference.text("address"))
    edition()
    date()
    note()
  }

  private mutating func thesis(_ type: String) {
    if reference.kind == .phdthesis { bookTitle() } else { title() }
    list.sentence()
    list.add(reference.text("type").map(SentenceCase.apply) ?? [.words(type)])
    list.add(reference.text("school"))
    list.add(reference.text("address"))
    date()
    note()
  }

  private mutating func report() {
    title()
    list.sentence()
    let type =
      reference.text("type") ?? [.words(reference.text("number") == nil ? "Technical report" : "Technical Report")]
    list.add(reference.text("number").map { type + [.words("\u{A0}")] + $0 } ?? type)
    if hasAuthors || style == .numeric { list.add(reference.text("institution")) }
    list.add(reference.text("address"))
    date()
    note()
  }

  private mutating func unpublished() {
    title()
    note()
    date()
  }

  private mutating func miscellany() {
    title()
    list.sentence()
    if let words = reference.text("howpublished"), !ReferenceLinks.isEprint(words) { list.add(words) }
    if hasAuthors || reference.kind == .misc { list.add(reference.text("organization")) }
    list.add(reference.text("publisher"))
    date()
    note()
  }

  // MARK: - Units

  private mutating func inBook() {
    guard let title = reference.text("booktitle") else { return }
    var spans: [BibSpan] = [.words("In ")]
    if let editors = NameStyle.full(reference.editors), !reference.authors.isEmpty {
      spans.append(.words("\(editors), \(reference.editors.persons.count > 1 ? "editors" : "editor"), "))
    }
    list.add(spans + [.emphasis(title)])
  }

  /// `volume 2 of The Art of Computer Programming`.
  private var bookVolume: [BibSpan]? {
    guard let volume = reference.text("volume") else { return nil }
    let words: [BibSpan] = [.words("volume\u{A0}")] + volume
    return reference.text("series").map { words + [.words(" of "), .emphasis($0)] } ?? words
  }

  /// `number 17 in All ACM Conferences`, or the series alone.
  private mutating func numberAndSeries() {
    guard reference.text("volume") == nil else { return }
    guard let number = reference.text("number") else { return list.add(reference.text("series")) }
    var spans: [BibSpan] = [.words(list.isInside ? "number\u{A0}" : "Number\u{A0}")] + number
    if let series = reference.text("series") { spans += [.words(" in ")] + series }
    list.add(spans)
  }

  private mutating func chapterAndPages() {
    if let chapter = reference.text("chapter") {
      let type = reference.text("type")?.plainText.lowercased() ?? "chapter"
      list.add([.words(type + "\u{A0}")] + chapter)
    }
    list.add(pages)
  }

  private mutating func edition() {
    guard let edition = reference.plain("edition") else { return }
    let words = Int(edition) != nil ? ReferenceText.ordinal(edition) : edition.lowercased()
    list.add(list.isInside ? "\(words) edition" : "\(words.prefix(1).uppercased() + words.dropFirst()) edition")
  }

  private static func ordinal(_ number: String) -> String {
    if number.hasSuffix("11") || number.hasSuffix("12") || number.hasSuffix("13") { return number + "th" }
    switch number.last {
    case "1": return number + "st"
    case "2": return number + "nd"
    case "3": return number + "rd"
    default: return number + "th"
    }
  }

  /// `pages 133–139`, `page 5`.
  private var pages: [BibSpan]? {
    guard let pages = pageNumbers else { return nil }
    let isRange = pages.contains { "–,+".contains($0) }
    return [.words("\(isRange ? "pages" : "page")\u{A0}\(pages)")]
  }

  /// With a dash between numbers however it was typed.
  private var pageNumbers: String? {
    reference.plain("pages").map { $0.replacing(" – ", with: "–").replacing("-", with: "–").replacing("—", with: "–") }
  }

  /// `41(7):73+`.
  private var volumeNumberPages: [BibSpan]? {
    let number = reference.plain("number").map { "(\($0))" } ?? ""
    let volume = (reference.plain("volume") ?? "") + number
    guard !volume.isEmpty else { return pages }
    return [.words(pageNumbers.map { "\(volume):\($0)" } ?? volume)]
  }
}
