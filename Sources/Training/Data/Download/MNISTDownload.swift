import Interop

/// Brings MNIST's four files from the public mirrors into the cache.
///
/// Each file is fetched whole, unpacked and checked against its known SHA-256 in memory, written under a temporary name,
/// synced, and renamed: whatever lies under a file's own name is right. Files that are there already stay.
package struct MNISTDownload: Sendable {
  /// How far one file has come.
  package struct Progress: Hashable, Sendable {
    package var file: String
    /// 1 to 4.
    package var number: Int
    package var address: String
    /// Bytes so far of the compressed file.
    package var bytes: Int
  }

  package static let mirrors = [
    "https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ]

  private let transport: any DataTransport
  private let mirrors: [String]
  /// Seconds, between two rounds over the mirrors.
  private let pause: @Sendable (Double) -> Void

  package init(
    transport: any DataTransport, mirrors: [String] = MNISTDownload.mirrors,
    pause: @escaping @Sendable (Double) -> Void
  ) {
    self.transport = transport
    self.mirrors = mirrors
    self.pause = pause
  }

  /// Rounds over the mirrors, and the pause before the second; it doubles each time.
  private static let rounds = 3
  private static let firstPause = 0.5

  /// Fills `directory`, made where it is missing, and says where the files are.
  package func run(
    into directory: String, progress: @escaping @Sendable (Progress) -> Void
  ) throws(DataError) -> MNIST.Location {
    try cache(directory) { () throws(SystemError) in try FileSystem.makeDirectories(directory) }
    for (index, file) in MNISTFile.allCases.enumerated() {
      let target = directory + "/" + file.rawValue + ".gz"
      if FileSystem.kind(of: target) != .missing { continue }
      if FileSystem.kind(of: directory + "/" + file.rawValue) != .missing { continue }
      let bytes = try fetch(file, number: index + 1, progress: progress)
      try cache(directory) { () throws(SystemError) in try write(bytes, to: target, in: directory) }
    }
    guard let location = try MNIST.locate(in: directory) else {
      throw DataError(.cache, directory, "the downloaded files are gone again", remedy: "run again")
    }
    return location
  }

  private func fetch(
    _ file: MNISTFile, number: Int, progress: @escaping @Sendable (Progress) -> Void
  ) throws(DataError) -> [UInt8] {
    let addresses = mirrors.map { $0 + file.rawValue + ".gz" }
    // The last word on each mirror, and whether another try makes sense.
    var complaints = [TransportError?](repeating: nil, count: addresses.count)
    for round in 0..<MNISTDownload.rounds {
      let hopeful = addresses.indices.filter { complaints[$0]?.isPassing ?? true }
      if round > 0 && !hopeful.isEmpty { pause(MNISTDownload.firstPause * Double(1 << (round - 1))) }
      for index in hopeful {
        do {
          return try attempt(file, from: addresses[index]) {
            progress(Progress(file: file.rawValue, number: number, address: addresses[index], bytes: $0))
          }
        } catch {
          complaints[index] = error
        }
      }
      if complaints.allSatisfy({ $0?.isUnreachable ?? false }) { break }
    }
    let reasons = zip(addresses, complaints).map { "\($0): \($1?.reason ?? "not tried")" }
    throw DataError(
      .download, file.rawValue, "no mirror has it (\(reasons.joined(separator: "; ")))",
      remedy: "put the four files of MNIST into a directory and name it by --data or OFFPRINT_DATA")
  }

  /// The compressed file, known to be right.
  private func attempt(
    _ file: MNISTFile, from address: String, progress: @escaping @Sendable (Int) -> Void
  ) throws(TransportError) -> [UInt8] {
    let bytes = try transport.fetch(address, atMost: MNIST.limit(for: file), progress: progress)
    do {
      _ = try IDX.elements(of: file, in: bytes, subject: address, remedy: "")
    } catch {
      throw TransportError(reason: error.reason, isPassing: error.kind == .compression)
    }
    return bytes
  }

  private func write(_ bytes: [UInt8], to target: String, in directory: String) throws(SystemError) {
    let temporary = "\(target).\(FileSystem.processNumber).partial"
    // A process of the same number that crashed here may have left one.
    if FileSystem.kind(of: temporary) == .file { try FileSystem.removeFile(temporary) }
    do {
      try FileSystem.writeNew(bytes, to: temporary)
      try FileSystem.rename(temporary, to: target)
      try FileSystem.syncDirectory(directory)
    } catch {
      try? FileSystem.removeFile(temporary)
      throw error
    }
  }

  private func cache(_ directory: String, _ body: () throws(SystemError) -> Void) throws(DataError) {
    do {
      try body()
    } catch {
      throw DataError(
        .cache, directory, "the cache cannot be written: \(error.description)",
        remedy: "make room or set XDG_CACHE_HOME to a directory of yours")
    }
  }
}
