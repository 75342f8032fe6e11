import Comparison
import Dispatch
import Experiment
import Interop
import OffprintCore
import Report
import RunStore
import Synchronization

/// What a user can name as a report: a folder, an `index.html`, a `results.json`, a run of the store, or one of the first three
/// in a git revision.
struct ReportSide: Sendable {
  let snapshot: ReportSnapshot
  /// Its files; nil for a file by itself or a run.
  let files: (any ReportFiles)?

  /// What of a report is wanted.
  struct Wish: Sendable {
    var store: RunStore
    /// Whether pictures are to be shown, not only compared.
    var showsPictures = false
  }

  /// Throws a failure of usage where `word` names no report.
  static func load(_ word: String, _ wish: Wish, world: World) throws(CommandFailure) -> ReportSide {
    switch FileSystem.kind(of: word) {
    case .directory: return try folder(FolderFiles(path: word), word, wish)
    case .file: return try file(try FolderFiles.read(word), word)
    case .other: throw CommandFailure("‘\(word)’ is neither a file nor a folder", status: .usage)
    case .missing: break
    }
    if let colon = word.firstIndex(of: ":"), colon != word.startIndex, !word.contains("\n") {
      return try revision(word, String(word[..<colon]), wish, world)
    }
    if word.count >= 4, word.allSatisfy(\.isHexDigit) { return try run(word, wish.store) }
    throw CommandFailure(
      "there is no report ‘\(word)’",
      help: "a report is a folder, an index.html, a results.json, the ID of a run, or one of the first three in a git "
        + "revision, as main:reports/name", status: .usage)
  }

  /// Two of them at once. What is wrong with the first is said first.
  static func loadBoth(
    _ first: String, _ second: String, _ wish: Wish, world: World
  ) throws(CommandFailure) -> (ReportSide, ReportSide) {
    let words = [first, second]
    let found = Mutex<[Int: Result<ReportSide, CommandFailure>]>([:])
    DispatchQueue.concurrentPerform(iterations: words.count) { index in
      let side = Result { () throws(CommandFailure) in try load(words[index], wish, world: world) }
      found.withLock { $0[index] = side }
    }
    let sides = found.withLock { $0 }
    guard let before = sides[0], let after = sides[1] else { preconditionFailure("both have been loaded") }
    return (try before.get(), try after.get())
  }

  /// Whether `word` is the directory of a run store.
  static func isStore(_ word: String) -> Bool {
    FileSystem.kind(of: Paths.joined(word, "results.json")) == .missing
      && FileSystem.kind(of: Paths.joined(word, "runs")) == .directory
  }

  // MARK: - Folders and files

  private static func folder(
    _ files: any ReportFiles, _ word: String, _ wish: Wish
  ) throws(CommandFailure) -> ReportSide {
    let names = try files.names()
    guard names.contains("results.json") else {
      let help =
        names.contains("index.html")
        ? "‘\(Paths.joined(word, "index.html"))’ can be compared by itself" : "‘offprint run’ writes a report's folder"
      throw CommandFailure("‘\(word)’ is no report: it has no results.json", help: help, status: .usage)
    }
    let first = try files.read(["results.json", "index.html"].filter(names.contains))
    var snapshot = try read(word) { () throws(SnapshotError) in
      try ResultsReader.read(first["results.json"] ?? [], name: word, origin: .folder)
    }
    snapshot.prose = first["index.html"].map(PageReader.prose)
    try addFigures(to: &snapshot, files, names, wish)
    return ReportSide(snapshot: snapshot, files: files)
  }

  private static func addFigures(
    to snapshot: inout ReportSnapshot, _ files: any ReportFiles, _ names: Set<String>, _ wish: Wish
  ) throws(CommandFailure) {
    var wanted: [String] = []
    for figure in snapshot.figures {
      let stem = "figures/\(figure.anchor)"
      let data = ["\(stem).json", "\(stem).json.gz"].filter(names.contains).prefix(1)
      let table = ["\(stem).csv.gz"].filter(names.contains)
      let pictures = ["\(stem).svg", "\(stem).png"].filter(names.contains)
      wanted += data + table + (wish.showsPictures ? pictures : Array(pictures.prefix(1)))
    }
    let bytes = try files.read(wanted)
    for index in snapshot.figures.indices {
      let stem = "figures/\(snapshot.figures[index].anchor)"
      snapshot.figures[index].data = (bytes["\(stem).json"] ?? bytes["\(stem).json.gz"].map(unpacked)).map(
        FigureBytes.init)
      snapshot.figures[index].marks = bytes["\(stem).csv.gz"].map(FigureBytes.init)
      for form in ["svg", "png"] {
        snapshot.figures[index].pictures[form] = bytes["\(stem).\(form)"].map(FigureBytes.init)
      }
    }
  }

  /// What cannot be unpacked stays as it is, and is then said to be damaged.
  private static func unpacked(_ bytes: [UInt8]) -> [UInt8] {
    (try? Gzip.decompress(bytes, atMost: FolderFiles.limit)) ?? bytes
  }

  private static func file(_ bytes: [UInt8], _ word: String) throws(CommandFailure) -> ReportSide {
    let snapshot = try read(word) { () throws(SnapshotError) in
      switch bytes.first(where: { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }) {
      case UInt8(ascii: "<")?: try PageReader.read(bytes, name: word)
      case UInt8(ascii: "{")?, UInt8(ascii: "v")?: try ResultsReader.read(bytes, name: word)
      case nil: throw SnapshotError("it is empty")
      default: throw SnapshotError("it is neither an index.html nor a results.json")
      }
    }
    return ReportSide(snapshot: snapshot, files: nil)
  }

  private static func read(
    _ word: String, _ body: () throws(SnapshotError) -> ReportSnapshot
  ) throws(CommandFailure) -> ReportSnapshot {
    do throws(SnapshotError) {
      return try body()
    } catch {
      throw CommandFailure("‘\(word)’ cannot be compared: \(error)", status: .usage)
    }
  }

  // MARK: - Revisions and runs

  private static func revision(
    _ word: String, _ revision: String, _ wish: Wish, _ world: World
  ) throws(CommandFailure) -> ReportSide {
    let repository = GitRepository(world)
    // A slash at the end means the same folder.
    let name = word.hasSuffix("/") ? String(word.dropLast()) : word
    let found = try repository.objects([name, revision])
    guard let object = found[0] else {
      if found[1] == nil {
        throw CommandFailure(
          "git knows no revision ‘\(revision)’ here",
          // Nothing that git would take for an option is worth copying.
          help: revision.hasPrefix("-")
            ? nil
            : "a shallow clone has few of them; ‘git fetch origin \(Paths.shellWord(revision))’ gets one",
          status: .usage)
      }
      let path = String(name.dropFirst(revision.count + 1))
      throw CommandFailure("the revision ‘\(revision)’ has no ‘\(path)’", status: .usage)
    }
    if object.kind == .blob { return try file(try repository.blobs([object.id]).first ?? [], word) }
    return try folder(
      RevisionFiles(repository: repository, blobs: try repository.files(of: object.id)), word, wish)
  }

  private static func run(_ word: String, _ store: RunStore) throws(CommandFailure) -> ReportSide {
    do {
      // By the names alone where one is meant; all records are read only to say what is wrong.
      let names = (try? FileSystem.entries(of: Paths.joined(store.root, "runs"))) ?? []
      let found = names.filter { $0.hasPrefix(word.lowercased()) }.compactMap(RunID.init(hexadecimal:))
      let ids = found.count == 1 ? found : try StoredRuns(store).identifiers([word])
      guard let id = ids.first else { throw CommandFailure("there is no run ‘\(word)’", status: .usage) }
      return ReportSide(snapshot: RunSnapshot.snapshot(of: try store.record(for: id), name: word), files: nil)
    } catch let failure as CommandFailure {
      throw CommandFailure(failure.message, help: failure.help, status: .usage)
    } catch {
      throw CommandFailure("\(error)", status: .usage)
    }
  }
}

extension ReportSnapshot {
  /// Settings in words, for comparing with a page that has nothing else.
  func spellingSettings() -> ReportSnapshot {
    var spelled = self
    for index in configurations.indices {
      guard case .map(let entries)? = configurations[index].settings else { continue }
      spelled.configurations[index].settingsText = entries.mapValues(Self.text)
      spelled.configurations[index].settings = nil
    }
    return spelled
  }

  /// As the list of runs at the end of a page has it.
  private static func text(_ setting: Setting) -> String {
    guard case .list(let layers)? = setting["layers"] else { return SettingText.text(of: setting) }
    return layers.map(SettingText.text).joined(separator: ", ")
  }
}
