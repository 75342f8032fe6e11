import CommandLineParser
import Experiment
import OffprintCore
import RunStore

/// The stored runs that an export is about: by ID, by the filters of `runs list`, or both.
struct RunChoice {
  /// In the order in which they are named, else in reading order.
  let records: [RunRecord]
  /// Which cells of the notebooks ask for a run, where notebooks were named.
  let cells: [RunID: [String]]?

  /// Throws where nothing is named, or nothing is like that.
  init(
    _ words: [String], _ arguments: ParsedArguments, _ store: RunStore, _ world: World, filtersData: Bool = true
  ) throws {
    let filters = filtersData ? RunFilter.parameters : RunFilter.parametersWithoutData
    let isFiltered = filters.contains { arguments.has($0) }
    guard !words.isEmpty || isFiltered else {
      throw CommandFailure(
        "no run is named",
        help: "give the first digits of its ID, which ‘offprint runs’ lists, or --notebook, --cell and --seed",
        status: .usage)
    }
    let listing = try store.list()
    let filter = try RunFilter(arguments, store, world, filtersData: filtersData)
    let among: [RunRecord]
    if words.isEmpty {
      for error in listing.damaged { world.console.error(error.description) }
      among = listing.records.sorted(by: RunSummary.inReadingOrder)
    } else {
      var named: [RunRecord] = []
      for id in try StoredRuns(store).identifiers(words) { named.append(try store.record(for: id)) }
      among = named
    }
    records = try filter.runs(among: among)
    cells = filter.cells
    guard !records.isEmpty else {
      throw CommandFailure(
        listing.records.isEmpty ? StoreAccess.emptiness(store) : "no stored run is like that",
        help: listing.records.isEmpty ? nil : "‘offprint runs’ lists them")
    }
  }

  /// The one that is meant; throws where several are.
  func only(for purpose: String) throws(CommandFailure) -> RunRecord {
    if records.count == 1 { return records[0] }
    let names = records.prefix(6).map { "\($0.id.short) (\(title(of: $0)))" }.joined(separator: ", ")
    let more = records.count > 6 ? " and \(records.count - 6) more" : ""
    throw CommandFailure(
      "\(records.count) runs are like that, and \(purpose) holds one: \(names)\(more)",
      help: "name one by the first digits of its ID, or narrow them down by --cell and --seed", status: .usage)
  }

  /// `arcface, seed 1`, else what is set.
  func title(of record: RunRecord) -> String {
    let name = cells?[record.id]?.first ?? RunSummary.words(for: record.spec)
    return "\(name), seed \(record.spec.seed)"
  }

  /// What keeps a failed run from being exported.
  static func requireFinished(_ record: RunRecord, lacking what: String) throws(CommandFailure) {
    guard case .failed(let failure) = record.status else { return }
    throw CommandFailure(
      "run \(record.id.short) failed in epoch \(failure.epoch), step \(failure.step), and has no \(what): "
        + failure.reason)
  }
}
