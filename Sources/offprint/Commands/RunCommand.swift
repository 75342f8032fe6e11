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
        A run that is stored is never trained again. Ctrl-C stops cleanly, and whatever ends the program, the same command \
        then goes on from the last checkpoints to the same numbers: ‘offprint help interruptions’. Started twice, the two \
        share the work.
        """,
      parameters: [
        Options.data, Options.offline, Options.store, Options.output, Options.seeds, Options.profile, Options.jobs,
        Options.checkpointEvery,
        Options.formats, Options.template, Options.paper, Options.requireClaims, Options.strict, Options.job,
        Options.quiet, Options.notebook,
      ],
      examples: [
        .init("offprint run experiments/quickstart.md", "Train and write reports/quickstart/."),
        .init("offprint run --data ~/data --seeds 5 a.md", "On your own data, with five seeds for each configuration."),
        .init("offprint run --quiet --format html a.md", "In a script: only problems are said."),
        .init("offprint run --ci a.md", "In a CI job: ‘offprint help ci’."),
      ])
  ) { arguments, surroundings in
    let world = surroundings.job(arguments[Options.job])
    let isQuiet = arguments[Options.quiet]
    let loaded = try NotebookLoading.load(
      arguments[Options.notebook], seeds: arguments[Options.seeds], profile: arguments[Options.profile], world: world,
      isQuiet: isQuiet && !arguments[Options.strict])
    let template = try TemplateLoading(for: loaded, named: arguments[Options.template], console: world.console).template
    let store = RunStore(root: arguments[Options.store])
    let access = DataAccess(arguments, world, isQuiet: isQuiet)
    let (resolution, status) = try trained(loaded, store, access, arguments, world)
    let making = try ReportMaking(
      loaded, template: template, resolution: resolution, arguments: arguments, world: world, isQuiet: isQuiet)
    let written = try making.write(status)
    FailedRuns.warn(status, world.console)
    if !status.missing.isEmpty { world.console.error(MissingRuns.failure(status, loaded: loaded).message) }
    return Strictness.applied(
      to: status.failed.isEmpty && status.toTrain.isEmpty ? written : .failure, arguments, world.console)
  }

  /// The plan after everything that it lacked was trained.
  private static func trained(
    _ loaded: LoadedNotebook, _ store: RunStore, _ access: DataAccess, _ arguments: ParsedArguments, _ world: World
  ) throws -> (DataResolution, PlanStatus) {
    let isQuiet = arguments[Options.quiet]
    let pictures = TestPictureKeeping(store: store)
    let foreseen = try access.foresee(loaded.notebook.frontMatter.data)
    let before = try PlanStatus(
      notebook: loaded.notebook, data: foreseen.used, store: store, workers: world.processorCount
    ).verified(in: store, workers: world.processorCount)
    DamagedRuns.setAside(before.damaged, in: store, world.console)
    if before.toTrain.isEmpty, foreseen.isHere {
      access.announce(foreseen)
      if !isQuiet { world.console.print(nothingToTrain(before)) }
      if try pictures.isWanted(by: loaded.notebook, of: foreseen.used) {
        try pictures.keep(of: access.load(loaded.notebook.frontMatter.data, isAnnounced: true).dataSet)
      }
      return (foreseen, before)
    }
    let kernels = try KernelChoice.kernels(world)
    let data = try access.load(loaded.notebook.frontMatter.data)
    try pictures.keep(of: data.dataSet)
    // A download that fails gives other data than was foreseen.
    var status = try PlanStatus(
      notebook: loaded.notebook, data: data.resolution.used, store: store, workers: world.processorCount)
    if data.resolution.used != foreseen.used {
      status = try status.verified(in: store, workers: world.processorCount)
      DamagedRuns.setAside(status.damaged, in: store, world.console)
    }
    guard !status.toTrain.isEmpty else {
      if !isQuiet { world.console.print(nothingToTrain(status)) }
      return (data.resolution, status)
    }
    let jobs = arguments[Options.jobs] ?? world.processorCount
    for sentence in status.snapshotSentences("it is trained again, to the same weights") where !isQuiet {
      world.console.note(sentence)
    }
    if !isQuiet { world.console.note(announcement(status, jobs: min(jobs, status.toTrain.count))) }
    // Before hours of training, not after them.
    try FileSystem.requireWritable(ReportMaking.directory(loaded, arguments))
    let session = TrainingSession(
      store: store, world: world, jobs: jobs, kernels: kernels, isQuiet: isQuiet,
      checkpointInterval: arguments[Options.checkpointEvery])
    let ending = session.train(status, on: data.dataSet)
    let after = try PlanStatus(
      notebook: loaded.notebook, data: data.resolution.used, store: store, workers: world.processorCount)
    if let ending, !after.toTrain.isEmpty { throw stopped(ending, after, store, trainCount: data.dataSet.train.count) }
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
    let count = status.runs.count - status.toTrain.count
    let stored = count == 0 ? "" : ", \(Quantities.grouped(count)) stored"
    let side = jobs > 1 ? ", \(jobs) at a time" : ""
    return "training \(Quantities.count(status.toTrain.count, "run"))\(stored)\(side)"
  }

  private static func stopped(
    _ ending: TrainingSession.Ending, _ status: PlanStatus, _ store: RunStore, trainCount: Int
  ) -> CommandFailure {
    let unfinished = UnfinishedRuns(status.toTrain, store: store, trainCount: trainCount).fractions.count
    let have = unfinished == 1 ? "1 more has a checkpoint" : "\(Quantities.grouped(unfinished)) more have checkpoints"
    let begun = unfinished == 0 ? "" : ", \(have)"
    let stored =
      "\(status.runs.count - status.toTrain.count) of \(Quantities.count(status.runs.count, "run")) are stored\(begun)"
    let message = "stopped before the end: \(stored), and no report was written"
    switch ending {
    case .interrupted(let kind):
      return CommandFailure(
        message, help: "the same command goes on from there", status: kind == .interrupt ? .interrupted : .terminated)
    case .storageFailed:
      return CommandFailure(message, help: "when the store can be written again, the same command goes on from there")
    }
  }
}

extension DataResolution {
  /// Whether the data can be read without a download.
  var isHere: Bool { origin != "the public mirrors" }
}
