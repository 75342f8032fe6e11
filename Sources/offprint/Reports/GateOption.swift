import CommandLineParser
import Comparison
import Experiment

/// Gates as an option spells them: `accuracy`, `accuracy:softmax,arcface`, `accuracy:softmax=0.1`, `verdicts`, `none`.
enum GateOption {
  static let words = ["verdicts", "failed-runs"]

  /// Nil where nothing was given: then the notebook decides.
  static func gates(_ words: [String]) throws(CommandFailure) -> [Gate]? {
    if words.isEmpty { return nil }
    if words.contains("none") {
      guard words.count == 1 else { throw wrong("none", "it stands alone") }
      return []
    }
    var gates: [Gate] = []
    for word in words { gates.append(try gate(word)) }
    return gates
  }

  private static func gate(_ word: String) throws(CommandFailure) -> Gate {
    var rest = word[...]
    var margin = 0.0
    // `margins[loss.margin=0.4]` has a sign of its own in its brackets.
    let tail = rest.lastIndex(of: "]").map { rest.index(after: $0) } ?? rest.startIndex
    if let sign = rest[tail...].lastIndex(of: "=") {
      let digits = rest[rest.index(after: sign)...]
      guard digits.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." }), let value = Double(digits), value.isFinite
      else {
        throw wrong(word, "after ‘=’ stands the margin, a number")
      }
      margin = value
      rest = rest[..<sign]
    }
    var runs: [String] = []
    if let colon = rest.firstIndex(of: ":") {
      runs = rest[rest.index(after: colon)...].split(separator: ",").map(String.init)
      guard !runs.isEmpty else { throw wrong(word, "after ‘:’ stand the cells") }
      rest = rest[..<colon]
    }
    let name = String(rest)
    if words.contains(name) {
      guard margin == 0, runs.isEmpty || name == "failed-runs" else { throw wrong(word, "\(name) has no such part") }
      return Gate(Gate.kind(named: name), runs: runs)
    }
    let metrics = Metric.allCases.map(\.rawValue)
    guard metrics.contains(name) else {
      let meant = Spelling.closest(to: name, among: metrics + words).map { "did you mean ‘\($0)’? " } ?? ""
      throw wrong(word, meant + "a gate is one of \((metrics + words).joined(separator: ", "))")
    }
    return Gate(.metric(name), runs: runs, margin: margin)
  }

  private static func wrong(_ word: String, _ reason: String) -> CommandFailure {
    CommandFailure("‘--gate \(word)’: \(reason)", help: "‘offprint diff --help’ has examples", status: .usage)
  }

  /// Every cell that a gate names must be on one of the sides.
  static func requireKnown(_ gates: [Gate], _ sides: [ReportSnapshot]) throws(CommandFailure) {
    let known = Set(sides.flatMap { side in side.configurations.flatMap { [$0.name, $0.cell] } })
    for gate in gates {
      guard let name = gate.runs.first(where: { !known.contains($0) }) else { continue }
      let meant = Spelling.closest(to: name, among: known.sorted()).map { "did you mean ‘\($0)’?" }
      throw CommandFailure("‘--gate \(gate.name)’: no side has runs ‘\(name)’", help: meant, status: .usage)
    }
  }
}
