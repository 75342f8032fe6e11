import Foundation
import Interop
import OffprintCore
import RunStore

/// The store that an audit trains in: one that nothing else has written to, so that no run can be taken from where the report
/// took it.
struct AuditStore {
  let store: RunStore
  /// Whether it goes when the audit is over.
  let isTemporary: Bool

  private static let markName = "audit.json"

  /// What tells that a store is that of an audit, and of which report.
  private struct Mark: Codable {
    var format = "offprint-audit-store"
    var version = 1
    /// SHA-256 of the report's evidence.
    var evidence: ContentHash
  }

  /// The store at `path`, made where it is missing and gone on with where it is that of an audit of the same report; a temporary
  /// one without a path. Throws where `path` holds anything else.
  static func open(
    _ path: String?, evidence: ContentHash, temporaryFolder: String
  ) throws(CommandFailure) -> AuditStore {
    if let path {
      try requireOwn(path, evidence)
      return AuditStore(store: RunStore(root: path), isTemporary: false)
    }
    do throws(SystemError) { return try temporary(in: temporaryFolder) } catch {
      throw CommandFailure(error.description)
    }
  }

  private static func temporary(in folder: String) throws(SystemError) -> AuditStore {
    var attempt = 0
    while true {
      let path = Paths.joined(folder, "offprint-verify-\(FileSystem.processNumber)-\(attempt)")
      attempt += 1
      do throws(SystemError) {
        try FileSystem.makeNewDirectory(path)
        return AuditStore(store: RunStore(root: path), isTemporary: true)
      } catch {
        guard error.isExisting, attempt < 100 else { throw error }
      }
    }
  }

  private static func requireOwn(_ path: String, _ evidence: ContentHash) throws(CommandFailure) {
    let markPath = Paths.joined(path, markName)
    if let bytes = try? FileSystem.read(markPath, atMost: 1 << 20) {
      let mark = try? ReadableJSON.decode(Mark.self, from: Data(bytes))
      guard mark?.evidence == evidence else {
        throw CommandFailure(
          "‘\(path)’ is the store of an audit of another report, or of this one before it was made again",
          help: "name a new folder", status: .usage)
      }
      return
    }
    let names = (try? FileSystem.entries(of: path)) ?? []
    guard names.isEmpty else {
      throw CommandFailure(
        "‘\(path)’ is not empty and not the store of an audit, so a run in it proves nothing",
        help: "name a new folder",
        status: .usage)
    }
    do {
      try FileSystem.makeDirectories(path)
      try FileSystem.writeNew(Array(try ReadableJSON.encode(Mark(evidence: evidence))), to: markPath)
    } catch {
      throw CommandFailure("\(error)")
    }
  }

  /// Takes a temporary store off the disk.
  func close() {
    if isTemporary { try? FileSystem.removeTree(store.root) }
  }
}
