import Foundation
import Mathematics
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
  /// The numbers of equations, figures and tables, by their labels: cells have their names.
  package private(set) var numbers: [String: Int] = [:]
  /// What `@label` becomes; also the anchors of cells.
  package private(set) var references: [String: CrossReference] = [:]
  /// The anchors that are taken, to hand out more.
  package private(set) var anchors: Anchors
  /// The numbers and anchors of images without a label, in the document's order.
  package private(set) var unlabeledImages: [(number: Int, anchor: String)] = []
  /// Likewise of tables with a caption and without a label.
  package private(set) var unlabeledTables: [(number: Int, anchor: String)] = []

  /// `reserved` are anchors that the page itself uses.
  package init(document: NotebookDocument, reserved: Set<String>) {
    anchors = Anchors(reserved: reserved)
    // Names that the author chose go first, so that a title that happens to read alike does not take them.
    let labels = Labels.headingLabels(in: document)
    claimFloats(document)
    for label in labels { anchorsOfLabels[label] = anchors.claim(label) }
    number(document)
  }

  private var anchorsOfLabels: [String: String] = [:]

  private static func headingLabels(in document: NotebookDocument) -> [String] {
    document.blocks.compactMap { block in
      if case .heading(_, let label?, _) = block.content { label } else { nil }
    }
  }

  /// Figures, tables and equations are numbered in the order of the file, cells and prose alike.
  private mutating func claimFloats(_ document: NotebookDocument) {
    var (figures, tables, equations) = (0, 0, 0)
    for block in document.labeledBlocks {
      switch block.content {
      case .cell(let cell) where cell.kind == .figure:
        figures += 1
        claim(cell.name, .figure, "Figure", figures)
      case .cell(let cell) where cell.kind == .table:
        tables += 1
        claim(cell.name, .table, "Table", tables)
      case .cell(let cell):
        refer(to: cell.name, as: .cell, cell.name, anchor: anchors.claim("cell-\(cell.name)"))
      case .image(let image):
        figures += 1
        if let label = image.label {
          claim(label, .figure, "Figure", figures)
        } else {
          unlabeledImages.append((figures, anchors.claim("fig-\(Labels.stem(of: image.path))")))
        }
      case .table(let table) where table.caption != nil:
        tables += 1
        if let label = table.label {
          claim(label, .table, "Table", tables)
        } else {
          unlabeledTables.append((tables, anchors.claim("tbl-\(tables)")))
        }
      case .equation(let equation):
        guard let label = equation.label else { continue }
        equations += 1
        claim(label, .equation, "Equation", equations, as: equation.formula.tag)
      default: break
      }
    }
  }

  private mutating func claim(
    _ label: String, _ kind: CrossReference.Kind, _ word: String, _ number: Int, as tag: String? = nil
  ) {
    numbers[label] = number
    refer(to: label, as: kind, "\(word)\u{A0}\(tag ?? String(number))", anchor: anchors.claim(label))
  }

  /// `setup` of `images/setup.png`.
  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return String(name.split(separator: ".").first ?? "image")
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
