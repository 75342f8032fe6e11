import Experiment
import OffprintCore

/// What the holes of a page are filled with.
enum PageValues {
  /// All names that a page knows, those of the writer included.
  static let names: Set<String> = [
    "abstract", "authors", "body", "cells", "contents", "dataCounts", "dataExplanation", "dataHeadline", "dataName",
    "date",
    "earlyScript", "endMatter", "figures", "hasAbstract", "hasAuthors", "hasContents", "hasKeyNumbers", "isFallback",
    "keyNumbers", "language", "notices", "policy", "reproducibility", "runs", "runsDetail", "runsHeadline", "script",
    "styleSheet", "subtitle", "tables", "template", "title", "version", "windowTitle",
  ]
  /// Those within a section.
  static let children: [String: Set<String>] = [
    "authors": ["name", "affiliation"], "keyNumbers": ["label", "what", "value"],
    "reproducibility": ["term", "value", "isCode", "digest"],
  ]

  /// What `document` says. Those of the page itself, such as its style sheet, are added by the writer. What is not among
  /// `wanted` may be empty: no page shows the whole text and its tables and figures once more.
  static func values(
    of document: ReportDocument, pictures: [String: String], wanted: Set<String>, cache: ReportCache? = nil
  ) -> [String: TemplateValue] {
    head(document).merging(front(document)) { $1 }
      .merging(parts(document, HTMLBlocks(pictures: pictures, cache: cache), wanted)) { $1 }
  }

  private static func head(_ document: ReportDocument) -> [String: TemplateValue] {
    let metadata = document.metadata
    let authors = metadata.authors.map { author in
      TemplateValue.map(["name": .text(author.name), "affiliation": TemplateValue(author.affiliation)])
    }
    return [
      "language": .text(document.language), "version": .text(document.reproducibility.offprintVersion),
      "windowTitle": .text(metadata.title), "title": .text(HTMLText.prose(metadata.title)),
      "subtitle": TemplateValue(metadata.subtitle.map(HTMLText.prose)), "hasAuthors": .flag(!authors.isEmpty),
      "authors": .list(authors), "date": TemplateValue(metadata.date),
    ]
  }

  /// Contents, data, runs, notices and abstract.
  private static func front(_ document: ReportDocument) -> [String: TemplateValue] {
    let contents = HTMLContents.html(of: document)
    let abstract = document.metadata.abstract.map { "<p>\(HTMLInlines.html($0))</p>\n" }.joined()
    let data = document.data
    let counts = data.used.map {
      "\(Digits.grouped($0.trainCount)) training, \(Digits.grouped($0.testCount)) test images"
    }
    let box = document.reproducibility
    return [
      "hasContents": .flag(!contents.isEmpty), "contents": .text(contents), "isFallback": .flag(data.isFallback),
      "dataHeadline": .text(data.headline), "dataExplanation": .list(data.explanation.map { .text($0) }),
      "dataName": .text(data.used.map { data.title($0.name) } ?? data.headline), "dataCounts": TemplateValue(counts),
      "runsHeadline": .text(box.runsHeadline), "runsDetail": TemplateValue(box.runsDetail),
      "notices": .text(document.notices.map(HTMLBlocks.html).joined()), "hasAbstract": .flag(!abstract.isEmpty),
      "abstract": .text(abstract),
    ]
  }

  /// The text, and the same in parts for pages that show some of them only.
  private static func parts(
    _ document: ReportDocument, _ blocks: HTMLBlocks, _ wanted: Set<String>
  ) -> [String: TemplateValue] {
    func text(_ name: String, _ html: @autoclosure () -> String) -> TemplateValue {
      .text(wanted.contains(name) ? html() : "")
    }
    let numbers = KeyNumber.all(in: document)
    let tables = document.body.filter { if case .table = $0 { true } else { false } }
    let figures = document.body.filter { if case .figure = $0 { true } else { false } }
    let cells = document.body.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
    return [
      "body": text("body", blocks.html(document.body)),
      "endMatter": .text(
        HTMLEndNotes.references(document.references) + HTMLEndNotes.footnotes(document.footnotes, blocks)
          + FigureData.testPictures(of: document)),
      "tables": text("tables", blocks.html(tables)), "figures": text("figures", blocks.html(figures)),
      "cells": text("cells", HTMLBlocks.group(cells)), "runs": text("runs", HTMLRuns.html(document.runs)),
      "hasKeyNumbers": .flag(!numbers.isEmpty),
      "keyNumbers": .list(
        numbers.map {
          .map([
            "label": .text($0.label), "what": .text($0.what), "value": .text(HTMLInlines.html($0.value)),
          ])
        }),
      "reproducibility": .list(
        document.reproducibility.entries.map {
          .map([
            "term": .text($0.term), "value": .text($0.value), "isCode": .flag($0.isCode),
            "digest": TemplateValue($0.digest?.hexadecimal),
          ])
        }),
    ]
  }
}

extension ReproducibilityBox {
  /// `36, all finished`, or what became of them.
  fileprivate var runsHeadline: String {
    let lacking = failedCount + missingCount
    guard runCount > 0 else { return "none" }
    return lacking == 0 ? "\(Digits.grouped(runCount)), all finished" : runsText
  }

  /// `Seeds 1, 2, 3`.
  fileprivate var runsDetail: String? {
    seeds.isEmpty ? nil : SeedText.phrase(seeds)
  }
}
