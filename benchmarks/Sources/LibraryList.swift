import Interop
import OffprintCore

/// The versions that a reader of the results may ask for.
enum LibraryList {
  static var all: [String: Setting] {
    Dictionary(uniqueKeysWithValues: LibraryVersions.all.map { ($0.name, Setting.string($0.version)) })
      .filter { $0.key == "OpenBLAS" }
  }
}
