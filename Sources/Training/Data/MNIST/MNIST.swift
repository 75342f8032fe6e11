package import Experiment
import Interop
import OffprintCore

/// MNIST from a directory: the four files under their own names, plain or with `.gz`, in it or in `mnist/` below it.
package enum MNIST {
  /// What a trainer makes of the four known files, so that runs can be named without reading them. `DataSet` computes the
  /// digest from the pixels and a test holds this to it.
  package static let identity = DataIdentity(
    name: "mnist", digest: knownDigest, trainCount: MNISTFile.trainImages.count, testCount: MNISTFile.testImages.count)

  private static let knownDigest: ContentHash = {
    guard let hash = ContentHash(hexadecimal: knownDigestText) else { preconditionFailure("a digest is 64 digits") }
    return hash
  }()
  private static let knownDigestText = "d2bde259caf607a742ccfd76c9f4ffc3e812ce6543319b05e93500d6d9658edc"

  /// The files of a directory, found and not yet read.
  package struct Location: Hashable, Sendable {
    /// The directory that holds them.
    package var directory: String
    /// One path for each of `MNISTFile.allCases`.
    package var paths: [String]
  }

  /// The files in `directory` or in `mnist/` below it; nil where there is none of them. Some without the others is an error.
  package static func locate(in directory: String) throws(DataError) -> Location? {
    for candidate in [directory, directory + "/mnist"] {
      let found = MNISTFile.allCases.map { path(of: $0, in: candidate) }
      guard found.contains(where: { $0 != nil }) else { continue }
      if let missing = zip(MNISTFile.allCases, found).first(where: { $0.1 == nil }) {
        throw DataError(
          .incomplete, candidate,
          "it holds a part of MNIST, but neither \(missing.0.rawValue) nor \(missing.0.rawValue).gz",
          remedy: "put all four files there, or none")
      }
      return Location(directory: candidate, paths: found.compactMap { $0 })
    }
    return nil
  }

  /// Reads and checks all four files.
  package static func load(_ location: Location) throws(DataError) -> DataSet {
    let parts = try MNISTFile.allCases.map { (file) throws(DataError) in try read(file, from: location) }
    return DataSet(
      name: "mnist", train: DataSet.Part(images: parts[0], labels: parts[1]),
      test: DataSet.Part(images: parts[2], labels: parts[3]), classCount: 10)
  }

  /// The pixels or labels of one file, checked.
  package static func read(_ file: MNISTFile, from location: Location) throws(DataError) -> [UInt8] {
    let index = MNISTFile.allCases.firstIndex(of: file)
    guard let index, index < location.paths.count else { preconditionFailure("a location has all four paths") }
    return try elements(of: file, at: location.paths[index])
  }

  private static func path(of file: MNISTFile, in directory: String) -> String? {
    [file.rawValue, file.rawValue + ".gz"].map { directory + "/" + $0 }
      .first { FileSystem.kind(of: $0) != .missing }
  }

  private static func elements(of file: MNISTFile, at path: String) throws(DataError) -> [UInt8] {
    let remedy = "it is left as it is; replace it by the original file, or remove it"
    let bytes: [UInt8]
    do {
      // One byte more than can be right is enough to see that it is wrong; `size` says how much it was.
      let size = try FileSystem.size(of: path)
      guard size <= limit(for: file) || FileSystem.kind(of: path) != .file else {
        throw DataError(
          .counts, path, "it has \(size) bytes where \(file.rawValue) has \(file.byteCount)", remedy: remedy)
      }
      bytes = try FileSystem.read(path, atMost: limit(for: file))
    } catch let error as SystemError {
      throw DataError(.unreadable, path, "it cannot be read: \(error.reason)", remedy: remedy)
    } catch let error as DataError {
      throw error
    } catch {
      preconditionFailure("the file system throws SystemError only")
    }
    return try IDX.elements(of: file, in: bytes, subject: path, remedy: remedy)
  }

  /// The most bytes that a file, compressed or not, can have and still be looked into: deflate's worst case adds far less.
  static func limit(for file: MNISTFile) -> Int { file.byteCount + file.byteCount / 8 + 4096 }
}
