import Experiment
import OffprintCore

/// The only names that an archive of runs may hold. A name is not cleaned but compared with what a store can have, so that none
/// leads anywhere else.
enum ArchivePath: Hashable {
  case run(RunID, file: String)
  case pictures(ContentHash)
  /// A directory above them, which says nothing.
  case directory

  /// Nil for any other name. `./` before it and `/` after a directory are what other programs write.
  init?(_ name: String, isDirectory: Bool) {
    var parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if parts.first == ".", parts.count > 1 { parts.removeFirst() }
    if isDirectory {
      if parts.last == "", parts.count > 1 { parts.removeLast() }
      let isHome = name == "." || name == "./" || parts == ["runs"] || parts == ["data"]
      let isInside = parts.count == 2 && (parts[0] == "runs" || parts[0] == "data") && ArchivePath.hash(parts[1]) != nil
      guard isHome || isInside else { return nil }
      self = .directory
      return
    }
    guard parts.count == 3, let hash = ArchivePath.hash(parts[1]) else { return nil }
    let file = String(parts[2])
    if parts[0] == "runs", ArchivePath.isFileOfRun(file), let id = RunID(hexadecimal: hash.hexadecimal) {
      self = .run(id, file: file)
    } else if parts[0] == "data", file == RunStore.picturesFile {
      self = .pictures(hash)
    } else {
      return nil
    }
  }

  /// 64 hexadecimal digits as a store writes them.
  private static func hash(_ part: Substring) -> ContentHash? {
    ContentHash(hexadecimal: String(part)).flatMap { $0.hexadecimal == part ? $0 : nil }
  }

  private static func isFileOfRun(_ name: String) -> Bool {
    if [RunStore.recordFile, RunStore.weightsFile, RunStore.embeddingsFile].contains(name) { return true }
    let digits = name.dropFirst("epoch-".count).dropLast(".safetensors".count)
    return Int(digits).map { $0 > 0 && RunStore.snapshotFile($0) == name } ?? false
  }
}
