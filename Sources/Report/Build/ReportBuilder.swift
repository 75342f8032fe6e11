import Experiment
package import Interop
package import Notebook
package import OffprintCore
import Plotting

/// Makes the report's document from a checked notebook and what is known of its runs. Pure: equal arguments, equal document.
package struct ReportBuilder {
  /// Anchors of the page's own parts, which no heading may take.
  package static let reservedAnchors: Set<String> = [
    "abstract", "card", "cells", "claims", "content", "contents", "data", "figures", "footnotes", "notices", "numbers",
    "references", "reproducibility", "runs", "tables", "top",
  ]

  private let notebook: CheckedNotebook
  private let context: ReportContext
  private let results: ResultSet
  private let claims: ClaimResults
  private let labels: Labels
  private let inlines: InlineResolver
  private let typesetter: Typesetter
  private var diagnostics: [Diagnostic] = []

  private init(notebook: CheckedNotebook, context: ReportContext, typesetter: Typesetter) {
    self.typesetter = typesetter
    self.notebook = notebook
    self.context = context
    results = ResultSet(plan: notebook.plan, context: context)
    claims = ClaimResults(notebook.claims, results: results)
    labels = Labels(document: notebook.document, reserved: ReportBuilder.reservedAnchors)
    inlines = InlineResolver(
      labels: labels, evaluator: ResultEvaluator(results: results, claims: claims), references: notebook.results)
  }

  /// The document, and warnings for the author: links that were refused, figures that could not be drawn.
  package static func build(
    _ notebook: CheckedNotebook, context: ReportContext, typesetter: Typesetter = Typesetter()
  ) -> (document: ReportDocument, diagnostics: [Diagnostic]) {
    var builder = ReportBuilder(notebook: notebook, context: context, typesetter: typesetter)
    let document = builder.document()
    return (document, builder.diagnostics + UnboundNumbers.warnings(in: notebook, results: builder.results))
  }

  private mutating func document() -> ReportDocument {
    let metadata = metadata()
    let body = ClaimLedger.blocks(claims) + body()
    return ReportDocument(
      language: "en", metadata: metadata,
      data: DataStatement(used: context.data, skipped: context.skipped, titles: context.dataTitles),
      notices: RunNotices.all(for: results, command: context.command), body: body,
      reproducibility: reproducibility(), claims: claims.all,
      runs: results.runs)
  }

  private mutating func metadata() -> ReportMetadata {
    let front = notebook.frontMatter
    return ReportMetadata(
      title: Typography.set(front.title), subtitle: front.subtitle.map { Typography.set($0) },
      authors: front.authors.map { ReportAuthor(name: $0.name, affiliation: $0.affiliation) }, date: front.date,
      abstract: front.abstract.map { inlines.resolve($0, &diagnostics) })
  }

  private func reproducibility() -> ReproducibilityBox {
    let runs = results.distinctRuns
    return ReproducibilityBox(
      notebook: context.notebookName, notebookDigest: context.notebookDigest, data: context.data,
      seeds: Set(runs.map(\.spec.seed)).sorted(), offprintVersion: context.offprintVersion,
      engineVersion: context.engineVersion, command: context.command, runCount: runs.count,
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
          level: heading.level, number: heading.number, title: inlines.resolve(title, &diagnostics),
          anchor: heading.anchor))
    }
  }

  private mutating func block(_ block: Block) -> ReportBlock {
    switch block.content {
    case .heading(_, _, let title):
      // Only headings at the top level open sections; one inside a quotation or a list is a line of strong text.
      return .paragraph([.strong(inlines.resolve(title, &diagnostics))])
    case .paragraph(let content): return .paragraph(inlines.resolve(content, &diagnostics))
    case .list(let list):
      return .list(
        ReportList(
          start: list.start, isTight: list.isTight, items: list.items.map { item in item.map { self.block($0) } }))
    case .quote(let blocks): return .quote(blocks.map { self.block($0) })
    case .code(let info, let text): return .code(CodeListing(language: info, text: ReportBuilder.trimmed(text)))
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
      columns.append(ReportTable.Column(title: inlines.resolve(title, &diagnostics), alignment: side))
    }
    let rows = table.rows.map { row in
      row.map { ReportTable.Cell(inlines.resolve($0, &diagnostics)) }
    }
    return ReportTable(number: nil, anchor: nil, caption: [], columns: columns, rows: rows)
  }

  // MARK: - Cells

  private mutating func cell(_ cell: Cell, at range: SourceRange) -> ReportBlock {
    let anchor = labels.references[cell.name]?.anchor ?? "cell"
    let listing = CellListing(
      kind: cell.kind.rawValue, name: cell.name, source: CellSource.text(at: range, in: notebook.document.source),
      anchor: cell.kind == .figure || cell.kind == .table ? anchor + "-cell" : anchor)
    guard let checked = notebook.cell(named: cell.name) else { return .cell(listing) }
    switch cell.kind {
    case .model, .train, .sweep, .claim: return .cell(listing)
    case .table: return .table(table(checked, anchor: anchor, listing: listing))
    case .figure: return figure(checked, anchor: anchor, listing: listing, range: cell.nameRange)
    }
  }

  private mutating func table(_ cell: CheckedCell, anchor: String, listing: CellListing) -> ReportTable {
    let content = ResultTable.build(
      configurations: configurations(of: cell.setting["runs"]), columns: names(in: cell.setting["columns"]),
      data: DataStatement(used: context.data, skipped: context.skipped, titles: context.dataTitles))
    let rows = content.rows.map { row in
      row.map { ReportTable.Cell($0.content.map(inlines.placed), noteMarks: $0.noteMarks) }
    }
    return ReportTable(
      number: labels.numbers[cell.name], anchor: anchor, caption: inlines.resolve(cell.caption, &diagnostics),
      columns: content.columns, rows: rows, notes: content.notes, source: listing)
  }

  private mutating func figure(
    _ cell: CheckedCell, anchor: String, listing: CellListing, range: SourceRange
  ) -> ReportBlock {
    let number = labels.numbers[cell.name] ?? 0
    let caption = inlines.resolve(cell.caption, &diagnostics)
    let plot = cell.setting["plot"] ?? .map([:])
    let input = FigureInput(
      plot: plot, configurations: configurations(of: plot["runs"]), embeddings: context.embeddings,
      typesetter: typesetter)
    do throws(FigureUnavailable) {
      let content = try FigureRegistry.content(for: input, cache: context.cache)
      return .figure(
        ReportFigure(
          number: number, anchor: anchor, caption: caption, captionNote: content.note,
          alternativeText: cell.alternativeText ?? content.drawing.summary,
          hasAuthorsAlternativeText: cell.alternativeText != nil, width: width(of: cell), drawing: content.drawing,
          narrowDrawing: content.narrowDrawing, data: content.data, source: listing))
    } catch {
      diagnostics.append(
        Diagnostic(
          .warning, "figure-not-drawn", at: range, "‘\(cell.name)’ could not be drawn", explanation: error.reason))
      return .notice(
        ReportNotice(
          weight: .warning, title: "Figure \(number) could not be drawn", text: [.text(error.reason)],
          items: caption.isEmpty ? [] : [caption], anchor: anchor))
    }
  }

  private func width(of cell: CheckedCell) -> Double {
    guard case .number(let width)? = cell.setting["width"] else { return 1 }
    return min(max(width, 0.1), 1)
  }

  /// The configurations of the cells that a `runs:` list names, in its order.
  private func configurations(of runs: Setting?) -> [ConfigurationResult] {
    names(in: runs).flatMap { results.configurations(of: $0) }
  }

  private func names(in list: Setting?) -> [String] {
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
