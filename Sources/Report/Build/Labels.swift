import Foundation
package import Notebook

/// The numbers and anchors of everything that prose can refer to, gathered before any prose is resolved, so that a reference
/// may stand before what it refers to.
package struct Labels: Sendable {
  package struct Heading: Hashable, Sendable {
    /// From 1, without gaps on the way down.
    package var level: Int
    package var number: String
    package var anchor: String
  }

  /// One for each heading, in the document's order.
  package private(set) var headings: [Heading] = []
  /// The numbers of figure and table cells, by the cell's name.
  package private(set) var numbers: [String: Int] = [:]
  /// What `@label` becomes; also the anchors of cells.
  package private(set) var references: [String: CrossReference] = [:]
  private var anchors: Anchors

  /// `reserved` are anchors that the page itself uses.
  package init(document: NotebookDocument, reserved: Set<String>) {
    anchors = Anchors(reserved: reserved)
    // Names that the author chose go first, so that a title that happens to read alike does not take them.
    let labels = Labels.headingLabels(in: document)
    claimCells(document.cells)
    for label in labels { anchorsOfLabels[label] = anchors.claim(label) }
    number(document)
  }

  private var anchorsOfLabels: [String: String] = [:]

  private static func headingLabels(in document: NotebookDocument) -> [String] {
    document.blocks.compactMap { block in
      if case .heading(_, let label?, _) = block.content { label } else { nil }
    }
  }

  private mutating func claimCells(_ cells: [Cell]) {
    var figures = 0
    var tables = 0
    for cell in cells {
      switch cell.kind {
      case .figure:
        figures += 1
        numbers[cell.name] = figures
        refer(to: cell.name, as: .figure, "Figure\u{A0}\(figures)", anchor: anchors.claim(cell.name))
      case .table:
        tables += 1
        numbers[cell.name] = tables
        refer(to: cell.name, as: .table, "Table\u{A0}\(tables)", anchor: anchors.claim(cell.name))
      case .model, .train, .sweep, .claim:
        refer(to: cell.name, as: .cell, cell.name, anchor: anchors.claim("cell-\(cell.name)"))
      }
    }
  }

  private mutating func refer(to label: String, as kind: CrossReference.Kind, _ text: String, anchor: String) {
    references[label] = CrossReference(kind: kind, text: text, anchor: anchor)
  }

  private mutating func number(_ document: NotebookDocument) {
    let levels = document.blocks.compactMap { block in
      if case .heading(let level, _, _) = block.content { level } else { nil }
    }
    let top = levels.min() ?? 1
    var counters: [Int] = []
    for block in document.blocks {
      guard case .heading(let written, let label, let title) = block.content else { continue }
      // A jump from 1 to 3 would number a section that is not there.
      let level = min(written - top + 1, counters.count + 1)
      counters = Array(counters.prefix(level))
      if counters.count < level { counters.append(0) }
      counters[level - 1] += 1
      let number = counters.map(String.init).joined(separator: ".")
      let anchor = label.flatMap { anchorsOfLabels[$0] } ?? anchors.claim(title.plainText)
      headings.append(Heading(level: level, number: number, anchor: anchor))
      if let label { refer(to: label, as: .section, "Section\u{A0}\(number)", anchor: anchor) }
    }
  }
}
