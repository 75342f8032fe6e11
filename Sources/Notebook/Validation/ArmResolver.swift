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
      let finder = ConfigurationFinder(
        sweep: name, candidates: plan.configurations(of: name).map { ($0.name, $0.assignments) })
      do throws(ConfigurationFinder.Failure) {
        return .configuration(try finder.name(for: text[text.index(after: bracket)...].dropLast()))
      } catch {
        throw Failure(reason: error.reason, explanation: error.explanation, help: error.help)
      }
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
}
