import CommandLineParser

/// `offprint export`: runs and reports in the forms of other tools. A file for each form.
enum ExportCommand {
  static let entry: CommandEntry = CommandEntry(
    group: "export", "Write networks, features, metrics and reports for other tools.",
    discussion: """
      The same runs give the same bytes, and nothing of a machine or a clock is in them. What is there already stays, unless \
      --force is given. Documentation/Export.md says what each tool makes of it.
      """,
    hasDefault: false, subcommands: [onnx, projector, dvc, mlflow, jupyter])

  static let force = Parameter.flag("force", "Write over files that are there and differ.")
  static let allowMissing = Parameter.flag(
    "allow-missing", "Export what is stored even if runs are missing; it is said which.")
  static let someRuns = Parameter.positionals(
    "id", .text("id"), "Runs, by the first digits of their IDs; all that the filters leave if none is named.")

  static func output(_ type: ArgumentType<String>, _ summary: String, otherwise: String) -> Parameter<String?> {
    Parameter<String?>.option("output", short: "o", type, summary, otherwise: otherwise)
  }
}
