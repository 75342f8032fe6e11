import CommandLineParser
import Experiment
import Interop
import OffprintCore
import RunStore

/// `runs export` and `runs import`.
extension RunsCommand {
  private static let archive = Parameter.positional(
    "archive", .file("archive", extensions: ["tar"]), "The archive, a tar file; - for standard output.")
  private static let archives = Parameter.positionals(
    "archive", .file("archive", extensions: ["tar"]), required: true, "Archives of runs; - for standard input.")

  static let export = CommandEntry(
    Command(
      "export", "Write runs as one tar archive, to move them to another machine or a CI cache.",
      discussion: """
        The archive has the paths of a store and nothing of owners and times: the same runs give the same bytes. Every file is \
        held to its digest first; a run that is damaged is named and left out, and the exit status is 1. Filters are those of \
        ‘offprint runs list’.
        """,
      parameters: [Options.store] + RunFilter.parameters + [archive, someIdentifiers],
      examples: [
        .init("offprint runs export runs.tar", "All runs."),
        .init("offprint runs export --notebook experiments/quickstart.md q.tar", "What one notebook needs."),
        .init("offprint runs export - | ssh host offprint runs import -", "To another machine."),
      ])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let path = arguments[archive]
    let listing = try store.list()
    let words = arguments[someIdentifiers]
    let named = Set(words.isEmpty ? listing.records.map(\.id) : try StoredRuns(store).identifiers(words))
    let wanted = try RunFilter(arguments, store, world).runs(among: listing.records).map(\.id).filter(named.contains)
    let unreadable = listing.damaged.filter { error in
      guard case .damaged(let name, _, _) = error, !words.isEmpty else { return words.isEmpty }
      return RunID(hexadecimal: name).map(named.contains) ?? false
    }
    for error in unreadable { world.console.error(error.description) }
    guard !wanted.isEmpty else {
      throw CommandFailure(
        listing.records.isEmpty ? StoreAccess.emptiness(store) : "no stored run is like that; nothing was written")
    }
    let (exported, bytes) = try write(wanted, of: store, to: path)
    for error in exported.damaged { world.console.error(error.description) }
    let what = "\(Quantities.count(exported.runs.count, "run")), \(Quantities.bytes(bytes))"
    if path != "-" { world.console.print("\(path): \(what)") } else { world.console.note(what) }
    return exported.damaged.isEmpty && unreadable.isEmpty ? .success : .failure
  }

  /// A file appears whole or not at all.
  private static func write(
    _ ids: [RunID], of store: RunStore, to path: String
  ) throws -> (RunStore.Exported, bytes: Int) {
    guard path != "-" else {
      guard !StandardStream.output.isTerminal else {
        throw CommandFailure(
          "an archive is nothing for a terminal", help: "name a file, or pipe it into another program", status: .usage)
      }
      let writer = FileWriter.standardOutput
      return (try store.export(ids, to: writer), writer.count)
    }
    if FileSystem.kind(of: path) == .directory { throw CommandFailure("‘\(path)’ is a directory", status: .usage) }
    let new = "\(path).\(FileSystem.processNumber).new"
    let writer = try FileWriter(newPath: new)
    do {
      let exported = try store.export(ids, to: writer)
      try writer.finish()
      try FileSystem.rename(new, to: path)
      return (exported, writer.count)
    } catch {
      try? FileSystem.removeFile(new)
      throw error
    }
  }

  static let importing = CommandEntry(
    Command(
      "import", "Take in the runs of archives that ‘offprint runs export’ wrote.",
      discussion: """
        Every file is held to its digest before its run is taken in, and a stored run is never replaced, unless it is damaged. \
        An archive with anything else in it than runs is refused whole. The exit status is 1 if a run had to stay out.
        """,
      parameters: [Options.store, archives],
      examples: [
        .init("offprint runs import runs.tar", "Runs of another machine."),
        .init("offprint runs import --store /srv/runs runs.tar", "Into another store."),
      ])
  ) { arguments, world in
    // What is imported may be the first that a store has.
    let store = RunStore(root: arguments[Options.store])
    var isWhole = true
    for path in arguments[archives] {
      let imported: RunStore.Imported
      do throws(RunStoreError) {
        imported = try store.importRuns(from: try reader(path))
      } catch {
        throw CommandFailure(
          "\(path == "-" ? "standard input" : path): \(error.description)", help: "nothing of it was imported")
      }
      for error in imported.refused { world.console.error(error.description) }
      world.console.print("\(path == "-" ? "standard input" : path): \(words(for: imported))")
      isWhole = isWhole && imported.refused.isEmpty
    }
    return isWhole ? .success : .failure
  }

  private static func reader(_ path: String) throws(RunStoreError) -> FileReader {
    do { return path == "-" ? FileReader.standardInput : try FileReader(path: path) } catch { throw .system(error) }
  }

  private static func words(for imported: RunStore.Imported) -> String {
    var parts = ["\(Quantities.count(imported.added.count, "run")) imported"]
    if !imported.repaired.isEmpty { parts.append("\(imported.repaired.count) in place of damaged ones") }
    if !imported.completed.isEmpty { parts.append("\(imported.completed.count) completed") }
    if !imported.present.isEmpty { parts.append("\(imported.present.count) here already") }
    if !imported.refused.isEmpty { parts.append("\(imported.refused.count) refused") }
    return parts.joined(separator: ", ")
  }
}
