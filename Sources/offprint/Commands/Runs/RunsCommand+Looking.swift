import CommandLineParser
import Experiment
import OffprintCore
import Plotting
import RunStore

/// `runs list` and `runs show`.
extension RunsCommand {
  private static let format = Parameter.option(
    "format", short: "f", .choice("format", ["table", "csv", "json"]), default: "table",
    "For people, or every key of every run for programs.")
  private static let sort = Parameter.option(
    "sort", short: "s", .text("key"), "Order by this key: accuracy, seconds, loss.margin, …",
    otherwise: "data, loss, model, seed")
  private static let isReversed = Parameter.flag("reverse", short: "r", "Turn the order round.")

  static let list = CommandEntry(
    Command(
      "list", "List the runs in the store.",
      discussion: """
        Filters are joined: a run is listed if all of them hold. A condition of --where compares a result (accuracy, error, \
        train-accuracy, all in percent, train-loss, epochs-done, seconds, bytes, status, data, engine) or any key of the \
        settings by its path (loss.margin, optimizer.rate, seed) by =, !=, <, <=, > or >=; a run that lacks the key does not \
        match. In a shell, conditions with < or > need quotes.
        """,
      parameters: [Options.store] + RunFilter.parameters + [sort, isReversed, format],
      examples: [
        .init("offprint runs", "One line for each run."),
        .init("offprint runs list --where loss.margin=0.5 --sort accuracy", "One margin, the weakest run first."),
        .init("offprint runs list --notebook a.md --cell margins", "The runs of one cell."),
        .init("offprint runs list --format csv > runs.csv", "Results and settings of all runs, for a spreadsheet."),
      ])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let listing = try store.list()
    let filter = try RunFilter(arguments, store, world)
    let records = sorted(try filter.runs(among: listing.records), arguments, store)
    if let key = arguments[sort] { try RunFilter.requireKnown(key, listing.records, store) }
    switch arguments[format] {
    case "csv": world.console.write(RunTable.runs(records, store).csv)
    case "json": world.console.write(try RunTable.json(RunTable.runs(records, store)))
    default: printTable(records, filter, listing, store, world)
    }
    for error in listing.newer { world.console.warning(error.description) }
    for error in listing.damaged { world.console.error(error.description) }
    return listing.damaged.isEmpty ? .success : .failure
  }

  private static func sorted(
    _ records: [RunRecord], _ arguments: ParsedArguments, _ store: RunStore
  ) -> [RunRecord] {
    let usual = records.sorted(by: RunSummary.inReadingOrder)
    guard let key = arguments[sort] else { return arguments[isReversed] ? usual.reversed() : usual }
    let quantity = RunQuantity.named(key)
    let keyed = usual.map { ($0, quantity.value($0, store)) }
    let isReversed = arguments[isReversed]
    return keyed.enumerated().sorted { left, right in
      let (a, b) = (left.element.1, right.element.1)
      // Runs without the key stand last whichever way round.
      if isReversed, a != nil, b != nil, a != b { return Setting.isOrdered(b, before: a) }
      if Setting.isOrdered(a, before: b) { return true }
      return Setting.isOrdered(b, before: a) ? false : left.offset < right.offset
    }.map(\.element.0)
  }

  private static func printTable(
    _ records: [RunRecord], _ filter: RunFilter, _ listing: RunStore.Listing, _ store: RunStore, _ world: World
  ) {
    var columns: [(String, TextTable.Alignment)] = [
      ("id", .left), ("accuracy", .right), ("seed", .right), ("epochs", .right), ("data", .left),
    ]
    if filter.cells != nil { columns.append(("asked for by", .left)) }
    var table = TextTable(columns + [("what", .left)])
    for record in records {
      var cells = RunSummary.cells(of: record)
      if let names = filter.cells?[record.id] { cells.insert(Quantities.list(names), at: cells.count - 1) }
      table.add(cells)
    }
    if !table.isEmpty {
      world.console.print(table)
    } else if listing.records.isEmpty {
      world.console.print(StoreAccess.emptiness(store))
    } else {
      world.console.print("none of the \(Quantities.count(listing.records.count, "stored run")) is like that")
    }
    noteOthers(store, world)
  }

  /// What is in the store beside its runs.
  private static func noteOthers(_ store: RunStore, _ world: World) {
    let unfinished = ((try? store.unfinished()) ?? []).filter { !store.contains($0) }.count
    if unfinished > 0 {
      world.console.note(
        "\(Quantities.count(unfinished, "unfinished run")) \(unfinished == 1 ? "has" : "have") a checkpoint")
    }
    let damaged = ((try? store.damagedRuns()) ?? []).count
    if damaged > 0 {
      world.console.note(
        "\(Quantities.count(damaged, "damaged run")) \(damaged == 1 ? "is" : "are") set aside in \(store.root)/damaged")
    }
  }

  static let show = CommandEntry(
    Command(
      "show", "Show everything that is known of some runs.",
      discussion:
        "Settings, digests, every epoch, and the curves of test accuracy and training loss; as CSV or JSON the epochs alone.",
      parameters: [Options.store, format, identifiers],
      examples: [
        .init("offprint runs show 3f9c", "The run whose ID begins with 3f9c."),
        .init("offprint runs show --format csv 3f9c 41be", "The epochs of two runs, for another program."),
      ])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let ids = try StoredRuns(store).identifiers(arguments[identifiers])
    var records: [RunRecord] = []
    for id in ids { records.append(try store.record(for: id)) }
    switch arguments[format] {
    case "csv": world.console.write(RunTable.epochs(records).csv)
    case "json": world.console.write(try RunTable.json(RunTable.epochs(records)))
    default:
      for (index, record) in records.enumerated() {
        if index > 0 { world.console.print() }
        for line in RunSummary.page(of: record, in: store) + curves(of: record, world) { world.console.print(line) }
      }
    }
    return .success
  }

  private static func curves(of record: RunRecord, _ world: World) -> [String] {
    let curves = [
      (
        "test accuracy",
        TerminalCurve(
          values: record.epochs.map(\.testAccuracy), label: Quantities.percent, isUnicode: world.console.isUnicode)
      ),
      (
        "train loss",
        TerminalCurve(
          values: record.epochs.map(\.trainLoss), label: { Quantities.decimal($0, places: 4) },
          isUnicode: world.console.isUnicode)
      ),
    ]
    return curves.flatMap { title, curve in
      curve.lines(title: title, width: world.console.width() - 2).map { "  " + $0 }
    }
  }
}
