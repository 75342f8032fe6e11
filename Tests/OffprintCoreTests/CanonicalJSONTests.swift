import Foundation
import OffprintCore
import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
  @Test("keys are sorted by their bytes, whatever order they were given in")
  func sortedKeys() {
    let setting: Setting = ["b": 1, "a": 2, "B": 3, "é": 4, "ab": 5]
    #expect(setting.canonicalJSON == #"{"B":3,"a":2,"ab":5,"b":1,"é":4}"#)
  }

  @Test(
    "numbers are as short as they can be and read back to the same double",
    arguments: [0.1, 0.41, 1e22, 1e-7, 1.7976931348623157e308, 9_007_199_254_740_994, 2.5, -3])
  func numbers(value: Double) throws {
    let text = Setting.canonicalNumber(value)
    #expect(Double(text) == value)
    let decoded = try JSONDecoder().decode([Double].self, from: Data("[\(text)]".utf8))
    #expect(decoded == [value])
  }

  @Test("whole numbers below 2^53 have no point")
  func wholeNumbers() {
    #expect(Setting.canonicalNumber(30) == "30")
    #expect(Setting.canonicalNumber(-64) == "-64")
    #expect(Setting.canonicalNumber(9_007_199_254_740_991) == "9007199254740991")
  }

  @Test("any text is read back by Foundation's parser")
  func strings() throws {
    let text = "a\"b\\c\n\r\t\u{0}\u{1F}\u{7F}é😀\u{2028}/"
    let data = Data("[\(Setting.quoted(text))]".utf8)
    #expect(try JSONDecoder().decode([String].self, from: data) == [text])
  }

  @Test("a setting survives being written and read")
  func roundTrip() throws {
    let setting: Setting = ["a": [1, 0.41, true, "x", [:], []], "b": ["c": -1e-9]]
    let data = Data(setting.canonicalJSON.utf8)
    #expect(try JSONDecoder().decode(Setting.self, from: data) == setting)
    #expect(try ReadableJSON.decode(Setting.self, from: try ReadableJSON.encode(setting)) == setting)
  }

  @Test("the digest of a text is the one FIPS 180-4 gives")
  func digest() {
    #expect(
      ContentHash(ofText: "abc").hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      ContentHash(ofText: "").hexadecimal == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
