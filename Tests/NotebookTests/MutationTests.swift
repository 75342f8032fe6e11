import Notebook
import OffprintCore
import Testing

@Suite("Mutated notebooks")
struct MutationTests {
  /// A small generator of the test's own, so that the same mutations are tried each time (Steele et al. 2014, SplitMix64).
  private struct SplitMix {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(bound))
    }
  }

  @Test("three thousand mutations of a good notebook are read or refused, with every place inside the file")
  func mutations() throws {
    let original = try Golden.bytes("Good/everything.md")
    let interesting =
      Array("{}[]:,-#`'\"|>*_~@&!%$^;\\\n\r\t .0123456789eEtruefalse\\<".utf8) + [0, 0xFF, 0xC3, 0xE2, 0x80, 0xA8]
    var random = SplitMix(state: 1)
    for _ in 0..<3000 {
      var bytes = original
      for _ in 0...random.next(below: 6) {
        let place = random.next(below: bytes.count)
        switch random.next(below: 5) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(interesting[random.next(below: interesting.count)], at: place)
        case 2: bytes[place] = UInt8(random.next(below: 256))
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.next(below: 200)))
        default:
          bytes.insert(
            contentsOf: bytes[place..<min(bytes.count, place + random.next(below: 200))],
            at: random.next(below: bytes.count))
        }
      }
      let reading = Reading.reader.read(bytes, name: "mutated.md", files: Golden.files)
      #expect(reading.notebook != nil || !reading.diagnostics.isEmpty)
      _ = Reading.rendered(reading)
      for diagnostic in reading.diagnostics {
        guard let range = diagnostic.range else { continue }
        #expect((1...reading.source(of: diagnostic).lines.count).contains(range.start.line))
        #expect(range.start <= range.end)
      }
    }
  }
}
