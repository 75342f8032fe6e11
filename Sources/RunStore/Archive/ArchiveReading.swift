import Interop

/// Takes the files of an archive of runs apart, one after the other, without ever holding one of them whole.
struct ArchiveReading {
  private let reader: FileReader
  private var seen: Set<String> = []

  init(_ reader: FileReader) {
    self.reader = reader
  }

  /// Gives each file's place and its content, piece by piece: `begin` makes what takes the pieces, `end` is told when there are
  /// no more. Throws at the first thing that does not belong there, and where the archive ends before its end.
  mutating func forEachFile(
    begin: (ArchivePath) throws(RunStoreError) -> FileWriter, end: (FileWriter) throws(RunStoreError) -> Void
  ) throws(RunStoreError) {
    while let header = try nextHeader() {
      switch header.kind {
      case .other(let what): throw ArchiveReading.bad("‘\(header.name)’ is \(what)")
      case .attributes: try skipAttributes(header)
      case .directory:
        guard ArchivePath(header.name, isDirectory: true) != nil, header.count == 0 else {
          throw ArchiveReading.bad("‘\(header.name)’ is not a directory of a run")
        }
      case .file:
        guard let path = ArchivePath(header.name, isDirectory: false) else {
          throw ArchiveReading.bad("‘\(header.name)’ is not a file of a run")
        }
        guard seen.insert("\(path)").inserted else { throw ArchiveReading.bad("it has ‘\(header.name)’ twice") }
        let writer = try begin(path)
        try copy(header, to: writer)
        try end(writer)
      }
    }
  }

  static func bad(_ reason: String) -> RunStoreError { .badArchive(reason: reason) }

  // MARK: - Parts

  /// Nil at the end of the archive.
  private func nextHeader() throws(RunStoreError) -> TarHeader? {
    let block = try read(TarHeader.size)
    if block.starts(with: [0x1F, 0x8B]) || block.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      throw ArchiveReading.bad("it is compressed; decompress it first")
    }
    guard block.count == TarHeader.size else {
      throw ArchiveReading.bad(block.isEmpty && seen.isEmpty ? "it is empty" : "it is cut short")
    }
    do {
      return try TarHeader(decoding: block)
    } catch {
      throw ArchiveReading.bad(error.reason)
    }
  }

  private static let piece = 1 << 20

  private func copy(_ header: TarHeader, to writer: FileWriter) throws(RunStoreError) {
    var left = header.count
    while left > 0 {
      let bytes = try read(min(left, ArchiveReading.piece))
      guard !bytes.isEmpty else { throw ArchiveReading.bad("it is cut short in ‘\(header.name)’") }
      do { try writer.write(bytes) } catch { throw .system(error) }
      left -= bytes.count
    }
    try skipPadding(header)
  }

  private func skipPadding(_ header: TarHeader) throws(RunStoreError) {
    guard try read(header.padding).count == header.padding else {
      throw ArchiveReading.bad("it is cut short in ‘\(header.name)’")
    }
  }

  private static let maximumAttributes = 1 << 20

  /// Times and owners are of no concern; whatever would give the next file another name, size or target is refused.
  private func skipAttributes(_ header: TarHeader) throws(RunStoreError) {
    guard header.count <= ArchiveReading.maximumAttributes else {
      throw ArchiveReading.bad("the attributes of a file take \(header.count) bytes")
    }
    let bytes = try read(header.count)
    guard bytes.count == header.count else { throw ArchiveReading.bad("it is cut short in ‘\(header.name)’") }
    try skipPadding(header)
    // Each record is `length key=value` and a line feed; a key is looked for at the start of any line, which finds no fewer.
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = line.drop { $0 != UInt8(ascii: " ") }.dropFirst()
      let key = String(decoding: text.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
      guard !["path", "linkpath", "size"].contains(key), !key.hasPrefix("GNU.sparse") else {
        throw ArchiveReading.bad("it gives a file another \(key) than its header does, which no archive of runs needs")
      }
    }
  }

  private func read(_ count: Int) throws(RunStoreError) -> [UInt8] {
    do { return try reader.read(count) } catch { throw .system(error) }
  }
}
