import Bibliography
import Experiment
import Interop
package import Notebook
package import OffprintCore
import Plotting

/// Makes the report's document from a checked notebook and what is known of its runs. Pure: equal arguments, equal document.
package struct ReportBuilder {
  /// Anchors of the page's own parts, which no heading may take.
  package static let reservedAnchors: Set<String> = [
    "abstract", "card", "cells", "claims", "content", "contents", "data", "figures", "footnotes", "notices", "numbers",
    "references", "reproducibility", "runs", "tables", "test-images", "top",
  ]

  private let notebook: CheckedNotebook
  private let context: ReportContext
  private let results: ResultSet
  private let claims: ClaimResults
  private let labels: Labels
  private let citations: CitationSetter
  private let footnotes: FootnoteNumbers
  private let inlines: InlineResolver
  private var unlabeledImages: ArraySlice<(number: Int, anchor: String)>
  private var unlabeledTables: ArraySlice<(number: Int, anchor: String)>
  private let figures: FigureContents
  private var state: ResolutionState

  private init(notebook: CheckedNotebook, context: ReportContext) {
    self.notebook = notebook
    self.context = context
    results = ResultSet(plan: notebook.plan, context: context)
    claims = ClaimResults(notebook.claims, results: results, cache: context.cache)
    figures = FigureContents(of: notebook.cells, results: results, claims: claims, context: context)
    labels = Labels(document: notebook.document, reserved: ReportBuilder.reservedAnchors)
    let reading = ReadingOrder(notebook)
    var anchors = labels.anchors
    let list = ReferenceList(
      reading.keys.compactMap { notebook.works[$0] }, style: notebook.frontMatter.citationStyle)
    citations = CitationSetter(list, &anchors)
    footnotes = FootnoteNumbers(reading, &anchors)
    inlines = InlineResolver(
      labels: labels, evaluator: ResultEvaluator(results: results, claims: claims), references: notebook.results,
      citations: citations, footnotes: footnotes)
    state = ResolutionState(anchors: anchors)
    (unlabeledImages, unlabeledTables) = (labels.unlabeledImages[...], labels.unlabeledTables[...])
  }

  /// The document alone, for whoever has no author to warn.
  package static func document(_ notebook: CheckedNotebook, context: ReportContext) -> ReportDocument {
    var builder = ReportBuilder(notebook: notebook, context: context)
    return builder.document()
  }

  /// The document, and warnings for the author: links that were refused, figures that could not be drawn.
  package static func build(
    _ notebook: CheckedNotebook, context: ReportContext
  ) -> (document: ReportDocument, diagnostics: [Diagnostic]) {
    var builder = ReportBuilder(notebook: notebook, context: context)
    let document = builder.document()
    let unbound = UnboundNumbers.warnings(in: notebook, results: builder.results, claims: builder.claims)
    return (document, builder.state.diagnostics + unbound)
  }

  private mutating func document() -> ReportDocument {
    let metadata = metadata()
    let body = ledger() + body()
    let notes = notes()
    var document = ReportDocument(
      language: "en", metadata: metadata,
      data: DataStatement(used: context.data, skipped: context.skipped, titles: context.dataTitles),
      notices: RunNotices.all(for: results, command: context.command, profile: notebook.profile), body: body,
      footnotes: notes,
      references: citations.references(state), reproducibility: reproducibility(), claims: claims.all,
      runs: results.runs, testPictures: context.testPictures, profile: notebook.profile)
    document.gates = notebook.frontMatter.gates
    return document
  }

  private func ledger() -> [ReportBlock] {
    ClaimLedger.blocks(claims, places: place(ofClaims:), anchors: { labels.references[$0]?.anchor })
  }

  private mutating func metadata() -> ReportMetadata {
    let front = notebook.frontMatter
    return ReportMetadata(
      title: Typography.set(front.title), subtitle: front.subtitle.map { Typography.set($0) },
      authors: front.authors.map { ReportAuthor(name: $0.name, affiliation: $0.affiliation) }, date: front.date,
      abstract: front.abstract.map { inlines.resolve($0, &state) })
  }

  private func reproducibility() -> ReproducibilityBox {
    let runs = results.distinctRuns
    return ReproducibilityBox(
      notebook: context.notebookName, notebookDigest: context.notebookDigest, data: context.data,
      seeds: Set(runs.map(\.spec.seed)).sorted(), offprintVersion: context.offprintVersion,
      engineVersion: context.engineVersion, command: context.command,
      files: notebook.files.map { ReproducibilityBox.File(name: $0.path, digest: ContentHash(of: $0.bytes)) },
      runCount: runs.count,
      failedCount: runs.count { $0.status == "failed" }, missingCount: runs.count { $0.status == "missing" })
  }

  // MARK: - Body

  private mutating func body() -> [ReportBlock] {
    var headings = labels.headings[...]
    return notebook.document.blocks.map { block in
      guard case .heading(_, _, let title) = block.content, let heading = headings.popFirst() else {
        return self.block(block)
      }
      return .heading(
        ReportHeading(
          level: heading.level, number: heading.number, title: inlines.resolve(title, &state),
          anchor: heading.anchor))
    }
  }

  private mutating func block(_ block: Block) -> ReportBlock {
    switch block.content {
    case .heading(_, _, let title):
      // Only headings at the top level open sections; one inside a quotation or a list is a line of strong text.
      return .paragraph([.strong(inlines.resolve(title, &state))])
    case .paragraph(let content): return .paragraph(inlines.resolve(content, &state))
    case .list(let list):
      return .list(
        ReportList(
          start: list.start, isTight: list.isTight, items: list.items.map { item in item.map { self.block($0) } },
          checks: list.checks))
    case .quote(let blocks): return .quote(blocks.map { self.block($0) })
    case .code(let info, let text): return .code(CodeListing(language: info, text: ReportBuilder.trimmed(text)))
    case .equation(let equation):
      return .equation(
        ReportEquation(
          number: equation.label.flatMap { labels.numbers[$0] },
          anchor: equation.label.flatMap { labels.references[$0]?.anchor }, formula: equation.formula))
    case .image(let image): return self.image(image)
    case .table(let table): return .table(authorsTable(table))
    case .thematicBreak: return .rule
    case .cell(let cell): return self.cell(cell, at: block.range)
    }
  }

  private mutating func authorsTable(_ table: TableBlock) -> ReportTable {
    var columns: [ReportTable.Column] = []
    for (alignment, title) in zip(table.alignments, table.header) {
      let side: ReportTable.Column.Alignment =
        switch alignment {
        case .none, .left: .leading
        case .center: .center
        case .right: .trailing
        }
      columns.append(ReportTable.Column(title: inlines.resolve(title, &state), alignment: side))
    }
    let rows = table.rows.map { row in
      row.map { ReportTable.Cell(inlines.resolve($0, &state)) }
    }
    let place = place(of: table)
    return ReportTable(
      number: place?.number, anchor: place?.anchor, caption: inlines.resolve(table.caption ?? [], &state),
      columns: columns, rows: rows)
  }

  /// The number and the anchor of a table with a caption.
  private mutating func place(of table: TableBlock) -> (number: Int, anchor: String)? {
    guard table.caption != nil else { return nil }
    guard let label = table.label else { return unlabeledTables.popFirst() }
    guard let number = labels.numbers[label], let anchor = labels.references[label]?.anchor else { return nil }
    return (number, anchor)
  }

  // MARK: - Images and notes

  /// An image becomes a figure, which every format can show.
  private mutating func image(_ image: ImageBlock) -> ReportBlock {
    let place: (number: Int, anchor: String)? =
      if let label = image.label { labels.numbers[label].map { ($0, labels.references[label]?.anchor ?? label) } } else
      {
        unlabeledImages.popFirst()
      }
    let caption = inlines.resolve(image.caption, &state)
    let bytes = notebook.files.first { $0.path == image.path }?.bytes ?? []
    guard let place, let picture = PNGPicture(bytes) else {
      return .notice(ReportNotice(weight: .warning, title: "\(image.path) could not be shown", text: caption))
    }
    let words = image.alternativeText ?? (caption.isEmpty ? image.path : caption.plainText)
    let drawing = DisplayList(picture: picture, title: "Figure \(place.number)", summary: words, width: image.width)
    var figure = ReportFigure(
      number: place.number, anchor: place.anchor, caption: caption, captionNote: nil, alternativeText: words,
      hasAuthorsAlternativeText: image.alternativeText != nil, width: image.width, drawing: drawing,
      data: .map([
        "file": .string(image.path), "digest": .string(ContentHash(of: bytes).hexadecimal),
        "width": .number(Double(picture.pixelWidth)), "height": .number(Double(picture.pixelHeight)),
      ]))
    figure.files = notebook.frontMatter.figureFiles
    return .figure(figure)
  }

  /// In the order of their numbers.
  private mutating func notes() -> [ReportFootnote] {
    var notes: [ReportFootnote] = []
    for definition in notebook.document.footnotes {
      guard let number = footnotes.number(definition.name), let anchor = footnotes.anchor(number) else { continue }
      notes.append(
        ReportFootnote(
          number: number, anchor: anchor, blocks: definition.blocks.map { block($0) },
          markedAt: state.markedAt[number] ?? []))
    }
    return notes.sorted { $0.number < $1.number }
  }

  // MARK: - Cells

  private mutating func cell(_ cell: Cell, at range: SourceRange) -> ReportBlock {
    let anchor = labels.references[cell.name]?.anchor ?? "cell"
    let listing = CellListing(
      kind: cell.kind.rawValue, name: cell.name, source: CellSource.text(at: range, in: notebook.document.source),
      anchor: cell.kind == .figure || cell.kind == .table ? anchor + "-cell" : anchor)
    guard let checked = notebook.cell(named: cell.name) else { return .cell(listing) }
    switch cell.kind {
    case .model, .train, .sweep: return .cell(listing)
    case .claim:
      return claims[cell.name].map { ClaimBox.block($0, listing: listing, placed: inlines.placed) } ?? .cell(listing)
    case .table: return .table(table(checked, anchor: anchor, listing: listing))
    case .figure: return figure(checked, anchor: anchor, listing: listing, range: cell.nameRange)
    }
  }

  private mutating func table(_ cell: CheckedCell, anchor: String, listing: CellListing) -> ReportTable {
    let content = ResultTable.build(
      configurations: results.configurations(named: cell.setting["runs"]),
      columns: ReportBuilder.names(in: cell.setting["columns"]),
      data: DataStatement(used: context.data, skipped: context.skipped, titles: context.dataTitles),
      claims: TableClaims(claims, of: cell.name), isGrouped: cell.setting["grouped"] == true)
    let rows = content.rows.map { row in
      row.map { ReportTable.Cell($0.content.map(inlines.placed), noteMarks: $0.noteMarks) }
    }
    return ReportTable(
      number: labels.numbers[cell.name], anchor: anchor, caption: inlines.resolve(cell.caption, &state),
      columns: content.columns, rows: rows, notes: content.notes, subjects: content.subjects,
      sections: content.sections, source: listing)
  }

  /// The first table that lists the claims of a sweep or a table one by one.
  private func place(ofClaims group: String) -> CrossReference? {
    let table = notebook.cells.first { cell in
      guard cell.kind == .table, cell.name == group || ReportBuilder.names(in: cell.setting["runs"]).contains(group)
      else {
        return false
      }
      return ReportBuilder.names(in: cell.setting["columns"]).contains {
        ["verdict", "difference", "claimed"].contains($0)
      }
    }
    return table.flatMap { labels.references[$0.name] }
  }

  private mutating func figure(
    _ cell: CheckedCell, anchor: String, listing: CellListing, range: SourceRange
  ) -> ReportBlock {
    let number = labels.numbers[cell.name] ?? 0
    let caption = inlines.resolve(cell.caption, &state)
    do throws(FigureUnavailable) {
      let content = try figures.content(of: cell)
      var figure = ReportFigure(
        number: number, anchor: anchor, caption: caption, captionNote: content.note,
        alternativeText: cell.alternativeText ?? content.drawing.summary,
        hasAuthorsAlternativeText: cell.alternativeText != nil, width: FigureContents.width(of: cell),
        drawing: content.drawing,
        narrowDrawing: content.narrowDrawing, data: content.data, table: content.table, scene: content.scene,
        source: listing)
      figure.files = notebook.frontMatter.figureFiles
      if let word = cell.setting.optionalString("letters") {
        figure.letters = SVGOptions.Letters(rawValue: word) ?? .text
      }
      return .figure(figure)
    } catch {
      state.diagnostics.append(
        Diagnostic(
          .warning, "figure-not-drawn", at: range, "‘\(cell.name)’ could not be drawn", explanation: error.reason))
      return .notice(
        ReportNotice(
          weight: .warning, title: "Figure \(number) could not be drawn", text: [.text(error.reason)],
          items: caption.isEmpty ? [] : [caption], anchor: anchor))
    }
  }

  static func names(in list: Setting?) -> [String] {
    switch list {
    case .string(let name)?: [name]
    case .list(let elements)?:
      elements.compactMap { if case .string(let name) = $0 { name } else { nil } }
    default: []
    }
  }

  private static func trimmed(_ text: String) -> String {
    text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
