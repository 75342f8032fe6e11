import CommandLineParser
import Experiment
import OffprintCore
import RunStore

/// `offprint runs`: what is in the store. A file for each of the commands that do more than a few lines' work.
enum RunsCommand {
  static let identifiers = Parameter.positionals(
    "id", .text("id"), required: true, "Runs, by the first digits of their IDs.")
  static let someIdentifiers = Parameter.positionals(
    "id", .text("id"), "Runs, by the first digits of their IDs; all of them if none is named.")
  static let dryRun = Parameter.flag("dry-run", short: "n", "Remove nothing; say what would be removed.")

  static let entry: CommandEntry = CommandEntry(
    group: "runs", "List, show, check, move and remove stored runs.",
    discussion: "‘offprint help store’ says how runs are kept.",
    subcommands: [list, show, verify, export, importing, remove, collect])

  private static let setAside = Parameter.flag(
    "set-aside", "Take damaged runs out of the store; whoever asks for them trains them again.")

  private static let verify = CommandEntry(
    Command(
      "verify", "Check the files of stored runs against their digests.",
      discussion: """
        Every file of a run has a digest, and whatever is read is held to it: ‘offprint run’ sets a run that is damaged aside, \
        says so, and trains it again. This command reads all files, also those that no report needs. With --set-aside damaged \
        runs are moved to damaged/ below the store's directory, where ‘offprint runs gc’ finds them.
        """, parameters: [Options.store, setAside, someIdentifiers],
      examples: [
        .init("offprint runs verify", "Check all runs; the exit status is 1 if one is damaged."),
        .init("offprint runs verify --set-aside", "Also make room for them to be trained again."),
      ])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let wanted = arguments[someIdentifiers]
    let listing = try store.list()
    let ids = wanted.isEmpty ? listing.records.map(\.id) : try StoredRuns(store).identifiers(wanted)
    var damaged = wanted.isEmpty ? listing.damaged : []
    let unread = damaged.count
    for id in ids {
      do throws(RunStoreError) { try store.verify(id) } catch { damaged.append(error) }
    }
    if wanted.isEmpty { for error in listing.newer { world.console.warning(error.description) } }
    for error in damaged {
      guard arguments[setAside], case .damaged(let name, let file, let reason) = error,
        let id = RunID(hexadecimal: name), store.contains(id)
      else {
        world.console.error(error.description)
        continue
      }
      let place = try store.setAside(id)
      world.console.error("the stored run \(id.short) is damaged: \(file): \(reason); it is now in \(place)")
    }
    let sound = ids.count - (damaged.count - unread)
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
}
