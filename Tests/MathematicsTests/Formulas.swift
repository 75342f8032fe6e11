import Foundation
import Mathematics
import Testing

/// The formulas of Fixtures/formulas.txt, as papers on these losses print them.
struct PaperFormula: CustomTestStringConvertible {
  let name: String
  let source: String

  var testDescription: String { name }

  func formula(_ style: Formula.Style = .display) throws -> Formula { try Formula(parsing: source, style: style) }

  static let all: [PaperFormula] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/formulas.txt")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return parts.count == 2 ? PaperFormula(name: parts[0], source: parts[1]) : nil
    }
  }()
}
