import CommandLineParser
import Experiment
import Interop
import Notebook
import OffprintCore
import RunStore

/// `runs gc`.
extension RunsCommand {
  private static let keepers = Parameter.positionals(
    "notebook", .file("notebook", extensions: ["md", "markdown"]), required: true,
    "Notebooks, and folders of reports, whose runs are kept.")
  private static let force = Parameter.flag("force", "Remove what is listed.")
  private static let ignoresReports = Parameter.flag(
    "ignore-reports", "Also remove runs that only a report in reports/ is made from.")

  static let collect = CommandEntry(
    Command(
      "gc", "Show which runs nothing asks for any more; with --force, remove them.",
      discussion: """
        A run is kept if one of the notebooks asks for it on any of the data sets that it lists, or if a report is made from it: \
        those that are named, and those in reports/ of the working directory. So are the checkpoints of unfinished runs. Damaged \
        runs that were set aside go too. Without --force nothing is removed.
        """,
      parameters: [Options.store, Options.seeds, force, dryRun, ignoresReports, keepers],
      examples: [
        .init("offprint runs gc experiments/*.md", "Say what could go, how much it is, and what is kept for whom."),
        .init("offprint runs gc --force experiments/*.md", "Remove it."),
      ]
    )
  ) { arguments, world in
    let removes = arguments[force]
    guard !(removes && arguments[dryRun]) else {
      throw CommandFailure("‘--force’ and ‘--dry-run’ exclude each other", status: .usage)
    }
    let store = try StoreAccess.existing(arguments)
    let keepers = try keepers(arguments, world)
    // Looked at before anything goes, so that it can be said what each run was.
    let records = Dictionary(uniqueKeysWithValues: try store.list().records.map { ($0.id, $0) })
    let kept = keepers.reduce(into: Set<RunID>()) { $0.formUnion($1.runs) }
    let collected = try store.collect(keeping: kept, isDryRun: !removes)
    for keeper in keepers {
      let own = keeper.runs.count { records[$0] != nil }
      world.console.note("kept for \(keeper.name): \(Quantities.count(own, "run"))")
    }
    show(collected, records, world)
    world.console.print(total(collected, removes: removes))
    if !removes, !collected.isEmpty { world.console.note("nothing was removed; ‘--force’ removes it") }
    return .success
  }

  /// Somebody who needs runs.
  private struct Keeper {
    var name: String
    var runs: Set<RunID>
  }

  private static func keepers(_ arguments: ParsedArguments, _ world: World) throws -> [Keeper] {
    var keepers: [Keeper] = []
    for path in arguments[self.keepers] {
      if FileSystem.kind(of: path) == .directory || path.hasSuffix(".json") {
        keepers.append(Keeper(name: path, runs: try ReportRuns.runs(of: path)))
      } else {
        let loaded = try NotebookLoading.load(path, seeds: arguments[Options.seeds], world: world, isQuiet: true)
        keepers.append(Keeper(name: path, runs: try loaded.possibleRuns(workers: world.processorCount)))
      }
    }
    guard !arguments[ignoresReports], FileSystem.kind(of: "reports") == .directory else { return keepers }
    for name in try FileSystem.entries(of: "reports") where FileSystem.kind(of: "reports/\(name)/results.json") == .file
    {
      let path = "reports/\(name)"
      guard !keepers.contains(where: { $0.name == path || $0.name == path + "/" }) else { continue }
      keepers.append(Keeper(name: path, runs: try ReportRuns.runs(of: path)))
    }
    return keepers
  }

  private static func show(_ collected: RunStore.Collected, _ records: [RunID: RunRecord], _ world: World) {
    var table = TextTable([
      ("not asked for", .left), ("size", .right), ("accuracy", .right), ("seed", .right), ("epochs", .right),
      ("data", .left), ("what", .left),
    ])
    for id in collected.removed {
      var cells = records[id].map(RunSummary.cells) ?? [id.short, "–", "–", "–", "–", "damaged"]
      cells.insert(Quantities.bytes(collected.sizes[id] ?? 0), at: 1)
      table.add(cells)
    }
    if !table.isEmpty { world.console.print(table) }
    for id in collected.removedUnfinished { world.console.print("\(id.short)  checkpoint of an unfinished run") }
    for name in collected.removedDamaged {
      world.console.print("\(name.prefix(12))  damaged, set aside")
    }
    for data in collected.removedPictures { world.console.print("\(data.short)  pictures of a data set of no run") }
  }

  private static func total(_ collected: RunStore.Collected, removes: Bool) -> String {
    let others =
      collected.removedUnfinished.count + collected.removedDamaged.count + collected.removedPictures.count
    let runs = Quantities.count(collected.removed.count, "run")
    let more = others == 0 ? "" : " and \(Quantities.count(others, "other thing"))"
    return "\(runs)\(more), \(Quantities.bytes(collected.freedBytes))\(removes ? " removed" : " could be removed")"
  }
}
