import Notebook

/// A report as a Jupyter notebook: its text as Markdown with every number in place, its computed tables and its figures as cells
/// of code with what they show. The cells run again with Python alone, from a folder of data beside the notebook.
package enum JupyterWriter {
  /// The notebook `NAME.ipynb`, and `NAME_files/` with the figures and with `runs`, the comma-separated values of every run
  /// under the columns `configuration`, `seed`, `status` and the names of metrics and settings. Throws where a figure cannot be
  /// drawn.
  package static func files(
    of document: ReportDocument, named name: String, runs: String, date: String = "1970-01-01T00:00:00Z"
  ) throws(ReportWritingError) -> [ReportFile] {
    let folder = "\(name)_files"
    let pictures = try ParallelWork.map(document.figures, weight: { _ in 1 }) {
      figure throws(ReportWritingError) in
      Picture(
        svg: try FigureFiles.file(of: figure, as: .svg, date: date).bytes,
        png: try FigureFiles.file(of: figure, as: .png, date: date).bytes)
    }
    var byAnchor: [String: Picture] = [:]
    for (figure, picture) in zip(document.figures, pictures) { byAnchor[figure.anchor] = picture }
    let notebook = JupyterFile(
      title: document.metadata.title, authors: document.metadata.authors.map(\.name),
      cells: cells(of: document, folder: folder, byAnchor))
    let bytes: [UInt8]
    do {
      bytes = try notebook.encoded()
    } catch {
      throw ReportWritingError("the notebook could not be written: \(error)")
    }
    let drawn = zip(document.figures, pictures).map { figure, picture in
      ReportFile(path: "\(folder)/\(figure.anchor).svg", bytes: picture.svg)
    }
    return [
      ReportFile(path: "\(name).ipynb", bytes: bytes), ReportFile(path: "\(folder)/runs.csv", bytes: Array(runs.utf8)),
    ] + drawn
  }

  /// Where scripts may not run, viewers show the picture that cannot have any.
  private struct Picture: Sendable {
    let svg: [UInt8]
    let png: [UInt8]
  }

  // MARK: - Cells

  private static func cells(
    of document: ReportDocument, folder: String, _ pictures: [String: Picture]
  ) -> [JupyterFile.Cell] {
    var cells: [JupyterFile.Cell] = [
      .markdown(title(of: document)), .code(JupyterCode.setup(folder: folder), nil, isFolded: true),
    ]
    // Text that belongs together, up to the next heading or the next cell of code.
    var text: [ReportBlock] = []
    func flush() {
      if !text.isEmpty { cells.append(.markdown(JupyterMarkdown.text(text))) }
      text = []
    }
    for block in document.body {
      switch block {
      case .heading:
        flush()
        text.append(block)
      case .figure(let figure):
        flush()
        cells += self.cells(of: figure, pictures[figure.anchor])
      case .table(let table) where table.source != nil && !table.rows.isEmpty:
        flush()
        cells += self.cells(of: table)
      default: text.append(block)
      }
    }
    flush()
    return cells + endMatter(of: document).map(JupyterFile.Cell.markdown)
  }

  private static func cells(of figure: ReportFigure, _ picture: Picture?) -> [JupyterFile.Cell] {
    let output = picture.map {
      JupyterFile.Output(
        text: figure.alternativeText, svg: String(decoding: $0.svg, as: UTF8.self), png: $0.png)
    }
    var caption = "**\(JupyterMarkdown.escaped(figure.label)).** \(JupyterMarkdown.inlines(figure.caption))"
    if let note = figure.captionNote { caption += " \(JupyterMarkdown.escaped(note))" }
    if let source = figure.source { caption += "\n\n\(JupyterMarkdown.text(source))" }
    return [
      .markdown(JupyterMarkdown.place(figure.anchor)),
      .code(JupyterCode.figure(figure.anchor), output, isFolded: true), .markdown(caption),
    ]
  }

  private static func cells(of table: ReportTable) -> [JupyterFile.Cell] {
    var cells: [JupyterFile.Cell] = []
    if let anchor = table.anchor { cells.append(.markdown(JupyterMarkdown.place(anchor))) }
    cells.append(.code(JupyterTable.code(table), JupyterTable.output(table), isFolded: true))
    var notes = table.notes.map { note in
      (note.mark.map { "(\($0)) " } ?? "") + JupyterMarkdown.inlines(note.text)
    }
    if let source = table.source { notes.append(JupyterMarkdown.text(source)) }
    if !notes.isEmpty { cells.append(.markdown(notes.joined(separator: "\n\n"))) }
    return cells
  }

  // MARK: - Before and behind the body

  private static func title(of document: ReportDocument) -> String {
    let metadata = document.metadata
    var parts = ["# \(JupyterMarkdown.escaped(metadata.title))"]
    if let subtitle = metadata.subtitle { parts.append("*\(JupyterMarkdown.escaped(subtitle))*") }
    let authors = metadata.authors.map { author in
      JupyterMarkdown.escaped(author.name) + (author.affiliation.map { " (\(JupyterMarkdown.escaped($0)))" } ?? "")
    }
    let line = authors.joined(separator: ", ")
    let byline = [line, metadata.date.map(JupyterMarkdown.escaped) ?? ""].filter { !$0.isEmpty }
    if !byline.isEmpty { parts.append(byline.joined(separator: " · ")) }
    let headline = JupyterMarkdown.escaped(document.data.headline)
    parts.append(
      document.data.isFallback
        ? (["**\(headline)**"] + document.data.explanation.map(JupyterMarkdown.escaped)).map { "> \($0)" }
          .joined(separator: "\n>\n") : headline)
    parts += document.notices.map(JupyterMarkdown.text)
    parts += metadata.abstract.map { JupyterMarkdown.inlines($0) }
    return parts.joined(separator: "\n\n")
  }

  /// Footnotes, references, and what it takes to make the report again.
  private static func endMatter(of document: ReportDocument) -> [String] {
    var cells: [String] = []
    if !document.footnotes.isEmpty {
      let notes = document.footnotes.map { note in
        "\(JupyterMarkdown.place(note.anchor))\(note.number). \(JupyterMarkdown.text(note.blocks))"
      }
      cells.append((["## Notes"] + notes).joined(separator: "\n\n"))
    }
    if !document.references.isEmpty {
      let entries = document.references.map { reference in
        let marker = reference.marker.map { JupyterMarkdown.escaped($0) + " " } ?? ""
        return JupyterMarkdown.place(reference.anchor) + marker + JupyterMarkdown.inlines(reference.text)
      }
      cells.append((["## References"] + entries).joined(separator: "\n\n"))
    }
    let box = document.reproducibility.entries.map { entry in
      let value = entry.isCode ? "`\(entry.value.replacing("`", with: "'"))`" : JupyterMarkdown.escaped(entry.value)
      return "- \(entry.term): \(value)" + (entry.digest.map { ", SHA-256 `\($0)`" } ?? "")
    }
    cells.append("## Reproducing this report\n\n" + box.joined(separator: "\n"))
    return cells
  }
}
