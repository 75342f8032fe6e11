import OffprintCore

/// What the parts of a page are called, and differences in their words.
struct PageNames {
  let file: String
  /// As the evidence gives it.
  private let expected: ReportSnapshot?
  private let displayed: ReportSnapshot?
  private let values: [String: HoverTexts]

  init(displayed: [UInt8], expected: [UInt8], file: String) {
    self.file = file
    self.displayed = try? PageReader.read(displayed, name: file)
    self.expected = try? PageReader.read(expected, name: file)
    values = HoverTexts.all(expected)
  }

  // MARK: - Names

  /// Of a unit: a figure's or a table's anchor, or words that name it already.
  func name(of unit: String) -> String {
    if let figure = expected?.figures.first(where: { $0.anchor == unit }) { return Self.lower(figure.label) }
    if let table = expected?.tables.first(where: { $0.anchor == unit }) { return Self.lower(table.label) }
    return unit.hasPrefix("table without") ? "the \(unit)" : unit
  }

  private static func lower(_ label: String) -> String {
    label.hasPrefix("Figure") || label.hasPrefix("Table") ? label.prefix(1).lowercased() + label.dropFirst() : label
  }

  func place(_ context: PageTokens.Context) -> String {
    if let figure = context.figure {
      let name = name(of: figure)
      if context.isCaption { return "the caption of \(name)" }
      if context.isDrawing { return "the drawing of \(name)" }
      guard context.isTable, let row = context.row else { return name }
      // A claim has one name, whichever table tells of it.
      let isNamed = expected?.tables.contains { $0.anchor == figure } ?? false
      if context.subject != nil, !isNamed { return cell(context, row) }
      return "\(cell(context, row)), of \(name)"
    }
    if let subject = context.subject { return "\(column(context).map { "\($0) of " } ?? "")\(subject)" }
    if let term = context.term { return "the entry ‘\(term)’" }
    if context.isHead { return "the page's head" }
    return context.section.map { "section \($0)" } ?? context.unit
  }

  private static let runColumns = ["‘Seed’", "‘Accuracy’", "‘Run’", "‘Weights’"]

  private func column(_ context: PageTokens.Context) -> String? {
    context.column.flatMap { Self.runColumns.indices.contains($0) ? Self.runColumns[$0] : nil }
  }

  private func cell(_ context: PageTokens.Context, _ row: Int) -> String {
    let column = (context.columnName ?? context.column.map { String($0 + 1) }).map { "column ‘\($0)’" }
    if row == 0 { return column.map { "the head of \($0)" } ?? "the head" }
    let subject = context.subject ?? context.rowName.map { "row ‘\($0)’" } ?? "row \(row)"
    return column.map { "\(subject), \($0)" } ?? subject
  }

  /// For programs.
  func path(_ context: PageTokens.Context) -> String {
    if let path = context.path { return context.subject.map { "\($0): \(path)" } ?? path }
    guard let figure = context.figure else { return context.subject ?? context.term ?? context.unit }
    guard context.isTable, let row = context.row else { return context.group.map { "\(figure), \($0)" } ?? figure }
    return "\(figure), row \(row)" + (context.column.map { ", column \($0 + 1)" } ?? "")
  }

  static func shortened(_ text: String) -> String {
    text.count > 120 ? text.prefix(119) + "…" : text
  }

  // MARK: - Differences

  private func make(
    _ kind: DisplayedDifference.Kind, _ context: PageTokens.Context, _ shown: String?, _ wanted: String?,
    _ sentence: String
  ) -> DisplayedDifference {
    DisplayedDifference(
      kind, in: file, path: path(context), place: place(context), displayed: shown, recomputed: wanted, sentence)
  }

  func difference(text shown: String, _ wanted: String, _ context: PageTokens.Context) -> DisplayedDifference {
    let place = place(context)
    if let path = context.path, context.row == nil {
      return make(
        .value, context, shown, wanted,
        "the value ‘\(path)’ in \(place) reads \(shown); its runs give \(wanted)")
    }
    if context.row != nil {
      return make(.cell, context, shown, wanted, "\(place) reads \(shown); its runs give \(wanted)")
    }
    let (old, new) = Self.window(shown, wanted)
    if context.isDrawing {
      return make(.mark, context, old, new, "\(place) has the text “\(old)”; its evidence gives “\(new)”")
    }
    return make(.text, context, old, new, "\(place) reads “\(old)”; its evidence gives “\(new)”")
  }

  /// The words that differ, with a few around them.
  static func window(_ shown: String, _ wanted: String) -> (String, String) {
    let (old, new) = (shown.split(separator: " "), wanted.split(separator: " "))
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = min(zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.count, min(old.count, new.count) - start)
    func part(_ words: [Substring]) -> String {
      let from = max(0, start - 4)
      let to = min(words.count, words.count - end + 4)
      let text = words[from..<max(from, to)].joined(separator: " ")
      return shortened((from > 0 ? "… " : "") + text + (to < words.count ? " …" : ""))
    }
    return (part(old), part(new))
  }

  func difference(tag shown: PageTag, _ wanted: PageTag, _ context: PageTokens.Context) -> DisplayedDifference {
    guard shown.name == wanted.name, shown.isEnd == wanted.isEnd else {
      return make(
        context.isDrawing ? .drawing : .part, context, shown.name, wanted.name,
        "\(place(context)) has a <\(shown.name)> where its evidence gives a <\(wanted.name)>")
    }
    let changed =
      wanted.attributes.first { shown[$0.name] != $0.value }?.name
      ?? shown.attributes.first { wanted[$0.name] != $0.value }?.name ?? ""
    let (old, new) = (shown[changed] ?? "nothing", wanted[changed] ?? "nothing")
    let (there, here) = Self.ends(old, new)
    if context.isDrawing {
      let mark = context.figure.flatMap { values[$0]?.text(near: wanted, isNarrow: context.isNarrow) }
      let around = mark.map { " at the mark “\($0)”" } ?? context.group.map { " in ‘\($0)’" } ?? ""
      return make(
        .drawing, context, there, here,
        "\(place(context)) is not what its data give: a <\(wanted.name)>\(around) has \(changed) \(there), not \(here)")
    }
    let what = context.path.map { "the value ‘\($0)’ in " } ?? ""
    return make(
      context.path == nil ? .part : .value, context, there, here,
      "\(what)\(place(context)) has \(changed.isEmpty ? "other marks" : changed) “\(there)” at a <\(wanted.name)>; "
        + "its evidence gives “\(here)”")
  }

  /// Long values from where they differ.
  private static func ends(_ shown: String, _ wanted: String) -> (String, String) {
    guard shown.count > 40 || wanted.count > 40 else { return (shown, wanted) }
    let same = zip(shown, wanted).prefix { $0 == $1 }.count
    func end(_ text: String) -> String {
      let from = max(0, same - 12)
      let part = text.dropFirst(from).prefix(32)
      return (from > 0 ? "…" : "") + part + (from + part.count < text.count ? "…" : "")
    }
    return (end(shown), end(wanted))
  }

  // MARK: - Scripts

  func differences(script shown: String, _ wanted: String, _ context: PageTokens.Context) -> [DisplayedDifference] {
    switch context.script {
    case "figure-data"?: data(shown, wanted, context)
    case "figure-scene"?: [scene(shown, wanted, context)]
    case "test-images"?:
      [make(.part, context, nil, nil, "the pictures of the test images are not those of the data set")]
    case "page-evidence"?:
      [make(.part, context, nil, nil, "the evidence inside the page is not what the report's evidence gives")]
    case "style"?:
      [
        make(
          .part, context, nil, nil,
          "\(context.isDrawing ? "the drawing's" : "the page's") style sheet is not the template's")
      ]
    default: [make(.part, context, nil, nil, "a script of the page is not the template's")]
    }
  }

  /// The numbers that a figure draws, mark by mark.
  private func data(_ shown: String, _ wanted: String, _ context: PageTokens.Context) -> [DisplayedDifference] {
    let name = name(of: context.figure ?? "")
    let found = FigureMarks.differences(Array(shown.utf8), Array(wanted.utf8))
    guard !found.isEmpty else {
      return [make(.mark, context, nil, nil, "the data of \(name) are not written as its runs give them")]
    }
    return found.map { change in
      make(
        .mark, context, change.displayed, change.recomputed,
        "\(name) has \(change.name) \(change.displayed); its runs give \(change.recomputed)")
    }
  }

  private func scene(_ shown: String, _ wanted: String, _ context: PageTokens.Context) -> DisplayedDifference {
    let name = name(of: context.figure ?? "")
    guard let old = try? JSONText.read(Array(shown.utf8)), let new = try? JSONText.read(Array(wanted.utf8)) else {
      return make(.mark, context, nil, nil, "what \(name) tells its reader cannot be read")
    }
    let change = SettingWalk.first(old, new)
    let place = change?.path ?? ""
    if place.hasPrefix("values.texts") || place.hasPrefix("values.headings") {
      return make(
        .mark, context, change?.displayed, change?.recomputed,
        "\(name) tells a reader who points at it “\(change?.displayed ?? "")”; its runs give “\(change?.recomputed ?? "")”"
      )
    }
    let what = place.hasPrefix("scene.bytes") ? "the features that it turns" : "\(place): \(change?.displayed ?? "")"
    return make(
      .mark, context, change?.displayed, change?.recomputed,
      "what \(name) tells and turns is not what its runs give: \(what)")
  }

  // MARK: - Swapped figures

  /// Where the drawing or the data of a figure are another figure's.
  func swapped(_ unit: String) -> DisplayedDifference? {
    guard let here = expected?.figures.first(where: { $0.anchor == unit }),
      let there = displayed?.figures.first(where: { $0.anchor == unit }),
      let picture = there.pictures["inline"], picture != here.pictures["inline"]
    else { return nil }
    let own = String(decoding: picture.bytes, as: UTF8.self)
    let other = expected?.figures.first { figure in
      guard figure.anchor != unit, let bytes = figure.pictures["inline"]?.bytes else { return false }
      let text = String(decoding: bytes, as: UTF8.self)
      return text == own || text.replacing("plot-\(figure.anchor)", with: "plot-\(unit)") == own
    }
    guard let other else { return nil }
    return DisplayedDifference(
      .drawing, in: file, path: unit, place: name(of: unit), displayed: other.anchor, recomputed: unit,
      "\(name(of: unit)) shows the drawing of \(name(of: other.anchor))")
  }
}
