import Interop

/// What stands before the first section.
extension FlowBuilder {
  mutating func titleBlock() {
    let metadata = document.metadata
    space(0)
    centered(inlines.plain(metadata.title, style.face(style.title).bold), style.title, "title")
    if let subtitle = metadata.subtitle {
      space(5)
      centered(inlines.plain(subtitle, style.face(style.subtitle)), style.subtitle, "subtitle")
    }
    authors(metadata.authors)
    if let date = metadata.date {
      space(7)
      centered(inlines.plain(date, style.face(style.abstract)), style.abstract, "date")
    }
    dataStatement()
    for (index, notice) in document.notices.enumerated() {
      space(10, stretch: 2)
      self.notice(notice, "notice.\(index)")
    }
  }

  private mutating func centered(_ text: RichText, _ size: PageStyle.TypeSize, _ name: String) {
    begin(name)
    let measure = column.width - 24
    let lines = setter.lines(text, measure: measure, leading: size.leading, alignment: .title)
    inset(left: 12, right: 12) { builder in
      for line in lines {
        builder.add(line)
        builder.keep()
      }
    }
  }

  /// Names on a line, with numbers that lead to the affiliations under them where those differ.
  private mutating func authors(_ authors: [ReportAuthor]) {
    guard !authors.isEmpty else { return }
    var affiliations: [String] = []
    for case let affiliation? in authors.map(\.affiliation) where !affiliations.contains(affiliation) {
      affiliations.append(affiliation)
    }
    let size = PageStyle.TypeSize(11.5, leading: 15.5)
    let face = style.face(size)
    let isMarked = affiliations.count > 1 || (affiliations.count == 1 && authors.contains { $0.affiliation == nil })
    func mark(_ affiliation: String, _ face: TextStyle) -> (String, TextStyle) {
      let number = (affiliations.firstIndex(of: affiliation) ?? 0) + 1
      return (String(number), face.with { ($0.size, $0.rise) = (face.size * 0.7, face.size * 0.34) })
    }
    var names = RichText()
    for (index, author) in authors.enumerated() {
      if index > 0 { names.append(authors.count > 2 ? ", " : " and ", face) }
      names.append(inlines.plain(author.name.replacing(" ", with: "\u{A0}"), face))
      if isMarked, let affiliation = author.affiliation {
        let (text, style) = mark(affiliation, face)
        names.append(text, style)
      }
    }
    space(13)
    centered(names, size, "authors")
    let small = style.face(style.abstract).with { $0.italic = true }
    for (index, affiliation) in affiliations.enumerated() {
      var text = RichText()
      if isMarked {
        let (number, style) = mark(affiliation, small.with { $0.italic = false })
        text.append(number + "\u{2009}", style)
      }
      text.append(inlines.plain(affiliation, small))
      space(3)
      centered(text, style.abstract, "affiliation.\(index)")
    }
  }

  /// A quiet line where the data is what the notebook asks for; a warning where it is not.
  private mutating func dataStatement() {
    let data = document.data
    let explanation = data.explanation
    if explanation.isEmpty, data.used != nil {
      space(9)
      let face = style.face(style.caption).colored(style.mutedColor)
      centered(inlines.plain(data.headline, face), style.caption, "data")
    } else {
      space(16, stretch: 3)
      let text = explanation.joined(separator: " ")
      notice(
        ReportNotice(weight: .warning, title: data.headline, text: text.isEmpty ? [] : [.text(text)]), "data")
    }
  }

  /// Under the title, or, in columns, at the head of the first.
  mutating func abstract() {
    let metadata = document.metadata
    guard style.parts.abstract, !metadata.abstract.isEmpty || !metadata.keywords.isEmpty else { return }
    space(19, stretch: 3)
    let inset = style.columns > 1 ? 0.0 : 28
    set(in: style.abstract) { builder in
      builder.inset(left: inset, right: inset) { $0.abstractText(metadata) }
    }
    space(6)
  }

  private mutating func abstractText(_ metadata: ReportMetadata) {
    if !metadata.abstract.isEmpty {
      begin("abstract.heading")
      let heading = setter.lines(
        RichText("Abstract", (style.columns > 1 ? style.face(style.headings[0]) : face).bold), measure: column.width,
        leading: type.leading, alignment: .center)
      add(heading)
      keep()
      space(4)
      keep()
    }
    for (index, paragraph) in metadata.abstract.enumerated() {
      self.paragraph(paragraph, "abstract.\(index)", indent: index == 0 ? 0 : 12)
    }
    guard !metadata.keywords.isEmpty else { return }
    space(5)
    begin("keywords")
    var text = RichText("Keywords: ", face.toggledItalic)
    text.append(inlines.plain(metadata.keywords.joined(separator: ", "), face))
    add(setter.lines(text, measure: column.width, leading: type.leading, alignment: .left))
  }
}
