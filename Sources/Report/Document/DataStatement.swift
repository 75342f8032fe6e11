package import Experiment

/// Which data the numbers come from, and why.
package struct DataStatement: Hashable, Sendable {
  package struct Skipped: Hashable, Sendable {
    package var name: String
    /// Why it could not be had: a clause without a final stop.
    package var reason: String

    package init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  /// The data set that was used; nil where no run could be found on any.
  package var used: DataIdentity?
  /// Those the notebook would rather have had, in its order.
  package var skipped: [Skipped]
  /// What running text calls data sets, by name.
  package var titles: [String: String]

  package init(used: DataIdentity?, skipped: [Skipped], titles: [String: String] = [:]) {
    self.used = used
    self.skipped = skipped
    self.titles = titles
  }

  /// What running text calls the data set `name`.
  func title(_ name: String) -> String { titles[name] ?? name }

  /// Whether another data set was used than the one the notebook asks for first. Then it must be shown loudly.
  package var isFallback: Bool { !skipped.isEmpty }

  /// "Data: MNIST, 60,000 training and 10,000 test images."
  package var headline: String {
    guard let used else { return "No data set could be had." }
    let counts = "\(Digits.grouped(used.trainCount)) training and \(Digits.grouped(used.testCount)) test images"
    guard isFallback else { return "Data: \(title(used.name)), \(counts)." }
    let wanted = skipped.map { title($0.name) }.joined(separator: " and ")
    return "\(wanted) could not be had: \(title(used.name)) was used instead."
  }

  /// The sentences under the headline, empty where there is nothing to explain.
  package var explanation: [String] {
    guard isFallback else { return [] }
    let reasons = skipped.map { "\(title($0.name)): \($0.reason)." }
    guard let used else { return reasons }
    let names = skipped.map { title($0.name) }.joined(separator: " or ")
    return reasons + [
      "Every number in this report was measured on \(title(used.name)) "
        + "(\(Digits.grouped(used.trainCount)) training and \(Digits.grouped(used.testCount)) test images). It cannot be compared with numbers published for \(names)."
    ]
  }
}

/// Whole numbers for people, whatever the locale.
package enum Digits {
  /// `60,000`.
  package static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }
}
