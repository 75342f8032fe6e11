import Foundation
import OffprintCore
import Testing

/// The quick way of writing JSON against Foundation's.
@Suite("Writing JSON") struct CompactJSONTests {
  private static func foundation(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  private enum Outcome: Codable {
    case finished
    case failed(reason: String, step: Int?)
  }

  private struct Sample: Encodable {
    var name = "é 😀 / \" \\ \u{0}\u{1}\u{7}\u{8}\t\n\u{B}\u{C}\r\u{E}\u{1F}\u{7F}\u{2028}"
    var zeta = UInt64.max
    var count = -3
    var small: UInt8 = 255
    var tiny: Int8 = -128
    var share = -0.0
    var half: Float = 0.1
    var doubles = [1, 0.1, 1e-300, 1.7976931348623157e308, 1e16, 1e15, 123456789012345680, -2.5, 1e-5]
    var whole = [1, -2, 0]
    var table = [[1, 2], [], [3]]
    var maybe: Double?
    var outcomes = [Outcome.finished, .failed(reason: "loss", step: nil), .failed(reason: "loss", step: 4)]
    var settings: Setting = [
      "b": [1, true, "x", ["k-1": 0.25, "k": 9_007_199_254_740_992]], "a": [:], "c": [], "B": 1e300,
    ]
    var byName = ["x": true, "y": false, "Ä": true, "a10": true, "a9": true, "": false]
    var labels: [String?] = ["a", nil]
    var nothing: [Int] = []
  }

  /// One that asks for containers inside its own, after others and between them.
  private struct Nested: Encodable {
    private enum Key: String, CodingKey { case zero, list, map }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encodeNil(forKey: .zero)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode(1)
      var inner = list.nestedContainer(keyedBy: Key.self)
      try list.encodeNil()
      try inner.encode("late", forKey: .map)
      var map = container.nestedContainer(keyedBy: Key.self, forKey: .map)
      try map.encode(2.0, forKey: .zero)
      try map.encode(1, forKey: .zero)
      try Outcome.finished.encode(to: container.superEncoder())
    }
  }

  @Test func `what is written is what Foundation writes, byte for byte`() throws {
    #expect(try CompactJSON.encode(Sample()) == Self.foundation(Sample()))
    #expect(try CompactJSON.encode([Nested(), Nested()]) == Self.foundation([Nested(), Nested()]))
    #expect(try CompactJSON.encode("a") == Self.foundation("a"))
    #expect(try CompactJSON.encode([String: Int]()) == Self.foundation([String: Int]()))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func `what is not finite is refused`(value: Double) {
    #expect(throws: EncodingError.self) { try CompactJSON.encode(["a": value]) }
    #expect(throws: EncodingError.self) { try CompactJSON.encode([[value]]) }
  }
}

@Suite("Searching bytes") struct ByteSearchTests {
  @Test(arguments: [
    ("", "a"), ("a", "a"), ("aaaa", "aa"), ("abab ab", "ab"), ("ababac", "abac"), ("<style>x</style>", "</style>"),
    ("xxa", "ab"), ("é id=\"é\" id=\"", " id=\""),
  ])
  func `finds what String's own search finds`(text: String, pattern: String) {
    let expected = text.ranges(of: pattern).map { range in
      text.utf8.distance(
        from: text.startIndex, to: range.lowerBound)..<text.utf8.distance(from: text.startIndex, to: range.upperBound)
    }
    #expect(ByteSearch.ranges(of: pattern, in: Array(text.utf8)) == expected)
    #expect(ByteSearch.contains(pattern, in: Array(text.utf8)) == !expected.isEmpty)
  }

  @Test func `nothing is nowhere`() {
    #expect(ByteSearch.ranges(of: "", in: [1, 2]).isEmpty)
  }
}

@Suite struct ParallelTests {
  @Test func `two pieces of work both give what they made`() {
    let (first, second) = Parallel.both({ 1 }, { "two" })
    #expect(first == 1 && second == "two")
  }
}
