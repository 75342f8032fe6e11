import Experiment
import RunStore

/// Finds stored runs by what people type.
struct StoredRuns {
  private let listing: RunStore.Listing
  private let root: String

  init(_ store: RunStore) throws(RunStoreError) {
    listing = try store.list()
    root = store.root
  }

  /// The runs whose IDs begin with these words, each once, in the order given.
  func identifiers(_ words: [String]) throws(CommandFailure) -> [RunID] {
    var ids: [RunID] = []
    for word in words {
      let id = try identifier(word)
      if !ids.contains(id) { ids.append(id) }
    }
    return ids
  }

  private func identifier(_ word: String) throws(CommandFailure) -> RunID {
    let wanted = word.lowercased()
    guard wanted.count >= 4, wanted.allSatisfy(\.isHexDigit) else {
      throw CommandFailure(
        "‘\(word)’ is not the start of a run's ID",
        help: "give at least four of its digits; ‘offprint runs’ lists them",
        status: .usage)
    }
    let found = all.filter { $0.description.hasPrefix(wanted) }
    guard let id = found.first else {
      throw CommandFailure("no run in \(root) begins with ‘\(word)’", help: "‘offprint runs’ lists them")
    }
    guard found.count == 1 else {
      let names = found.map(\.short).joined(separator: ", ")
      throw CommandFailure("‘\(word)’ is the start of several runs: \(names)", help: "give more digits", status: .usage)
    }
    return id
  }

  /// Damaged ones too, so that they can be removed.
  private var all: [RunID] {
    let others = (listing.damaged + listing.newer).compactMap { error -> RunID? in
      switch error {
      case .damaged(let name, _, _): RunID(hexadecimal: name)
      case .newer(let id, _): id
      default: nil
      }
    }
    return (listing.records.map(\.id) + others).sorted()
  }
}
