import OffprintCore

/// The keys of a `claim` cell.
enum ClaimKeys {
  /// Of which a claim has one: what would count.
  static let relations = ["equals", "above", "same-as", "best-of", "order"]

  static let all: [KeyDeclaration] = [
    KeyDeclaration(
      "quote", .text, .required, "The claim in the paper's words.",
      example: "ArcFace loss reach the accuracy value of 99.08"),
    KeyDeclaration("source", .text, .optional, "Where it stands in the paper.", example: "Section 4"),
    KeyDeclaration(
      "metric", .choice(ResultReference.Metric.allCases.map(\.rawValue)), .defaulted("accuracy"),
      "What the claim is about, after the last epoch.", example: "accuracy"),
    KeyDeclaration(
      "run", .text, .optional,
      "What is claimed about: a `train` cell; a configuration of a sweep, as margins[loss.margin=0.5]; a sweep's mean over its configurations, as margins; its best one, chosen on the other seeds, as margins.best; the largest value of each seed, as margins.maximum.",
      example: "arcface"),
    KeyDeclaration(
      "equals", .anything, .optional,
      "The claimed number as printed; its last digit says how exactly it is known.", example: "\"98.84\""),
    KeyDeclaration("above", .text, .optional, "`run` is claimed to have more than this.", example: "softmax"),
    KeyDeclaration(
      "same-as", .text, .optional, "`run` is claimed not to differ from this by as much as the margin.",
      example: "softmax"),
    KeyDeclaration(
      "best-of", .reference(kinds: ["sweep"]), .optional,
      "`run` is claimed to have more than each other configuration of this sweep.", example: "margins"),
    KeyDeclaration(
      "order", .list(of: .text, count: 2...100), .optional, "Each is claimed to have more than the next.",
      example: "[combined, arcface, softmax]"),
    KeyDeclaration(
      "margin", .number(NumberRange(0...1e9)), .optional,
      "The smallest difference that would matter, in the metric's unit: points for accuracies. Needed by `equals` and `same-as`; elsewhere a smaller difference speaks against the claim.",
      example: "0.1"),
    KeyDeclaration(
      "data", .text, .optional,
      "The data set that the claim is about; the first of the front matter if left out. On others it is not comparable.",
      example: "mnist"),
    KeyDeclaration(
      "family", .text, .optional, "Claims of one family are corrected for each other (Holm); `claims` if left out.",
      example: "headline"),
  ]
}
