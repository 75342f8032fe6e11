import Foundation
import OffprintCore
import Testing

/// The quick way of reading JSON against Foundation's.
@Suite("Reading JSON") struct ReadableJSONTests {
  private enum Outcome: Codable, Equatable {
    case finished
    case failed(reason: String, step: Int?)
  }

  private struct Sample: Codable, Equatable {
    var name: String
    var count: Int
    var small: UInt8
    var large: UInt64
    var share: Double
    var shares: [Double]
    var table: [[Int]]
    var maybe: Double?
    var outcome: Outcome
    var settings: Setting
    var byName: [String: Bool]
    var labels: [String?]
  }

  private static let sample = Sample(
    name: "é 😀 /", count: -3, small: 255, large: .max, share: -0.0, shares: [1, 0.1, 1e-300, 1.7976931348623157e308],
    table: [[1, 2], [], [3]], maybe: nil, outcome: .failed(reason: "loss is not finite", step: 4),
    settings: ["a": [1, true, "x", ["b": 0.25]], "c": [:], "d": []], byName: ["x": true, "y": false],
    labels: ["a", nil])

  @Test func `what was written is read, as Foundation reads it`() throws {
    for sample in [
      Self.sample,
      {
        var other = Self.sample; other.outcome = .finished; other.maybe = 2; return other
      }(),
    ] {
      let data = try ReadableJSON.encode(sample)
      #expect(try ReadableJSON.decode(Sample.self, from: data) == sample)
      #expect(try JSONDecoder().decode(Sample.self, from: data) == sample)
    }
    let negativeZero = try ReadableJSON.decode(Sample.self, from: try ReadableJSON.encode(Self.sample)).share
    #expect(negativeZero.sign == .minus)
  }

  @Test(arguments: [
    #"["a\n\u00e9"]"#, #"{"a": [1, -0, 1.0, 1E2, 0.1e-2]}"#, "[]", " [ ] ", "{\"a\" : {} }\n", "[1,]", "[01]", "[1.]",
    "[-]", "[+1]", "[.5]", "[1 2]", #"{"a":1,}"#, #"{"a" 1}"#, "[\"\u{1}\"]", "[tru]", "[nan]", "", "1 1", "[1",
    "[1e999]", "\"a", #"{"a": null}"#, #"{"a": 9007199254740993}"#, #"["a\"b\\c\/d\b\f\n\r\t\u0041\u00E9\u2028é"]"#,
    #"["\ud83d\ude00"]"#, #"["\ud83d"]"#, #"["\u00g0"]"#, #"["\u+041"]"#, #"["\u00"]"#, #"["\x"]"#, #"["\"]"#, #"["\"#,
    #"{"\u0061": 1, "a": 2}"#, "[999999999999999999, -999999999999999999, 1000000000000000000, 18446744073709551616]",
  ])
  func `any text is read or refused as by Foundation`(text: String) {
    let data = Data(text.utf8)
    let mine = try? ReadableJSON.decode(Setting.self, from: data)
    let foundation = try? JSONDecoder().decode(Setting.self, from: data)
    #expect(mine == foundation)
  }

  @Test func `a mistake is told by its place`() throws {
    let data = Data(#"{"name": "a", "count": "three"}"#.utf8)
    #expect {
      try ReadableJSON.decode(Sample.self, from: data)
    } throws: { error in
      guard case DecodingError.typeMismatch(_, let context)? = error as? DecodingError else { return false }
      return context.codingPath.map(\.stringValue) == ["count"]
    }
  }

  @Test func `levels without end are refused, not followed`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: (any Error).self) { try ReadableJSON.decode(Setting.self, from: Data(deep.utf8)) }
  }
}
