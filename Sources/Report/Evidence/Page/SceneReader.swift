import Foundation
import Interop
import OffprintCore
import Plotting

/// Reads what `SceneEncoder` wrote into a figure: the places of test features, as far as the figure has them.
struct SceneReader {
  struct Moment {
    /// Which images it has places of, rising.
    var images: [Int]
    /// Nil for a feature that has no direction.
    var points: [SIMD3<Double>?]
    var predictions: [Int]
    /// Nil where the figure does not have them.
    var angles: FeatureAngles?
  }

  struct Panel {
    var labels: [Int]
    var moments: [Moment]
  }

  private(set) var panels: [Panel] = []
  /// SHA-256 of the columns, which does not depend on how they are compressed.
  let digest: ContentHash
  private var columns: ColumnReader

  /// `block` is the JSON of the figure.
  init(_ block: ArraySlice<UInt8>) throws(EvidenceError) {
    let broken = EvidenceError("it cannot be read")
    guard let json = try? JSONText.read(Array(block)), let scene = json["scene"],
      let text = scene.optionalString("bytes"), let compressed = Data(base64Encoded: text),
      let bytes = try? Gzip.decompress(Array(compressed), atMost: 1 << 28), let count = Self.count(scene["count"]),
      case .list(let headers)? = scene["panels"]
    else { throw broken }
    digest = ContentHash(of: bytes)
    columns = ColumnReader(bytes)
    for header in headers { panels.append(try panel(header, count: count)) }
  }

  private static func count(_ setting: Setting?) -> Int? {
    guard case .number(let number)? = setting, let count = Int(exactly: number), (0...10_000_000).contains(count) else {
      return nil
    }
    return count
  }

  private mutating func panel(_ header: Setting, count: Int) throws(EvidenceError) -> Panel {
    let labels: [Int]
    if let index = Self.count(header["labels"]), panels.indices.contains(index) {
      labels = panels[index].labels
    } else {
      labels = try columns.bytes(count).map(Int.init)
    }
    guard case .list(let moments)? = header["moments"] else { throw EvidenceError("a sphere of it has no features") }
    return Panel(
      labels: labels, moments: try moments.map { moment throws(EvidenceError) in try self.moment(moment, labels) })
  }

  private mutating func moment(_ header: Setting, _ labels: [Int]) throws(EvidenceError) -> Moment {
    guard let shown = Self.count(header["shown"]), shown <= labels.count else {
      throw EvidenceError("a sphere of it has more features than images")
    }
    let images = SceneEncoder.chosen(shown, of: labels.count)
    guard let codes = UnitVectorCode.codes(try columns.bytes(3 * shown)) else { throw EvidenceError("it is cut short") }
    var missing: Set<Int> = []
    if case .list(let list)? = header["missing"] { missing = Set(list.compactMap(Self.count)) }
    let differences = try columns.bytes(shown).map(Int.init)
    var moment = Moment(
      images: images, points: zip(images, codes).map { missing.contains($0) ? nil : $1.direction },
      predictions: zip(images, differences).map { labels[$0] ^ $1 })
    if header["angles"] == true { moment.angles = try Self.angles(shown, &columns) }
    return moment
  }

  /// As `SceneEncoder` has them: to the own class, the next class, to the next.
  static func angles(_ count: Int, _ columns: inout ColumnReader) throws(EvidenceError) -> FeatureAngles {
    func degrees(_ word: UInt16) -> Double { word == .max ? .nan : Double(word) / 100 }
    let own = try columns.words(count).map(degrees)
    let classes = try columns.bytes(count).map(Int.init)
    return FeatureAngles(own: own, nextClass: classes, next: try columns.words(count).map(degrees))
  }
}
