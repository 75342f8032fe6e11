import CommandLineParser
import Experiment
import OffprintCore
import RunStore

/// `offprint runs`: what is in the store.
enum RunsCommand {
  static let identifiers = Parameter.positionals(
    "id", .text("id"), required: true, "Runs, by the first digits of their IDs.")
  static let someIdentifiers = Parameter.positionals(
    "id", .text("id"), "Runs, by the first digits of their IDs; all of them if none is named.")
  static let notebooks = Parameter.positionals(
    "notebook", .file("notebook", extensions: ["md", "markdown"]), required: true, "Notebooks whose runs are kept.")
  static let dryRun = Parameter.flag("dry-run", short: "n", "Remove nothing; say what would be removed.")

  static let entry: CommandEntry = CommandEntry(
    group: "runs", "List, show, check and remove stored runs.",
    discussion: "‘offprint help store’ says how runs are kept.", subcommands: [list, show, verify, remove, collect])

  private static let list = CommandEntry(
    Command(
      "list", "List the runs in the store.", parameters: [Options.store],
      examples: [.init("offprint runs", "One line for each run.")])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let listing = try store.list()
    var table = TextTable([
      ("id", .left), ("accuracy", .right), ("seed", .right), ("epochs", .right), ("data", .left), ("what", .left),
    ])
    for record in listing.records.sorted(by: RunSummary.inReadingOrder) { table.add(RunSummary.cells(of: record)) }
    if table.isEmpty {
      world.console.print(StoreAccess.emptiness(store))
    } else {
      world.console.print(table)
    }
    for error in listing.newer { world.console.warning(error.description) }
    for error in listing.damaged { world.console.error(error.description) }
    return listing.damaged.isEmpty ? .success : .failure
  }

  private static let show = CommandEntry(
    Command(
      "show", "Show everything that is known of some runs.", parameters: [Options.store, identifiers],
      examples: [.init("offprint runs show 3f9c", "The run whose ID begins with 3f9c.")])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    for (index, id) in try StoredRuns(store).identifiers(arguments[identifiers]).enumerated() {
      if index > 0 { world.console.print() }
      for line in RunSummary.page(of: try store.record(for: id), in: store) { world.console.print(line) }
    }
    return .success
  }

  private static let verify = CommandEntry(
    Command(
      "verify", "Check the files of stored runs against their digests.", parameters: [Options.store, someIdentifiers],
      examples: [.init("offprint runs verify", "Check all runs; the exit status is 1 if one is damaged.")])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let wanted = arguments[someIdentifiers]
    let listing = try store.list()
    let ids = wanted.isEmpty ? listing.records.map(\.id) : try StoredRuns(store).identifiers(wanted)
    var damaged = wanted.isEmpty ? listing.damaged : []
    for id in ids {
      do throws(RunStoreError) { try store.verify(id) } catch { damaged.append(error) }
    }
    if wanted.isEmpty { for error in listing.newer { world.console.warning(error.description) } }
    for error in damaged { world.console.error(error.description) }
    let sound = ids.count - (damaged.count - (wanted.isEmpty ? listing.damaged.count : 0))
    world.console.print("\(Quantities.count(sound, "run")) sound, \(damaged.count) damaged")
    return damaged.isEmpty ? .success : .failure
  }

  private static let remove = CommandEntry(
    Command(
      "remove", "Remove some runs from the store.", parameters: [Options.store, dryRun, identifiers],
      examples: [.init("offprint runs remove 3f9c", "Remove one run; a notebook that asks for it trains it again.")])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    for id in try StoredRuns(store).identifiers(arguments[identifiers]) {
      if !arguments[dryRun] { try store.remove(id) }
      world.console.print("\(arguments[dryRun] ? "would remove" : "removed") \(id.short)")
    }
    return .success
  }

  private static let collect = CommandEntry(
    Command(
      "gc", "Remove the runs that none of some notebooks asks for.",
      discussion:
        "A run is kept if a notebook asks for it on any of the data sets that it lists; so are checkpoints of unfinished runs.",
      parameters: [Options.store, Options.seeds, dryRun, notebooks],
      examples: [.init("offprint runs gc --dry-run experiments/*.md", "Say what would be removed, and how much it is.")]
    )
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    var kept: Set<RunID> = []
    for path in arguments[notebooks] {
      let loaded = try NotebookLoading.load(path, seeds: arguments[Options.seeds], world: world, isQuiet: true)
      kept.formUnion(try loaded.possibleRuns(workers: world.processorCount))
    }
    let collected = try store.collect(keeping: kept, isDryRun: arguments[dryRun])
    for id in collected.removed { world.console.print("\(arguments[dryRun] ? "would remove" : "removed") \(id.short)") }
    for id in collected.removedUnfinished {
      world.console.print("\(arguments[dryRun] ? "would remove" : "removed") the checkpoint of \(id.short)")
    }
    let what = "\(Quantities.count(collected.removed.count, "run")), \(Quantities.bytes(collected.freedBytes))"
    world.console.print("\(what)\(arguments[dryRun] ? " would be removed" : " removed")")
    return .success
  }
}
