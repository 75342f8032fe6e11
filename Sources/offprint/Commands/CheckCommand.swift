import CommandLineParser
import Experiment
import Notebook
import OffprintCore
import Report
import RunStore
import Training

/// `offprint check`: what a notebook asks for, without training it.
enum CheckCommand {
  static let entry: CommandEntry = CommandEntry(
    Command(
      "check", "Validate a notebook and show its plan: what is stored, and what the rest will cost.",
      discussion: """
        Everything that is wrong is shown at once, and the exit status is 2. For a rough estimate of the cost a few steps may \
        be trained, for two seconds at most; nothing is stored or written.

        A number in the text that is, or nearly is, a result of stored runs is warned of: a typed number stays when the \
        results change. ‘offprint help writing’ says what to write instead.
        """,
      parameters: [
        Options.data, Options.offline, Options.store, Options.seeds, Options.profile, Options.jobs, Options.strict,
        Options.job, Options.notebook,
      ],
      examples: [
        .init("offprint check experiments/cosine-losses.md", "Before a long training."),
        .init("offprint check --strict a.md", "In a script that lets no warning pass."),
      ])
  ) { arguments, surroundings in
    let world = surroundings.job(arguments[Options.job])
    let loaded = try NotebookLoading.load(
      arguments[Options.notebook], seeds: arguments[Options.seeds], profile: arguments[Options.profile], world: world)
    _ = try TemplateLoading(for: loaded, named: nil, console: world.console)
    let store = RunStore(root: arguments[Options.store])
    let access = DataAccess(arguments, world)
    let resolution = try access.foresee(loaded.notebook.frontMatter.data)
    let status = try PlanStatus(
      notebook: loaded.notebook, data: resolution.used, store: store, workers: world.processorCount)
    access.announce(resolution)
    for error in status.damaged { world.console.error(error.description) }
    world.console.print(table(loaded.notebook, status))
    world.console.print(total(status))
    for sentence in status.snapshotSentences("‘offprint run’ trains it again, to the same weights") {
      world.console.note(sentence)
    }
    if !status.toTrain.isEmpty {
      let jobs = min(arguments[Options.jobs] ?? world.processorCount, status.toTrain.count)
      let estimate = CostEstimate(
        status: status, jobs: jobs, machine: Machine(world: world), clock: world.clock,
        kernels: try KernelChoice.kernels(world))
      world.console.print(try estimate.sentence(store: store))
    }
    FailedRuns.warn(status, world.console)
    compare(loaded, resolution, status, world.console)
    return Strictness.applied(to: .success, arguments, world.console)
  }

  /// The numbers of the text with those of stored runs.
  private static func compare(
    _ loaded: LoadedNotebook, _ resolution: DataResolution, _ status: PlanStatus, _ console: Console
  ) {
    let context = ReportContext(
      loaded, data: resolution.used, skipped: resolution.stated, status,
      features: MeasuredFeatures(embeddings: { _ in nil }), testPictures: nil)
    switch UnboundNumbers.check(loaded.notebook, context: context) {
    case .compared(let warnings): console.show(warnings, in: loaded.notebook.document.source)
    case .nothingToCompareWith: console.note("numbers in the text were not compared with results: no run is stored yet")
    }
  }

  private static func table(_ notebook: CheckedNotebook, _ status: PlanStatus) -> TextTable {
    var table = TextTable([
      ("cell", .left), ("kind", .left), ("configurations", .right), ("runs", .right), ("stored", .right),
      ("to train", .right),
    ])
    let stored = Dictionary(uniqueKeysWithValues: status.runs.map { ($0.spec, $0.record != nil && $0.lacking.isEmpty) })
    for cell in notebook.cells where cell.kind == .train || cell.kind == .sweep {
      let configurations = notebook.plan.configurations(of: cell.name)
      let specs = configurations.flatMap(\.specs)
      let there = specs.count { stored[$0] == true }
      table.add([
        cell.name, cell.kind.rawValue, Quantities.grouped(configurations.count), Quantities.grouped(specs.count),
        Quantities.grouped(there), Quantities.grouped(specs.count - there),
      ])
    }
    return table
  }

  private static func total(_ status: PlanStatus) -> String {
    let count = Quantities.count(status.runs.count, "distinct run")
    guard !status.toTrain.isEmpty else { return "\(count): nothing to train, all are stored" }
    let stored = status.runs.count - status.toTrain.count
    return "\(count): \(Quantities.grouped(stored)) stored, "
      + "\(Quantities.grouped(status.toTrain.count)) to train"
  }
}
