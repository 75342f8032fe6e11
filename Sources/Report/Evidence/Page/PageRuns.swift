import Experiment
import OffprintCore

/// What a page shows of its runs, in columns: the state of every run, then each part of those runs that show it.
struct PageRuns {
  /// Runs by their places in the plan: first and count.
  typealias Range = [Int]

  struct Part: Codable {
    var part: PagePart
    var runs: [Range]
  }

  struct Failure: Codable {
    var run: Int
    var failure: RunFailure
  }

  /// What the header says of the columns.
  struct Header: Codable {
    var count: Int
    var failures: [Failure]
    var parts: [Part]
  }

  /// The lowest bits of a run's state.
  private enum State: UInt8 {
    case missing, finished, failed
  }

  /// The higher ones.
  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let weights = Flags(rawValue: 4)
    static let test = Flags(rawValue: 8)
    static let train = Flags(rawValue: 16)
    static let confusion = Flags(rawValue: 32)
  }

  /// As many bytes of a digest as a page shows.
  private static let digestBytes = 6

  /// In the plan's order; nil for a run that is not stored.
  private(set) var runs: [RunEvidence?]
  private let data: DataIdentity?

  // MARK: - Writing

  init(_ runs: [RunEvidence?], data: DataIdentity?) {
    self.runs = runs
    self.data = data
  }

  /// - Parameter wanted: for each part the places of the runs that show it, rising.
  func write(_ wanted: [PagePart: [Int]], to columns: inout ColumnWriter) -> Header {
    columns.add(runs.map(Self.state))
    let stored = runs.compactMap(\.self)
    columns.add(counts: stored.map(\.epochs.count))
    columns.add(stored.flatMap { Self.digest($0.weightsDigest) })
    columns.add(shares: stored.compactMap { $0.epochs.last?.testAccuracy }, of: data?.testCount ?? 0)
    var parts: [Part] = []
    for part in PagePart.allCases {
      guard let places = wanted[part], !places.isEmpty else { continue }
      parts.append(Part(part: part, runs: Self.ranges(places)))
      write(part, of: places.compactMap { runs[$0] }, to: &columns)
    }
    let failures = runs.indices.compactMap { index -> Failure? in
      guard case .failed(let failure)? = runs[index]?.status else { return nil }
      return Failure(run: index, failure: failure)
    }
    return Header(count: runs.count, failures: failures, parts: parts)
  }

  private static func state(_ run: RunEvidence?) -> UInt8 {
    guard let run else { return State.missing.rawValue }
    var flags: Flags = []
    if run.weightsDigest != nil { flags.insert(.weights) }
    if run.geometry?.test != nil { flags.insert(.test) }
    if run.geometry?.train != nil { flags.insert(.train) }
    if !run.confusion.isEmpty { flags.insert(.confusion) }
    return flags.rawValue | (run.status.isFinished ? State.finished : .failed).rawValue
  }

  private static func digest(_ hash: ContentHash?) -> [UInt8] {
    guard let hash else { return [] }
    let digits = Array(hash.hexadecimal.utf8.prefix(2 * digestBytes))
    return (0..<digestBytes).map { index in
      UInt8(String(decoding: digits[2 * index..<2 * index + 2], as: UTF8.self), radix: 16) ?? 0
    }
  }

  private func write(_ part: PagePart, of runs: [RunEvidence], to columns: inout ColumnWriter) {
    if let value = part.epochValue {
      let epochs = runs.flatMap { part.isCurve ? $0.epochs[...] : $0.epochs.suffix(1) }
      let values = epochs.map { $0[keyPath: value] }
      if let total = part.total(data) { columns.add(shares: values, of: total) } else { columns.add(doubles: values) }
    } else if let set = part.imageSet {
      let measured = runs.compactMap { $0.geometry?[keyPath: set] }
      if let angle = part.angle {
        columns.add(doubles: measured.map { $0[keyPath: angle] })
      } else {
        columns.add(counts: measured.map(\.targetAngles.count))
        columns.add(counts: measured.flatMap(\.targetAngles))
      }
    } else {
      let counted = runs.map(\.confusion).filter { !$0.isEmpty }
      columns.add(counts: counted.map(\.count))
      columns.add(counts: counted.flatMap { $0.flatMap(\.self) })
    }
  }

  static func ranges(_ places: [Int]) -> [Range] {
    var ranges: [Range] = []
    for place in places {
      if let last = ranges.last, last[0] + last[1] == place {
        ranges[ranges.count - 1][1] += 1
      } else {
        ranges.append([place, 1])
      }
    }
    return ranges
  }

  // MARK: - Reading

  /// Runs without their names, which follow from the plan.
  init(_ header: Header, data: DataIdentity?, from columns: inout ColumnReader) throws(EvidenceError) {
    self.data = data
    let states = try columns.bytes(header.count)
    runs = states.map { $0 & 3 == State.missing.rawValue ? nil : RunEvidence.unnamed }
    for failure in header.failures {
      guard runs.indices.contains(failure.run) else { throw EvidenceError("it names a run that it does not have") }
      runs[failure.run]?.status = .failed(failure.failure)
    }
    let stored = runs.indices.filter { runs[$0] != nil }
    let epochs = try columns.counts(stored.count)
    guard epochs.allSatisfy({ $0 <= 10_000_000 }) else { throw EvidenceError("a run of it has no end") }
    for index in stored {
      let flags = Flags(rawValue: states[index])
      if flags.contains(.weights) { runs[index]?.weightsDigest = try Self.digest(&columns) }
      if flags.contains(.confusion) { runs[index]?.confusion = [[]] }
      if !flags.isDisjoint(with: [.test, .train]) {
        runs[index]?.geometry = RunGeometry(
          train: flags.contains(.train) ? .unknown : nil, test: flags.contains(.test) ? .unknown : nil)
      }
    }
    try readEpochs(stored, epochs, header, &columns)
    for part in header.parts { try read(part.part, of: places(part.runs), from: &columns) }
  }

  private static func digest(_ columns: inout ColumnReader) throws(EvidenceError) -> ContentHash {
    let digits = Hex(try columns.bytes(digestBytes)).digits
    guard let hash = ContentHash(hexadecimal: digits + String(repeating: "0", count: 64 - digits.count)) else {
      throw EvidenceError("a digest of it cannot be read")
    }
    return hash
  }

  /// Of a run whose curve nothing shows only the last epoch is there.
  private mutating func readEpochs(
    _ stored: [Int], _ counts: [Int], _ header: Header, _ columns: inout ColumnReader
  ) throws(EvidenceError) {
    var curves: Set<Int> = []
    for part in header.parts where part.part.isCurve { curves.formUnion(try places(part.runs)) }
    let begun = zip(stored, counts).filter { $1 > 0 }
    let accuracies = try columns.shares(begun.count, of: data?.testCount ?? 0)
    // Every epoch of a curve has four bytes or more, still to be read.
    let whole = begun.filter { curves.contains($0.0) }.reduce(0) { $0 + $1.1 }
    guard whole <= columns.remaining / 4 else { throw EvidenceError("it is cut short") }
    for ((index, count), accuracy) in zip(begun, accuracies) {
      let first = curves.contains(index) ? 1 : count
      var list = (first...count).map(EpochRecord.unknown)
      list[list.count - 1].testAccuracy = accuracy
      runs[index]?.epochs = list
    }
  }

  private func places(_ ranges: [Range]) throws(EvidenceError) -> [Int] {
    guard
      ranges.allSatisfy({
        $0.count == 2 && $0[0] >= 0 && $0[1] >= 0 && $0[0] <= runs.count && $0[1] <= runs.count - $0[0]
      })
    else { throw EvidenceError("it names runs that it does not have") }
    return ranges.flatMap { Array($0[0]..<$0[0] + $0[1]) }.filter { runs[$0] != nil }
  }

  private mutating func read(
    _ part: PagePart, of places: [Int], from columns: inout ColumnReader
  ) throws(EvidenceError) {
    if let value = part.epochValue {
      let epochs = places.flatMap { place -> [(Int, Int)] in
        let count = runs[place]?.epochs.count ?? 0
        return (part.isCurve ? 0..<count : max(0, count - 1)..<count).map { (place, $0) }
      }
      let values =
        if let total = part.total(data) { try columns.shares(epochs.count, of: total) } else {
          try columns.doubles(epochs.count)
        }
      for ((place, epoch), number) in zip(epochs, values) { runs[place]?.epochs[epoch][keyPath: value] = number }
    } else if let set = part.imageSet {
      let measured = places.filter { runs[$0]?.geometry?[keyPath: set] != nil }
      if let angle = part.angle {
        let values = try columns.doubles(measured.count)
        for (place, number) in zip(measured, values) { runs[place]?.geometry?[keyPath: set]?[keyPath: angle] = number }
      } else {
        for (place, count) in zip(measured, try columns.counts(measured.count)) {
          runs[place]?.geometry?[keyPath: set]?.targetAngles = [Int](repeating: 0, count: min(count, 1000))
        }
        let total = measured.reduce(0) { $0 + (runs[$1]?.geometry?[keyPath: set]?.targetAngles.count ?? 0) }
        var rest = try columns.counts(total)[...]
        for place in measured {
          let count = runs[place]?.geometry?[keyPath: set]?.targetAngles.count ?? 0
          runs[place]?.geometry?[keyPath: set]?.targetAngles = Array(rest.prefix(count))
          rest = rest.dropFirst(count)
        }
      }
    } else {
      try readConfusion(places.filter { !(runs[$0]?.confusion.isEmpty ?? true) }, &columns)
    }
  }

  private mutating func readConfusion(_ places: [Int], _ columns: inout ColumnReader) throws(EvidenceError) {
    let sizes = try columns.counts(places.count).map { min($0, 1000) }
    var rest = try columns.counts(sizes.reduce(0) { $0 + $1 * $1 })[...]
    for (place, size) in zip(places, sizes) {
      runs[place]?.confusion = (0..<size).map { row in Array(rest.dropFirst(row * size).prefix(size)) }
      rest = rest.dropFirst(size * size)
    }
  }
}

extension RunEvidence {
  /// Finished, and nothing known of it.
  fileprivate static let unnamed = RunEvidence(
    id: RunID(spec: .map([:]), data: ContentHash(ofText: ""), engineVersion: 0), status: .finished, epochs: [],
    confusion: [], geometry: nil, weightsDigest: nil, embeddingsDigest: nil)
}

extension EpochRecord {
  /// What nothing shows is no number, so that a number that should have been kept cannot pass for one.
  fileprivate static func unknown(_ epoch: Int) -> EpochRecord {
    EpochRecord(
      epoch: epoch, trainLoss: .nan, trainAccuracy: .nan, testAccuracy: .nan, learningRate: .nan, gradientNorm: .nan)
  }
}

extension EmbeddingGeometry {
  fileprivate static var unknown: EmbeddingGeometry {
    EmbeddingGeometry(
      weightToCenter: .nan, betweenWeights: .nan, withinClasses: .nan, betweenCenters: .nan, targetAngle: .nan,
      targetAngles: [])
  }
}
