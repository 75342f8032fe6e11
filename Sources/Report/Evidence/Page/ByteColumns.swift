/// Numbers as columns of bytes, low bytes of all before the next bytes of all: what gzip compresses best, and exact.
struct ColumnWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ column: [UInt8]) { bytes += column }

  /// Two bytes each.
  mutating func add(words: [UInt16]) { addPlanes(words.map(UInt64.init), size: 2) }

  /// Four bytes each; counts are never negative and never near the limit.
  mutating func add(counts: [Int]) { addPlanes(counts.map { UInt64(UInt32(clamping: $0)) }, size: 4) }

  /// Eight bytes each, the bits of the number.
  mutating func add(doubles: [Double]) { addPlanes(doubles.map(\.bitPattern), size: 8) }

  /// Shares of `total` images: a byte 1 and their counts, where every share is exactly a count of them; else 0 and doubles.
  mutating func add(shares: [Double], of total: Int) {
    let counts = shares.map { share -> Int? in
      guard share.isFinite, total > 0, let count = Int(exactly: (share * Double(total)).rounded()), count >= 0 else {
        return nil
      }
      return Double(count) / Double(total) == share ? count : nil
    }
    let known = counts.compactMap(\.self)
    if known.count == shares.count {
      bytes.append(1)
      add(counts: known)
    } else {
      bytes.append(0)
      add(doubles: shares)
    }
  }

  private mutating func addPlanes(_ values: [UInt64], size: Int) {
    bytes.reserveCapacity(bytes.count + values.count * size)
    for plane in 0..<size {
      for value in values { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(plane)))) }
    }
  }
}

/// Reads what `ColumnWriter` wrote, in its order.
struct ColumnReader {
  private let source: [UInt8]
  private var place: Int

  init(_ source: [UInt8], from place: Int = 0) {
    self.source = source
    self.place = place
  }

  /// Bytes that have not been read.
  var remaining: Int { source.count - place }

  mutating func bytes(_ count: Int) throws(EvidenceError) -> [UInt8] {
    guard count >= 0, count <= source.count - place else { throw EvidenceError("it is cut short") }
    defer { place += count }
    return Array(source[place..<place + count])
  }

  mutating func words(_ count: Int) throws(EvidenceError) -> [UInt16] {
    try planes(count, size: 2).map(UInt16.init(truncatingIfNeeded:))
  }

  mutating func counts(_ count: Int) throws(EvidenceError) -> [Int] {
    try planes(count, size: 4).map(Int.init(truncatingIfNeeded:))
  }

  mutating func doubles(_ count: Int) throws(EvidenceError) -> [Double] {
    try planes(count, size: 8).map(Double.init(bitPattern:))
  }

  mutating func shares(_ count: Int, of total: Int) throws(EvidenceError) -> [Double] {
    guard try bytes(1) == [1] else { return try doubles(count) }
    return try counts(count).map { Double($0) / Double(total) }
  }

  private mutating func planes(_ count: Int, size: Int) throws(EvidenceError) -> [UInt64] {
    // Every count that is asked for comes from a file, which may say anything.
    guard count >= 0, count <= (source.count - place) / size else { throw EvidenceError("it is cut short") }
    var values = [UInt64](repeating: 0, count: count)
    for plane in 0..<size {
      let start = place + plane * count
      for index in 0..<count { values[index] |= UInt64(source[start + index]) << (8 * UInt64(plane)) }
    }
    place += size * count
    return values
  }
}
