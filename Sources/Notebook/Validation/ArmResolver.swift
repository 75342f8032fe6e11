import Experiment
import OffprintCore

/// What `arcface`, `margins`, `margins.best`, `margins.maximum` and `margins[loss.margin=0.5]` mean in a claim.
struct ArmResolver {
  struct Failure: Error {
    var reason: String
    var explanation: String?
    var help: String?
  }

  let plan: Plan
  let labels: LabelTable

  func resolve(_ text: String) throws(Failure) -> ArmReference {
    if text.hasSuffix("]"), let bracket = text.firstIndex(of: "[") {
      let name = String(text[..<bracket])
      guard try kind(of: name) == .sweep else {
        throw Failure(reason: "\(Wording.code(name)) is no sweep, so it has no `[…]`", help: "write `\(name)`")
      }
      return try configuration(name, String(text[text.index(after: bracket)...].dropLast()))
    }
    guard let dot = text.firstIndex(of: ".") else {
      return try kind(of: text) == .sweep ? .mean(sweep: text) : .configuration(text)
    }
    let name = String(text[..<dot])
    let choice = String(text[text.index(after: dot)...])
    guard try kind(of: name) == .sweep else {
      throw Failure(reason: "\(Wording.code(name)) is no sweep, so nothing of it is chosen", help: "write `\(name)`")
    }
    switch choice {
    case "best": return .best(sweep: name)
    case "maximum": return .maximum(sweep: name)
    default:
      throw Failure(
        reason: "of the sweep \(Wording.code(name)) a claim can take `best` or `maximum`, not \(Wording.code(choice))",
        explanation:
          "`best` is the configuration that is best on the other seeds, `maximum` the largest value of each seed.",
        help: Wording.didYouMean(choice, among: ["best", "maximum"]))
    }
  }

  private func kind(of name: String) throws(Failure) -> CellKind {
    if let kind = labels.kind(of: name), kind == .train || kind == .sweep { return kind }
    let known = labels.names(ofKinds: ["train", "sweep"])
    let found = labels.kind(of: name).map {
      "\(Wording.code(name)) is \($0.phrase), and claims are about `train` and `sweep` cells"
    }
    throw Failure(
      reason: found ?? "there is no cell \(Wording.code(name))",
      explanation: labels.available(["train", "sweep"]), help: Wording.didYouMean(name, among: known))
  }

  /// The configuration of a sweep with these values, in whatever order and spelling.
  private func configuration(_ sweep: String, _ text: String) throws(Failure) -> ArmReference {
    let candidates = plan.configurations(of: sweep)
    var wanted: [String: String] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
      guard sides.count == 2 else {
        throw Failure(
          reason: "\(Wording.code(String(part))) is not of the form path=value",
          help: candidates.first.map { "write it like `\($0.name)`" })
      }
      wanted[sides[0]] = sides[1]
    }
    let found = candidates.filter { candidate in
      candidate.assignments.count == wanted.count
        && candidate.assignments.allSatisfy { wanted[$0.path].map(matches($0.value)) ?? false }
    }
    guard let match = found.first else {
      throw Failure(
        reason: "the sweep \(Wording.code(sweep)) has no configuration \(Wording.code("[" + text + "]"))",
        explanation: "It has \(Wording.shortList(candidates.map(\.name))).",
        help: Wording.didYouMean("\(sweep)[\(text)]", among: candidates.map(\.name)))
    }
    return .configuration(match.name)
  }

  private func matches(_ value: Setting) -> (String) -> Bool {
    { text in
      switch value {
      case .number(let number): Double(text) == number
      case .boolean(let flag): text == (flag ? "true" : "false")
      case .string(let word): text == word
      case .map(let entries): entries["name"] == .string(text)
      case .list: false
      }
    }
  }
}
