import CommandLineParser
import Experiment
import Interop
import OffprintCore
import Training

/// What `offprint verify` can look at.
enum VerifyPart: String, CaseIterable {
  /// Numbers and figures are worked out again from the evidence.
  case displayed
  /// The runs are trained again.
  case runs
}

/// `offprint verify`: whether a report's numbers are what its notebook gives.
enum VerifyCommand {
  static let report = Parameter.positional(
    "report", .file("report"), "A report's folder, or an index.html; of one by itself, what it displays.")
  static let only = Parameter.option(
    "only", .choice("part", VerifyPart.allCases.map(\.rawValue)), "Look at this part alone.", otherwise: "all of it")
  static let cells = Parameter.options(
    "cell", .text("name"),
    "Only these runs: a cell, a configuration, or one run such as arcface/seed-2; may be given again.")
  static let sample = Parameter.option(
    "sample", SampleSize.argument, "Train so many runs, drawn at random; as 5%, a part of them.",
    otherwise: "all of them")
  static let budget = Parameter.option(
    "budget", TimeBudget.argument, "Train as many runs, drawn at random, as fit into a time such as 90s, 10m or 2h.")
  static let draw = Parameter.option(
    "draw", .integer("number", 0...Int(UInt32.max)), "Repeat the draw that an earlier audit named.",
    otherwise: "one that nobody could know before")
  static let tolerance = Parameter.option(
    "tolerance", .decimal("points", 0...100), default: AuditTolerance.standard.points,
    "How far final accuracies may be off, where engine or data are another version.")
  static let angleTolerance = Parameter.option(
    "angle-tolerance", .decimal("degrees", 0...180), default: AuditTolerance.standard.degrees,
    "The same for mean angles of features.")
  static let store = Parameter.option(
    "store", .directory(), "Keep what is trained in a new folder; the same command then goes on from there.",
    otherwise: "one that goes in the end")
  static let trace = Parameter.option(
    "trace", .directory(), "Grade nothing; write a trace of each run's steps into this folder.")
  static let traceEpochs = Parameter.option(
    "trace-epochs", EpochRange.argument, "The epochs that are traced, as 4 or 3-5.", otherwise: "all of them")
  static let against = Parameter.options(
    "against", .file("trace", extensions: ["trace"]),
    "Traces of another machine, or folders of them: the step and tensor at which a run parts from them is named; may be given again."
  )
  static let format = Parameter.option(
    "format", short: "f", .choice("format", ["text", "json"]), default: "text", "What is written to standard output.")
  static let write = Parameter.options(
    "write", short: "w", .file("file", extensions: ["json", "md", "xml", "txt"]),
    "Write it to a file as well, in the form that its ending says: .json, .md, .xml (JUnit) or .txt; may be given again."
  )

  static let job = Parameter.flag("ci", "For a CI job: plain lines, and on GitHub annotations and a summary.")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "verify", "Work a report's numbers and figures out again, train its runs again, and compare.",
      discussion: """
        First every number and figure that the report displays is worked out again from its own evidence, offline, and what is \
        not what the evidence gives is named. Then its runs are trained in a store of their own, and each gets a grade: \
        BITWISE, the same bits; EQUIVALENT, within the tolerance, where the version of the arithmetic or the build of the data \
        is another; DIVERGED, with the first place that differs; INCONCLUSIVE, if it could not be trained.

        The exit status is 0 if all is displayed as the evidence gives it and what was trained is BITWISE or EQUIVALENT, 1 if \
        something is not, 2 for a mistake on the command line, 3 if that could not be told. Documentation/Verify.md has more.
        """,
      parameters: [
        only, cells, sample, budget, draw, tolerance, angleTolerance, trace, traceEpochs, against, store, Options.data,
        Options.offline, Options.jobs, Options.checkpointEvery, format, write, job, Options.quiet, report,
      ],
      examples: [
        .init(
          "offprint verify reports/cosine-losses --sample 12", "Twelve runs, drawn at random, and what they prove."),
        .init("offprint verify reports/cosine-losses --budget 10m", "As many as ten minutes allow."),
        .init("offprint verify --only displayed reports/cosine-losses", "No training: every file of the folder."),
        .init("offprint verify index.html", "A page that somebody sent, alone."),
        .init("offprint verify reports/quickstart", "Every run."),
        .init("offprint verify --store audit reports/cosine-losses", "Go on later where Ctrl-C stopped."),
        .init(
          "offprint verify reports/a --cell arcface --trace traces --trace-epochs 4",
          "What each step of an epoch computes, for another machine to compare."),
        .init(
          "offprint verify reports/a --cell softmax/seed-1 --against traces", "Where this machine parts from that one."
        ),
      ])
  ) { arguments, surroundings in
    let world = surroundings.job(arguments[job])
    for path in arguments[write] { _ = try AuditForm.named(by: path) }
    if let folder = arguments[trace] {
      return try writeTraces(of: AuditedReport(arguments[report], console: world.console), to: folder, arguments, world)
    }
    try requireSense(arguments)
    let parts = VerifyParts(arguments[only].flatMap(VerifyPart.init(rawValue:)), of: arguments[report])
    if parts.includesRuns { try requireKnown(arguments, world) } else { try requireNoRuns(arguments, parts) }
    var findings = VerifyFindings(report: arguments[report])
    if parts.includesDisplayed {
      let displayed = try DisplayedAudit.check(arguments[report], console: world.console)
      findings.displayed = displayed
      // Told at once: the runs may take hours.
      if isText(arguments, displayed.status) { for line in displayed.lines { world.console.print(line) } }
    }
    if parts.includesRuns { findings.runs = try auditRuns(arguments, world) }
    if let note = parts.note, !arguments[Options.quiet] { world.console.note(note) }
    try tell(findings, arguments, world)
    return findings.status
  }

  /// Whether an outcome is for people to read: with `--quiet` only what is wrong.
  private static func isText(_ arguments: ParsedArguments, _ status: ExitStatus) -> Bool {
    arguments[format] == "text" && (!arguments[Options.quiet] || status != .success)
  }

  private static func auditRuns(_ arguments: ParsedArguments, _ world: World) throws -> RunsFindings {
    let isQuiet = arguments[Options.quiet]
    let audit = RunsAudit(
      report: try AuditedReport(arguments[report], console: world.console), name: arguments[report],
      options: RunsAudit.Options(
        cells: arguments[cells], sample: arguments[sample], budget: arguments[budget],
        draw: arguments[draw].map(UInt64.init),
        tolerance: AuditTolerance(points: arguments[tolerance], degrees: arguments[angleTolerance]),
        store: arguments[store], jobs: arguments[Options.jobs] ?? world.processorCount,
        checkpointInterval: arguments[Options.checkpointEvery], traces: arguments[against], isQuiet: isQuiet),
      access: DataAccess(arguments, world, isQuiet: isQuiet), world: world)
    let findings = try audit.perform()
    if isText(arguments, findings.status) {
      let output = AuditOutput(VerifyFindings(report: arguments[report], runs: findings), style: world.console.styled)
      world.console.write(try output.text(.text))
    }
    if findings.interruption != nil {
      world.console.note(
        arguments[store].map { "the same command goes on from what is kept in \($0)" }
          ?? "nothing is kept; with ‘--store’ and a new folder the same command would go on from here")
    }
    return findings
  }

  /// To files, to programs and to a CI job.
  private static func tell(_ findings: VerifyFindings, _ arguments: ParsedArguments, _ world: World) throws {
    let output = AuditOutput(findings)
    for path in arguments[write] { try output.write(to: path) }
    if arguments[format] == "json" { world.console.write(try output.text(.json)) }
    if arguments[job] {
      world.console.annotate(findings.annotations)
      try JobSummary.append(Array(try output.text(.markdown).utf8), world)
    }
  }

  private static func requireSense(_ arguments: ParsedArguments) throws(CommandFailure) {
    guard arguments.has(draw), !arguments.has(sample), !arguments.has(budget) else { return }
    throw CommandFailure(
      "‘--draw’ repeats a random choice, and all runs are asked for", help: "‘--sample’ says how many to draw",
      status: .usage)
  }

  /// Who asks for certain runs must not take it for an answer that none was trained.
  private static func requireNoRuns(
    _ arguments: ParsedArguments, _ parts: VerifyParts
  ) throws(CommandFailure) {
    let others: [any AnyParameter] = [cells, sample, budget, draw, against, store]
    guard let other = others.first(where: { arguments.has($0) }) else { return }
    throw CommandFailure(
      "‘\(other.declaration.spelling)’ is about training runs again, and none is trained",
      help: parts.note ?? "leave out ‘--only displayed’", status: .usage)
  }

  /// A mistake of the command line is told before anything is looked at. What is wrong with the report itself is told later, with
  /// what it displays.
  private static func requireKnown(_ arguments: ParsedArguments, _ world: World) throws(CommandFailure) {
    _ = try TraceFiles.read(named: arguments[against])
    guard arguments.has(cells) else { return }
    do throws(CommandFailure) {
      _ = try AuditChoice.runs(arguments[cells], of: AuditedReport(arguments[report], console: world.console))
    } catch {
      if error.status == .usage { throw error }
    }
  }

  // MARK: - Traces

  private static func writeTraces(
    of report: AuditedReport, to folder: String, _ arguments: ParsedArguments, _ world: World
  ) throws -> ExitStatus {
    let isQuiet = arguments[Options.quiet]
    let others: [any AnyParameter] = [sample, budget, draw, against, store, write]
    if let other = arguments[only] == VerifyPart.displayed.rawValue ? only : others.first(where: { arguments.has($0) })
    {
      throw CommandFailure(
        "‘--trace’ and ‘\(other.declaration.spelling)’ exclude each other: traces are written, and nothing is graded",
        help: "‘--cell’ names the runs", status: .usage)
    }
    let runs = try AuditChoice.runs(arguments[cells], of: report)
    for run in runs { try arguments[traceEpochs]?.requireWithin(run) }
    let access = DataAccess(arguments, world, isQuiet: isQuiet)
    let data: DataSet
    switch AuditData.find(report, access, workers: world.processorCount) {
    case .found(let found): data = found
    case .absent(let reason):
      throw CommandFailure("the runs cannot be trained: \(reason)", status: .undecided)
    }
    let kernels = try KernelChoice.kernels(world)
    try FileSystem.makeDirectories(folder)
    let interruption = TraceInterruption()
    defer { withExtendedLifetime(interruption) {} }
    let making = TraceMaking(data: data, world: world, stop: interruption.stop)
    for run in runs {
      let epochs = arguments[traceEpochs] ?? 1...run.spec.epochs
      if !isQuiet {
        world.console.note("tracing \(run.label): training \(Quantities.count(epochs.upperBound, "epoch"))")
      }
      guard let traced = making.trace(run.spec, epochs: epochs, .init(kernels: kernels, threads: 1)) else {
        guard interruption.stop.isCancelled else { throw CommandFailure("\(run.label) cannot be trained") }
        throw CommandFailure("stopped before the trace of \(run.label) was whole", status: .interrupted)
      }
      let path = Paths.joined(folder, TraceFiles.name(run.label, epochs))
      try TraceFiles.write(traced.trace, to: path)
      let steps = traced.trace.rows.count { $0.step > 0 }
      if !isQuiet { world.console.print("\(path): \(Quantities.count(steps, "step"))") }
    }
    return .success
  }

}

/// Epochs as an option spells them: `4` or `3-5`.
enum EpochRange {
  static let argument = ArgumentType<ClosedRange<Int>>(
    placeholder: "epochs",
    read: { word throws(ValueError) in
      let parts = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2, 1 <= first, first <= last
      else { throw ValueError("an epoch or a range of them is wanted, such as 4 or 3-5") }
      return first...last
    }, show: { "\($0.lowerBound)-\($0.upperBound)" })
}

extension ClosedRange<Int> {
  /// Throws where the run has fewer epochs.
  fileprivate func requireWithin(_ run: PlanStatus.PlannedRun) throws(CommandFailure) {
    guard upperBound > run.spec.epochs else { return }
    throw CommandFailure(
      "‘--trace-epochs’: \(run.label) has \(Quantities.count(run.spec.epochs, "epoch"))", status: .usage)
  }
}

extension Console {
  /// A grade on standard output, colored where that is.
  fileprivate func styled(_ text: String, _ grade: AuditGrade) -> String {
    guard colorsOutput else { return text }
    let color =
      switch grade {
      case .bitwise, .equivalent: Style.success
      case .diverged: Style.problem
      case .inconclusive: Style.warning
      }
    return "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m"
  }
}
