import CommandLineParser
import Interop
import RunStore

/// The run store for commands that only look at one.
enum StoreAccess {
  /// Throws where the command line names a directory that is not there: a store that is empty, and one that is not the one
  /// that was meant, must not look alike. Without `--store` there may be none yet.
  static func existing(_ arguments: ParsedArguments) throws(CommandFailure) -> RunStore {
    let root = arguments[Options.store]
    if FileSystem.kind(of: root) != .directory, arguments.has(Options.store) {
      throw CommandFailure(
        "there is no run store at ‘\(root)’",
        help: "‘offprint run --store \(Paths.shellWord(root))’ would make one there",
        status: .usage)
    }
    return RunStore(root: root)
  }

  /// What a look at an empty store says.
  static func emptiness(_ store: RunStore) -> String {
    FileSystem.kind(of: store.root) == .missing
      ? "no runs: there is no store in \(store.root) yet" : "no runs in \(store.root)"
  }
}
