import Experiment
import OffprintCore

/// Which configuration of a sweep `loss.m2=0.4, loss.m3=0.2` means, in whatever order and spelling.
struct ConfigurationFinder {
  /// Why it means none.
  struct Failure: Error {
    var reason: String
    var explanation: String?
    var help: String?
  }

  let sweep: String
  /// In the plan's order, one at least.
  let candidates: [(name: String, assignments: [Assignment])]

  /// The name in the plan of the one configuration that has these values.
  func name(for text: some StringProtocol) throws(Failure) -> String {
    let wanted = try pairs(text)
    for path in paths where !wanted.contains(where: { $0.path == path }) {
      throw Failure(
        reason:
          "`[\(Wording.shortened(String(text)))]` leaves \(Wording.code(path)) of the sweep \(Wording.code(sweep)) open",
        explanation: "It varies \(Wording.list(paths)).", help: example.map { "write it like `\($0)`" })
    }
    var found = candidates
    for (path, value) in wanted {
      let left = found.filter { $0.assignments.contains { $0.path == path && matches($0.value, value) } }
      guard !left.isEmpty else { throw unknown(value, of: path) }
      found = left
    }
    guard found.count == 1, let match = found.first else {
      throw Failure(
        reason: "`[\(Wording.shortened(String(text)))]` fits \(found.count) configurations of \(Wording.code(sweep))",
        help: "write a `train` cell for the one that is meant, and its name here")
    }
    return match.name
  }

  /// One of its configurations as a reader would write it.
  var example: String? { candidates.first?.name }

  private var paths: [String] { candidates.first?.assignments.map(\.path) ?? [] }

  private func pairs(_ text: some StringProtocol) throws(Failure) -> [(path: String, value: String)] {
    var pairs: [(path: String, value: String)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1).map { String($0.filter { $0 != " " }) }
      guard sides.count == 2 else {
        throw Failure(
          reason: "\(Wording.code(String(part))) is not of the form path=value",
          help: example.map { "write it like `\($0)`" })
      }
      guard paths.contains(sides[0]) else {
        throw Failure(
          reason: "the sweep \(Wording.code(sweep)) does not vary \(Wording.code(sides[0]))",
          explanation: "It varies \(Wording.list(paths)).",
          help: Wording.didYouMean(sides[0], among: paths)
            ?? paths.first { $0.hasSuffix("." + sides[0]) }.map { "did you mean `\($0)`?" })
      }
      guard !pairs.contains(where: { $0.path == sides[0] }) else {
        throw Failure(reason: "\(Wording.code(sides[0])) has two values", help: "keep one of them")
      }
      pairs.append((sides[0], sides[1]))
    }
    return pairs
  }

  private func unknown(_ value: String, of path: String) -> Failure {
    var values: [String] = []
    for assignment in candidates.flatMap(\.assignments) where assignment.path == path {
      let spelling = spelling(assignment.value)
      if !values.contains(spelling) { values.append(spelling) }
    }
    return Failure(
      reason: "no configuration of the sweep \(Wording.code(sweep)) has \(Wording.code("\(path)=\(value)"))",
      explanation: "Its values of \(Wording.code(path)) are \(Wording.shortList(values)).",
      help: Wording.didYouMean(value, among: values.filter { Double($0) == nil }))
  }

  private func spelling(_ value: Setting) -> String {
    switch value {
    case .string(let word): word
    case .map(let entries): if case .string(let name)? = entries["name"] { name } else { value.canonicalJSON }
    default: value.canonicalJSON
    }
  }

  private func matches(_ value: Setting, _ text: String) -> Bool {
    switch value {
    case .number(let number): Double(text) == number
    case .boolean(let flag): text == (flag ? "true" : "false")
    case .string(let word): text == word
    case .map(let entries): entries["name"] == .string(text)
    case .list: false
    }
  }
}
