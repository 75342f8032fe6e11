import Experiment
import OffprintCore

/// The key `gate` of the front matter: what may not get worse from one report to the next.
enum GateKeys {
  /// Beside metrics.
  static let words = ["verdicts", "failed-runs"]

  static let gate = KeyDeclaration(
    "gate",
    .list(
      of: .either(
        [.choice(ResultReference.Metric.allCases.map(\.rawValue) + words), .group(keys)],
        summary: "a metric, `verdicts`, `failed-runs`, or {metric: …, runs: […], margin: …, detect: …}"),
      count: 1...100),
    .optional,
    "What may not get worse from one report to the next, for `offprint diff`: metrics of cells, verdicts of claims, runs that fail. Accuracy of all cells and failed runs if left out.",
    example: "[{metric: accuracy, runs: [softmax, arcface], margin: 0.1}, failed-runs]")

  private static let amount = ValueKind.number(NumberRange(0...1e9))

  private static let keys: [KeyDeclaration] = [
    KeyDeclaration(
      "metric", .choice(ResultReference.Metric.allCases.map(\.rawValue)), .required,
      "What may not get worse, after the last epoch.", example: "accuracy"),
    KeyDeclaration(
      "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...1000), .optional,
      "The cells that are watched, a sweep by the mean of its configurations; all of them if left out.",
      example: "[softmax, arcface]"),
    KeyDeclaration(
      "margin", amount, .defaulted(0),
      "The largest loss that is let pass, in the metric's unit: points for accuracies.", example: "0.1"),
    KeyDeclaration(
      "detect", amount, .optional,
      "The loss that the seeds must be able to find with a probability of 80 %; with fewer seeds the gate cannot tell.",
      example: "0.5"),
  ]

  /// From a validated value.
  static func gates(_ setting: Setting?) -> [Gate]? {
    guard case .list(let elements)? = setting else { return nil }
    return elements.compactMap(gate)
  }

  private static func gate(_ element: Setting) -> Gate? {
    if case .string(let word) = element { return Gate(Gate.kind(named: word)) }
    guard let metric = try? element.string("metric") else { return nil }
    var runs: [String] = []
    if case .list(let names)? = element["runs"] {
      runs = names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    }
    return Gate(
      .metric(metric), runs: runs, margin: (try? element.number("margin")) ?? 0, detect: try? element.number("detect"))
  }
}
