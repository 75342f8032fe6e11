import CommandLineParser
import Experiment
import OffprintCore
import RunStore

/// `loss.margin>=0.4`: what a stored run has to be like. A run that does not have the key is never like it.
struct RunCondition: Sendable {
  enum Comparison: String, CaseIterable {
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case below = "<"
    case above = ">"
  }

  let text: String
  let key: String
  let comparison: Comparison
  /// A number where it reads as one; a percent sign after it is of no concern.
  let value: Setting

  /// Throws where it is no condition, or one that compares words by size.
  init(_ text: String) throws(ValueError) {
    guard let start = text.firstIndex(where: { "=!<>".contains($0) }), start > text.startIndex,
      let comparison = Comparison.allCases.first(where: { text[start...].hasPrefix($0.rawValue) })
    else { throw ValueError("a key, a comparison and a value are wanted, such as loss.margin>=0.4") }
    let right = text[text.index(start, offsetBy: comparison.rawValue.count)...].trimmed
    guard !right.isEmpty else { throw ValueError("a value is wanted after \(comparison.rawValue)") }
    let digits = right.hasSuffix("%") ? String(right.dropLast()).trimmed : right
    if let number = Double(digits), number.isFinite {
      value = .number(number)
    } else if right == "true" || right == "false" {
      value = .boolean(right == "true")
    } else if comparison == .equal || comparison == .notEqual {
      value = .string(right)
    } else {
      throw ValueError("\(comparison.rawValue) compares numbers, and ‘\(right)’ is none")
    }
    self.text = text
    self.key = text[..<start].trimmed
    self.comparison = comparison
  }

  static let type = ArgumentType<RunCondition>(
    placeholder: "condition", read: { word throws(ValueError) in try RunCondition(word) }, show: { $0.text })

  func holds(for record: RunRecord, in store: RunStore) -> Bool {
    guard let found = RunQuantity.named(key).value(record, store) else { return false }
    switch comparison {
    case .equal: return found == value
    case .notEqual: return found != value
    default: break
    }
    guard case .number(let left) = found, case .number(let right) = value else { return false }
    return switch comparison {
    case .below: left < right
    case .above: left > right
    case .atMost: left <= right
    default: left >= right
    }
  }
}

extension StringProtocol {
  /// Without the blanks around it.
  fileprivate var trimmed: String {
    String(String(drop { $0 == " " }).reversed().drop { $0 == " " }.reversed())
  }
}
