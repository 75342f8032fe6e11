import CommandLineParser
import Experiment
import Interop
import Notebook
import OffprintCore
import RunStore
import Training

/// `offprint render`: the report from what is stored.
enum RenderCommand {
  static let allowMissing = Parameter.flag(
    "allow-missing", "Write the report even if runs are missing; it says which.")

  static let from = Parameter.option(
    "from", .directory(),
    "Take runs and features from this report's folder: its own report once more or, with a notebook, that notebook's.")
  static let notebook = Parameter.optionalPositional(
    "notebook", .file("notebook", extensions: ["md", "markdown"]), "The notebook, a Markdown file.",
    otherwise: "that of --from")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "render", "Write a notebook's report from stored runs; train nothing.",
      discussion: """
        The report is the one that ‘offprint run’ writes. If runs are missing, nothing is written, they are named, and the \
        exit status is 1.

        A report's folder also holds all that the report is made from, in evidence.json.gz: with --from the same files are \
        written from there, without the store and without data sets. With --from and a notebook, the notebook as it is now is \
        rendered from the runs of the folder: for a text, a table or a template that changed where the store is not at hand. \
        ‘offprint help report’ explains it.
        """,
      parameters: [
        Options.data, Options.offline, Options.store, Options.output, Options.seeds, Options.profile, Options.formats,
        Options.template,
        Options.paper,
        allowMissing, from, Options.requireClaims, Options.strict, Options.job,
        Options.quiet, notebook,
      ],
      examples: [
        .init("offprint render experiments/cosine-losses.md", "After a change of the text."),
        .init(
          "offprint render --from reports/cosine-losses", "Somebody else's report, made again from its own folder."),
        .init(
          "offprint render --from reports/cosine-losses experiments/cosine-losses.md",
          "The notebook as it is now, from the runs of a published report."),
        .init("offprint render --format html --output /tmp/look a.md", "Only the HTML, to another place."),
      ])
  ) { arguments, surroundings in
    let world = surroundings.job(arguments[Options.job])
    FreedMemory.keep()
    let isQuiet = arguments[Options.quiet]
    if let folder = arguments[from] {
      let written = try again(from: folder, arguments, world)
      return Strictness.applied(to: written, arguments, world.console)
    }
    guard let path = arguments[notebook] else {
      throw CommandFailure(
        "<notebook> is missing", help: "write the notebook, or --from and the folder of a report", status: .usage)
    }
    let loaded = try NotebookLoading.load(
      path, seeds: arguments[Options.seeds], profile: arguments[Options.profile], world: world,
      isQuiet: isQuiet && !arguments[Options.strict])
    let template = try TemplateLoading(for: loaded, named: arguments[Options.template], console: world.console).template
    let store = try StoreAccess.existing(arguments)
    let access = DataAccess(arguments, world, isQuiet: isQuiet)
    let (resolution, status) = try StoredPlan.choose(loaded, store, access, workers: world.processorCount)
    access.announce(resolution)
    for error in status.damaged { world.console.error(error.description) }
    if !status.missing.isEmpty {
      let failure = MissingRuns.failure(status, loaded: loaded)
      guard arguments[allowMissing] else { throw failure }
      world.console.warning(failure.message)
    }
    for sentence in status.snapshotSentences(
      "the figure shows the last epoch only; ‘offprint run \(Paths.shellWord(loaded.path))’ trains it again")
    {
      world.console.warning(sentence)
    }
    let making = try ReportMaking(
      loaded, template: template, resolution: resolution, arguments: arguments, world: world, isQuiet: isQuiet)
    let written = try making.write(status)
    FailedRuns.warn(status, world.console)
    return Strictness.applied(to: status.failed.isEmpty ? written : .failure, arguments, world.console)
  }

  /// A report from the folder of one: its own, or that of a notebook which has changed since.
  private static func again(
    from folder: String, _ arguments: ParsedArguments, _ world: World
  ) throws -> ExitStatus {
    try requireAlone(arguments)
    let isQuiet = arguments[Options.quiet]
    let replay = try ReportReplay(from: folder, console: world.console)
    guard let path = arguments[notebook] else {
      return try replay.write(to: arguments[Options.output] ?? folder, isQuiet: isQuiet)
    }
    let before = replay.options
    let isSaid = arguments[Options.seeds] != nil || arguments[Options.profile] != nil
    let loaded = try NotebookLoading.load(
      path, seeds: isSaid ? arguments[Options.seeds] : before.seeds,
      profile: isSaid ? arguments[Options.profile] : before.profile, world: world,
      isQuiet: isQuiet && !arguments[Options.strict])
    let template = try TemplateLoading(for: loaded, named: arguments[Options.template], console: world.console).template
    return try replay.write(
      loaded, try ReportManner(loaded, template, arguments, world), allowsMissing: arguments[allowMissing],
      workers: world.processorCount, to: arguments[Options.output], isQuiet: isQuiet)
  }

  /// Runs and data come from the folder and, where no notebook is named, everything does.
  private static func requireAlone(_ arguments: ParsedArguments) throws(CommandFailure) {
    let places: [any AnyParameter] = [Options.data, Options.offline, Options.store, Options.requireClaims, Options.job]
    let manner: [any AnyParameter] = [
      Options.seeds, Options.profile, Options.formats, Options.template, Options.paper, allowMissing,
    ]
    if let other = places.first(where: { arguments.has($0) }) {
      throw CommandFailure(
        "‘--from’ and ‘\(other.declaration.spelling)’ exclude each other: the folder says what its report is made from",
        status: .usage)
    }
    guard !arguments.has(notebook), let other = manner.first(where: { arguments.has($0) }) else { return }
    throw CommandFailure(
      "‘--from’ and ‘\(other.declaration.spelling)’ exclude each other where no notebook is named",
      help: "name the notebook too, and its report is made from the folder's runs as you ask", status: .usage)
  }
}

/// Runs that a report would need.
enum MissingRuns {
  /// `folder` is that of a report whose runs are asked for, instead of the store's.
  static func failure(_ status: PlanStatus, loaded: LoadedNotebook, in folder: String? = nil) -> CommandFailure {
    let names = status.missing.map { "\($0.name), seed \($0.spec.seed)" }
    let listed = names.prefix(8).joined(separator: "; ") + (names.count > 8 ? "; and \(names.count - 8) more" : "")
    let count = "\(names.count) of \(Quantities.count(status.runs.count, "run"))"
    return CommandFailure(
      "\(count) on \(status.data.name) \(names.count == 1 ? "is" : "are") not "
        + (folder.map { "in ‘\($0)’" } ?? "stored") + ": \(listed)",
      help:
        "‘offprint run \(Paths.shellWord(loaded.path))’ trains them; ‘--allow-missing’ writes the report without them")
  }
}

/// Runs that ended early.
enum FailedRuns {
  static func warn(_ status: PlanStatus, _ console: Console) {
    for run in status.failed {
      guard case .failed(let failure)? = run.record?.status else { continue }
      let place = "epoch \(failure.epoch), step \(failure.step)"
      console.error("\(run.name), seed \(run.spec.seed), failed in \(place): \(failure.reason)")
    }
  }
}
