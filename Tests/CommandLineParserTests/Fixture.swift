import CommandLineParser

/// A program with one of each kind of thing, for tests.
enum Fixture {
  static let data = Parameter.option("data", .directory(), "Where the data sets are.")
  static let jobs = Parameter.option(
    "jobs", short: "j", .integer("n", 1...64), "How many runs to train side by side.", otherwise: "one for each core")
  static let seeds = Parameter.option("seeds", .integer("n", 1...100), default: 3, "Seeds for each configuration.")
  static let formats = Parameter.options(
    "format", short: "f", .choice("format", ["html", "pdf", "json"]), "A format to write; may be given again.")
  static let quiet = Parameter.flag("quiet", short: "q", "Say nothing but problems.")
  static let dryRun = Parameter.flag("dry-run", short: "n", "Change nothing.")
  static let notebook = Parameter.positional("notebook", .file("notebook", extensions: ["md"]), "The notebook to run.")
  static let identifiers = Parameter.positionals("id", .text("id"), "Runs, by the first digits of their names.")

  static let root = Command(
    "press", "Print notebooks.",
    discussion: "A notebook is text with cells.\nIts runs are stored.\n\n    press run a.md",
    subcommands: [
      Command(
        "run", "Train what is missing, then write the report.",
        discussion: "Interrupting keeps what is finished.",
        parameters: [data, jobs, seeds, formats, quiet, dryRun, notebook],
        examples: [.init("press run a.md --seeds 5", "Five seeds for each configuration.")]),
      Command(
        "runs", "List, show and remove stored runs.",
        subcommands: [
          Command("list", "List the runs.", parameters: [data]),
          Command("show", "Show some runs: it's all there.", parameters: [data, identifiers]),
        ], defaultSubcommand: "list"),
      Command("doctor", "Explain this machine."),
    ])

  static func parse(_ line: String) throws(UsageError) -> Request {
    try Parser(root: root).parse(line.split(separator: " ").map(String.init))
  }
}
