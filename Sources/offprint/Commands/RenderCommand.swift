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
    "from", .directory(), "Make the report of this folder again, from what the folder itself holds.")
  static let notebook = Parameter.optionalPositional(
    "notebook", .file("notebook", extensions: ["md", "markdown"]), "The notebook, a Markdown file.",
    otherwise: "that of --from")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "render", "Write a notebook's report from stored runs; train nothing.",
      discussion: """
        The report is the one that ‘offprint run’ writes. If runs are missing, nothing is written, they are named, and the \
        exit status is 1.

        A report's folder also holds all that the report is made from, in evidence.json.gz: with --from the same files are         written from there, without the store and without data sets. ‘offprint help report’ explains it.
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
        .init("offprint render --format html --output /tmp/look a.md", "Only the HTML, to another place."),
      ])
  ) { arguments, surroundings in
    let world = surroundings.job(arguments[Options.job])
    FreedMemory.keep()
    let isQuiet = arguments[Options.quiet]
    if let folder = arguments[from] {
      try requireAlone(arguments)
      let replay = try ReportReplay(from: folder, console: world.console)
      let written = try replay.write(to: arguments[Options.output] ?? folder, isQuiet: isQuiet)
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

  /// What a folder holds decides everything about its report.
  private static func requireAlone(_ arguments: ParsedArguments) throws(CommandFailure) {
    let others: [any AnyParameter] = [
      Options.data, Options.offline, Options.store, Options.seeds, Options.profile, Options.formats, Options.template,
      Options.paper, Options.requireClaims, Options.job, allowMissing, notebook,
    ]
    guard let other = others.first(where: { arguments.has($0) }) else { return }
    throw CommandFailure(
      "‘--from’ and ‘\(other.declaration.spelling)’ exclude each other: the folder says what its report is made from",
      status: .usage)
  }
}

/// Runs that a report would need.
enum MissingRuns {
  static func failure(_ status: PlanStatus, loaded: LoadedNotebook) -> CommandFailure {
    let names = status.missing.map { "\($0.name), seed \($0.spec.seed)" }
    let listed = names.prefix(8).joined(separator: "; ") + (names.count > 8 ? "; and \(names.count - 8) more" : "")
    let count = "\(names.count) of \(Quantities.count(status.runs.count, "run"))"
    return CommandFailure(
      "\(count) on \(status.data.name) \(names.count == 1 ? "is" : "are") not stored: \(listed)",
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
