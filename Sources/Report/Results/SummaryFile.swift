import Experiment
import Notebook
import OffprintCore

/// `summary.md`: the report's results on one screen, for a pull request or a CI job.
package enum SummaryFile {
  package static func markdown(_ document: ReportDocument) -> String {
    var parts = ["# \(escaped(document.metadata.title))"]
    parts.append(data(document.data))
    parts += document.notices.map(notice)
    if !document.claims.isEmpty { parts.append(claims(document.claims)) }
    parts += document.tables.map(table)
    let figures = document.body.compactMap(figure)
    if !figures.isEmpty { parts.append(figures.joined(separator: "\n")) }
    parts.append(reproducibility(document.reproducibility))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func data(_ statement: DataStatement) -> String {
    guard statement.isFallback else { return escaped(statement.headline) }
    return (["**\(escaped(statement.headline))**"] + statement.explanation.map(escaped)).joined(separator: "\n> ")
      .prefixed("> ")
  }

  private static func notice(_ notice: ReportNotice) -> String {
    let items = notice.items.map { "\n> - \(inlines($0))" }.joined()
    return "> **\(escaped(notice.title)).** \(inlines(notice.text))" + (items.isEmpty ? "" : "\n>" + items)
  }

  private static func table(_ table: ReportTable) -> String {
    let caption = "**\(table.label ?? "Table").** \(inlines(table.caption))"
    let head = row(table.columns.map { inlines($0.title) })
    let rule = row(table.columns.map { $0.alignment == .leading ? "---" : $0.alignment == .center ? ":-:" : "--:" })
    let rows = table.rows.enumerated().map { number, cells in
      let section = table.section(before: number).map { section in
        row(["**\(inlines(section.title))**"] + table.columns.dropFirst().map { _ in "" }) + "\n"
      }
      return (section ?? "")
        + row(cells.map { inlines($0.content) + $0.noteMarks.map { " (\($0))" }.joined() })
    }
    let notes = table.notes.map { ($0.mark.map { "(\($0)) " } ?? "") + inlines($0.text) }
    return ([caption, "", head, rule] + rows + (notes.isEmpty ? [] : ["", notes.joined(separator: "\n")]))
      .joined(separator: "\n")
  }

  private static func claims(_ claims: [ClaimResult]) -> String {
    let rows = ClaimResults.entries(of: claims).map { entry in
      let result = entry[0]
      if result.claim.group != nil {
        return row([escaped(GroupRow.title(entry)), "", "", "", "", "**\(GroupRow.verdicts(entry))**"])
      }
      let text = ClaimText(result: result)
      let words = result.claim.label ?? result.claim.quote.map { "“\($0)”" } ?? text.assertion
      return row([
        escaped(words), escaped(text.effect), escaped(text.interval), escaped(text.probability), escaped(text.seeds),
        "**\(result.finding.verdict.rawValue)**",
      ])
    }
    let head = [
      row(["Claim", "Difference", "Interval", "p", "Seeds", "Verdict"]),
      row(["---", "--:", "---", "--:", "--:", "---"]),
    ]
    return (["**Claims.**", ""] + head + rows).joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  /// A figure, or why there is none.
  private static func figure(_ block: ReportBlock) -> String? {
    switch block {
    case .figure(let figure): self.figure(figure)
    case .notice(let notice) where notice.anchor != nil:
      // In its place stands a notice with its anchor.
      "- **\(escaped(notice.title)):** \(inlines(notice.text))" + (notice.items.first.map { " \(inlines($0))" } ?? "")
    default: nil
    }
  }

  private static func figure(_ figure: ReportFigure) -> String {
    let label = FigureFiles.paths(of: figure).first.map { "[\(figure.label)](\($0))" } ?? figure.label
    return "- \(label): \(inlines(figure.caption))"
  }

  private static func reproducibility(_ box: ReproducibilityBox) -> String {
    box.entries.map { entry in
      let value = entry.isCode ? "`\(entry.value.replacing("`", with: "'"))`" : escaped(entry.value)
      return "- \(entry.term): \(value)" + (entry.digest.map { ", SHA-256 \($0.short)…" } ?? "")
    }
    .joined(separator: "\n")
  }

  private static func inlines(_ inlines: [ReportInline]) -> String {
    escaped(inlines.plainText)
  }

  /// Characters that Markdown would read as markup, and line ends, which would end a row or a quotation.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>#&~".contains(character) { result += "\\" }
      result += character.isNewline ? " " : String(character)
    }
    return result
  }
}

extension String {
  fileprivate func prefixed(_ prefix: String) -> String { prefix + self }
}
