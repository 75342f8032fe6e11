import OffprintCore

/// The keys of a `claim` cell.
enum ClaimKeys {
  /// Of which a claim has one: what would count.
  static let relations = ["equals", "above", "same-as", "best-of", "order"]

  static let all: [KeyDeclaration] = [
    KeyDeclaration(
      "label", .text, .optional,
      "The claim in a few words, for the table at the top of the report; the quote if left out.",
      example: "ArcFace beats softmax"),
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

  /// Of `claims:` in a sweep or a table: a paper's table, each row a claim about one configuration.
  static let table: [KeyDeclaration] = [
    KeyDeclaration(
      "table", .text, .required,
      "A file beside the notebook of comma-separated values, whose first line names the columns.",
      example: "table1.csv"),
    KeyDeclaration(
      "metric", .choice(ResultReference.Metric.allCases.map(\.rawValue)), .defaulted("accuracy"),
      "What the numbers are, after the last epoch.", example: "accuracy"),
    KeyDeclaration(
      "value", .text, .optional,
      "The column of the claimed numbers, as printed: 98.70 is anything from 98.695 to 98.705; the one called as the metric if left out.",
      example: "accuracy"),
    KeyDeclaration(
      "columns", .entries(of: "paths of settings", to: .text), .optional,
      "Which column says what of a configuration. A column that is called as a swept path or its last part needs no mention; in a table `run` is the column with the names of the cells.",
      example: "{loss.margin: m2}"),
    KeyDeclaration(
      "where", .entries(of: "columns", to: .text), .optional,
      "Which rows are meant: those that have these values in these columns.", example: "{method: arcface}"),
    KeyDeclaration("source", .text, .optional, "Where it stands in the paper.", example: "Table 1"),
    KeyDeclaration(
      "margin", .number(NumberRange(0...1e9, excludesLower: true)), .required,
      "The smallest difference that would matter, in the metric's unit: points for accuracies.", example: "0.1"),
    KeyDeclaration(
      "data", .text, .optional,
      "The data set that the numbers are about; the first of the front matter if left out. On others they are not comparable.",
      example: "mnist"),
    KeyDeclaration(
      "family", .text, .optional,
      "Claims of one family are corrected for each other (Holm); the cell's name if left out.", example: "table-1"),
  ]

  /// The key itself.
  static let claims = KeyDeclaration(
    "claims", .group(table), .optional, "A paper's numbers for these configurations, each put to the runs.",
    example: "{table: table1.csv, where: {method: arcface}, margin: 0.1}")
}
