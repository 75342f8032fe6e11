import CommandLineParser
import Experiment
import Interop
import Notebook
import OffprintCore
import RunStore
import Training

/// `offprint run`: train what the store lacks, then write the report.
enum RunCommand {
  static let entry: CommandEntry = CommandEntry(
    Command(
      "run", "Train what the store lacks, then write the report.",
      discussion: """
        A run that is stored is never trained again. Ctrl-C stops cleanly and keeps what is finished; the same command then \
        goes on from there.
        """,
      parameters: [
        Options.data, Options.offline, Options.store, Options.output, Options.seeds, Options.jobs, Options.formats,
        Options.quiet, Options.notebook,
      ],
      examples: [
        .init("offprint run experiments/quickstart.md", "Train and write reports/quickstart/."),
        .init("offprint run --data ~/data --seeds 5 a.md", "On your own data, with five seeds for each configuration."),
        .init("offprint run --quiet --format html a.md", "In a script: only problems are said."),
      ])
  ) { arguments, world in
    let isQuiet = arguments[Options.quiet]
    let loaded = try NotebookLoading.load(
      arguments[Options.notebook], seeds: arguments[Options.seeds], world: world, isQuiet: isQuiet)
    let store = RunStore(root: arguments[Options.store])
    let access = DataAccess(arguments, world, isQuiet: isQuiet)
    let (resolution, status) = try trained(loaded, store, access, arguments, world)
    let making = try ReportMaking(loaded, resolution: resolution, arguments: arguments, world: world, isQuiet: isQuiet)
    try making.write(status)
    FailedRuns.warn(status, world.console)
    if !status.missing.isEmpty { world.console.error(MissingRuns.failure(status, loaded: loaded).message) }
    return status.failed.isEmpty && status.missing.isEmpty ? .success : .failure
  }

  /// The plan after everything that it lacked was trained.
  private static func trained(
    _ loaded: LoadedNotebook, _ store: RunStore, _ access: DataAccess, _ arguments: ParsedArguments, _ world: World
  ) throws -> (DataResolution, PlanStatus) {
    let isQuiet = arguments[Options.quiet]
    let plan = loaded.notebook.plan
    let foreseen = try access.foresee(loaded.notebook.frontMatter.data)
    let before = try PlanStatus(plan: plan, data: foreseen.used, store: store)
    for error in before.damaged { world.console.error(error.description) }
    if before.missing.isEmpty, foreseen.isHere {
      access.announce(foreseen)
      if !isQuiet { world.console.print(nothingToTrain(before)) }
      return (foreseen, before)
    }
    let data = try access.load(loaded.notebook.frontMatter.data)
    // A download that fails gives other data than was foreseen.
    let status = try PlanStatus(plan: plan, data: data.resolution.used, store: store)
    guard !status.missing.isEmpty else {
      if !isQuiet { world.console.print(nothingToTrain(status)) }
      return (data.resolution, status)
    }
    let jobs = min(arguments[Options.jobs] ?? world.processorCount, status.missing.count)
    if !isQuiet { world.console.note(announcement(status, jobs: jobs)) }
    for error in status.damaged { try removeDamaged(error, store) }
    // Before hours of training, not after them.
    try FileSystem.makeDirectories(store.root + "/runs")
    let session = TrainingSession(store: store, world: world, jobs: jobs, isQuiet: isQuiet)
    let interruption = session.train(status.missing, on: data.dataSet)
    let after = try PlanStatus(plan: plan, data: data.resolution.used, store: store)
    if let interruption, !after.missing.isEmpty { throw interrupted(interruption, after, loaded) }
    return (data.resolution, after)
  }

  private static func nothingToTrain(_ status: PlanStatus) -> String {
    switch status.runs.count {
    case 0: "nothing to train: the notebook asks for no runs"
    case 1: "nothing to train: the one run is stored"
    case let count: "nothing to train: all \(Quantities.grouped(count)) runs are stored"
    }
  }

  private static func announcement(_ status: PlanStatus, jobs: Int) -> String {
    let stored = status.stored.isEmpty ? "" : ", \(Quantities.grouped(status.stored.count)) stored"
    let side = jobs > 1 ? ", \(jobs) at a time" : ""
    return "training \(Quantities.count(status.missing.count, "run"))\(stored)\(side)"
  }

  /// A damaged run would stand in the way of the one that is trained in its place.
  private static func removeDamaged(_ error: RunStoreError, _ store: RunStore) throws {
    guard case .damaged(let name, _, _) = error, let id = RunID(hexadecimal: name) else { return }
    try store.remove(id)
  }

  private static func interrupted(
    _ kind: Interruptions.Kind, _ status: PlanStatus, _ loaded: LoadedNotebook
  ) -> CommandFailure {
    let stored = "\(status.stored.count) of \(Quantities.count(status.runs.count, "run")) are stored"
    return CommandFailure(
      "stopped before the end: \(stored), and no report was written",
      help: "the same command goes on from there",
      status: kind == .interrupt ? .interrupted : .terminated)
  }
}

extension DataResolution {
  /// Whether the data can be read without a download.
  var isHere: Bool { origin != "the public mirrors" }
}
