internal import Foundation
internal import OffprintCore

/// Matrices as means over seeds, with their words.
struct ConfusionPlot {
  struct Matrix {
    var title: String
    var classNames: [String]
    /// `[true class][predicted class]`, means over the seeds.
    var means: [[Double]]
    var seeds: Int

    func total(_ row: Int) -> Double { means[row].reduce(0, +) }

    var errors: Double {
      means.indices.reduce(0) { sum, row in
        sum + means[row].indices.reduce(0) { $0 + (row == $1 ? 0 : means[row][$1]) }
      }
    }
  }

  let matrices: [Matrix]
  let numbers: ConfusionMatrix.Numbers
  /// The largest cell off the diagonal of any matrix.
  let largest: Double

  init(_ panels: [ConfusionMatrix.Panel], numbers: ConfusionMatrix.Numbers) throws(PlotError) {
    self.numbers = numbers
    guard (1...ConfusionMatrix.maximumPanels).contains(panels.count) else {
      throw PlotError(
        "confusion-matrix draws one to \(ConfusionMatrix.maximumPanels) configurations, not \(panels.count)")
    }
    var matrices: [Matrix] = []
    for panel in panels {
      let size = panel.classNames.count
      guard size > 0, size <= 40, !panel.counts.isEmpty,
        panel.counts.allSatisfy({ $0.count == size && $0.allSatisfy { $0.count == size } })
      else { throw PlotError("“\(panel.title)” has no confusion matrix of 1 to 40 classes") }
      let means = (0..<size).map { row in
        (0..<size).map { column in
          panel.counts.reduce(0.0) { $0 + Double($1[row][column]) } / Double(panel.counts.count)
        }
      }
      matrices.append(
        Matrix(title: panel.title, classNames: panel.classNames, means: means, seeds: panel.counts.count))
    }
    self.matrices = matrices
    largest =
      matrices.flatMap { matrix in
        matrix.means.enumerated().flatMap { row, values in
          values.enumerated().filter { $0.offset != row }.map(\.element)
        }
      }.max() ?? 0
  }

  func grid(_ index: Int) -> CellGrid {
    let matrix = matrices[index]
    let cells = matrix.means.indices.map { row in
      matrix.means[row].indices.map { cell(matrix, row, $0) }
    }
    let rates = matrix.means.indices.map { row in
      matrix.total(row) > 0 ? NumberText.fixed(matrix.means[row][row] / matrix.total(row) * 100, decimals: 1) : "–"
    }
    return CellGrid(
      rowLabels: matrix.classNames, columnLabels: matrix.classNames, rowTitle: "True class",
      columnTitle: "Predicted class", cells: cells, margin: rates, marginTitle: "right, %",
      heading: matrices.count > 1 ? matrix.title : nil)
  }

  private func cell(_ matrix: Matrix, _ row: Int, _ column: Int) -> CellGrid.Cell {
    let value = matrix.means[row][column]
    let share = matrix.total(row) > 0 ? value / matrix.total(row) * 100 : 0
    let count = text(value)
    let (truth, guess) = (matrix.classNames[row], matrix.classNames[column])
    let hover =
      row == column
      ? "\(truth) taken for \(truth): \(count) images, \(NumberText.fixed(share, decimals: 2))\u{A0}%"
      : "\(truth) taken for \(guess): \(count) images, \(NumberText.fixed(share, decimals: 2))\u{A0}%"
    let shown =
      switch numbers {
      case .counts: count
      case .percent: NumberText.fixed(share, decimals: row == column ? 1 : 2)
      case .none: ""
      }
    if row == column { return CellGrid.Cell(ground: .muted, text: shown, hover: hover) }
    guard value > 0 else { return CellGrid.Cell(ground: .blank, text: "", hover: hover) }
    let part = largest > 0 ? value / largest : 0
    return CellGrid.Cell(
      ground: .ramp(max(1, Palette.rampStep(part: part))), text: shown, hover: hover)
  }

  /// A mean of counts: whole where it is, else with one decimal.
  func text(_ value: Double) -> String {
    value == value.rounded() || value >= 100
      ? NumberText.fixed(value, decimals: 0) : NumberText.fixed(value, decimals: 1)
  }

  // MARK: Words

  var title: String { "Confusion matrix: " + matrices.map(\.title).joined(separator: ", ") }

  var summary: String {
    let sentences = matrices.map { matrix -> String in
      let total = matrix.means.indices.reduce(0) { $0 + matrix.total($1) }
      var text = "\(matrix.title): \(text(matrix.errors)) of \(NumberText.count(Int(min(total, 1e15)))) images wrong"
      if matrix.seeds > 1 { text += " on average over \(matrix.seeds) seeds" }
      let pairs = matrix.means.indices.flatMap { row in
        matrix.means[row].indices.filter { $0 != row }.map { (row, $0, matrix.means[row][$0]) }
      }.sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
      let most = pairs.prefix(3).filter { $0.2 > 0 }.map { row, column, value in
        "\(matrix.classNames[row]) for \(matrix.classNames[column]) (\(self.text(value)))"
      }
      return text + (most.isEmpty ? "." : "; most often it takes \(Words.list(most)).")
    }
    return (["Which classes are taken for which on the test set."] + sentences).joined(separator: " ")
  }

  var captionNote: String? {
    let seeds = Words.seeds(matrices.map(\.seeds))
    let cells = numbers == .percent ? "Cells are percent of the true class" : "Cells count test images"
    let means = seeds.map { ", means over \($0)" } ?? ""
    return "\(cells)\(means); the right column is the percentage of each class that is recognized."
  }

  var data: Setting {
    [
      "plot": "confusion-matrix", "numbers": .string(numbers.rawValue),
      "panels": .list(
        matrices.map { matrix in
          [
            "title": .string(matrix.title), "seeds": .number(Double(matrix.seeds)),
            "classes": .list(matrix.classNames.map(Setting.string)),
            "means": .list(matrix.means.map { .list($0.map(Setting.number)) }),
          ]
        }),
    ]
  }

  var table: DataTable {
    let rows = matrices.flatMap { matrix in
      matrix.means.indices.flatMap { row in
        matrix.means[row].indices.map { column -> [Setting?] in
          [
            .string(matrix.title), .string(matrix.classNames[row]), .string(matrix.classNames[column]),
            .finite(matrix.means[row][column]), .finite(matrix.seeds),
          ]
        }
      }
    }
    return DataTable(columns: ["run", "true", "predicted", "mean-count", "seeds"], rows: rows)
  }
}
