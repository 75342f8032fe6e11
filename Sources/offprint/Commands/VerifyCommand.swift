import CommandLineParser
import Interop

/// `offprint verify`: whether what a report displays is what its evidence gives.
enum VerifyCommand {
  static let report = Parameter.positional(
    "report", .file("report"), "A report's folder, or an index.html by itself.")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "verify", "Work out again every number and figure that a report displays.",
      discussion: """
        From the report's own evidence, offline: no notebook, store or data. What is not what the evidence gives is named. The \
        exit status is 0 if nothing differs, 1 if something does, 3 if not everything could be worked out again.
        """,
      parameters: [Options.quiet, report],
      examples: [
        .init("offprint verify reports/cosine-losses", "Every file of a report's folder."),
        .init("offprint verify index.html", "A page that somebody sent, alone."),
      ])
  ) { arguments, world in
    let findings = try DisplayedAudit.check(arguments[report], console: world.console)
    if !arguments[Options.quiet] { for line in findings.lines { world.console.print(line) } }
    return !findings.isSound ? .failure : findings.isWhole ? .success : .undecided
  }
}
