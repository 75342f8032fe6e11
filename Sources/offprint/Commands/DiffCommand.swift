import CommandLineParser
import Comparison
import Experiment
import Interop

/// `offprint diff`: what changed from one report to another, and whether anything got worse.
enum DiffCommand {
  private static let sideHelp =
    "a report's folder, an index.html, a results.json, a run's ID, or git's main:reports/name"
  static let before = Parameter.positional(
    "before", .file("before"), "What it is held against: \(sideHelp).")
  static let after = Parameter.positional("after", .file("after"), "What is held against it, likewise.")
  static let gates = Parameter.options(
    "gate", .text("gate"),
    "What may not get worse: a metric, ‘metric:cell,cell’, ‘metric=margin’, verdicts, failed-runs, or none; may be given again. What the notebook says under ‘gate:’ if left out, else accuracy and failed-runs."
  )
  static let margin = Parameter.option(
    "margin", .decimal("amount", 0...1e9), "The largest loss that every gate lets pass, in its metric's unit.",
    otherwise: "as the gates say")
  static let detect = Parameter.option(
    "detect", .decimal("amount", 0...1e9),
    "The loss that the seeds must be able to find with a probability of 80 %; otherwise the status is 3.",
    otherwise: "as the gates say")
  static let level = Parameter.option(
    "level", .decimal("p", 0.0001...0.4), default: 0.05, "How likely a failure by chance may be, all gates together.")
  static let format = Parameter.option(
    "format", short: "f", .choice("format", ["text", "json", "markdown", "html", "junit"]), default: "text",
    "What is written to standard output.")
  static let write = Parameter.options(
    "write", short: "w", .file("file", extensions: ["html", "json", "md", "xml", "txt"]),
    "Write it to a file as well, in the form that its ending says: .html, .json, .md, .xml (JUnit) or .txt; may be given again."
  )
  static let color = Parameter.option(
    "color", .choice("when", ["auto", "always", "never"]), default: "auto", "Whether text is colored.")
  static let all = Parameter.flag("all", "List everything; otherwise long lists are cut short in text and Markdown.")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "diff", "Compare two reports: settings, runs, metrics, claims, figures, text.",
      discussion: """
        Metrics are compared over the seeds that both sides have, with intervals and p-values. Gates decide the exit status: 0 \
        if nothing was significantly lost, 1 if a gate failed, 2 if a side or an option is wrong, 3 if no loss was found but \
        there are too few seeds to tell, or the data differ. ‘offprint help gates’ explains it.
        """,
      parameters: [
        gates, margin, detect, level, format, write, color, all, Options.store, Options.quiet, before, after,
      ],
      examples: [
        .init("offprint diff main:reports/cosine-losses reports/cosine-losses", "What a branch changed."),
        .init(
          "offprint diff --gate accuracy=0.1 --write diff.html old new", "Let 0.1 points pass, and look at the figures."
        ),
        .init("offprint diff --format junit old/results.json new/results.json", "For a CI system."),
        .init("offprint diff 3f9c 71ab", "Two runs of the store."),
        .init("offprint diff reports/cosine-losses .offprint", "A report and the runs that are stored now."),
      ])
  ) { arguments, world in
    for path in arguments[write] { _ = try DiffForm.named(by: path) }
    let wish = ReportSide.Wish(
      store: RunStoreLocation.store(arguments), showsPictures: DiffForm.needsPictures(arguments))
    let (old, new) = try sides(arguments, wish, world)
    let gates = try chosenGates(arguments, old, new)
    let comparison = ReportComparison(
      old, new, gates: gates, options: GateOptions(level: arguments[level]))
    let output = DiffOutput(comparison: comparison, before: old, after: new, isWhole: arguments[all])
    for path in arguments[write] { try output.write(to: path) }
    if !arguments[Options.quiet] {
      let colors = arguments[color] == "always" || arguments[color] == "auto" && world.console.colorsOutput
      // A file has no width; lines of a hundred columns read well everywhere.
      let width = StandardStream.output.isTerminal ? world.console.width() : 110
      world.console.write(output.text(DiffForm(rawValue: arguments[format]) ?? .text, width: width, usesColor: colors))
    }
    switch comparison.outcome {
    case .passed: return .success
    case .failed: return .failure
    case .undecided: return .undecided
    }
  }

  /// Both sides; where one is a run store, its runs that the other asks for.
  private static func sides(
    _ arguments: ParsedArguments, _ wish: ReportSide.Wish, _ world: World
  ) throws(CommandFailure) -> (ReportSnapshot, ReportSnapshot) {
    let words = (arguments[before], arguments[after])
    if ReportSide.isStore(words.1) {
      let report = try ReportSide.load(words.0, wish, world: world).snapshot
      return (report, try RunStoreLocation.snapshot(words.1, like: report))
    }
    if ReportSide.isStore(words.0) {
      let report = try ReportSide.load(words.1, wish, world: world).snapshot
      return (try RunStoreLocation.snapshot(words.0, like: report), report)
    }
    let both = try ReportSide.loadBoth(words.0, words.1, wish, world: world)
    let (old, new) = (both.0.snapshot, both.1.snapshot)
    let hasPage = [old, new].contains { $0.origin == .page }
    return hasPage ? (old.spellingSettings(), new.spellingSettings()) : (old, new)
  }

  /// Nil for what the notebooks say.
  private static func chosenGates(
    _ arguments: ParsedArguments, _ old: ReportSnapshot, _ new: ReportSnapshot
  ) throws(CommandFailure) -> [Gate]? {
    let given = try GateOption.gates(arguments[gates])
    if let given { try GateOption.requireKnown(given, [old, new]) }
    guard arguments[margin] != nil || arguments[detect] != nil else { return given }
    return (given ?? new.gates ?? old.gates ?? Gate.standard).map { gate in
      var gate = gate
      guard case .metric = gate.kind else { return gate }
      if let amount = arguments[margin] { gate.margin = amount }
      if let amount = arguments[detect] { gate.detect = amount }
      return gate
    }
  }
}
