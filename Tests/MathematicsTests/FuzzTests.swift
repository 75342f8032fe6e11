import Interop
import Mathematics
import OffprintCore
import Testing

@Suite struct FuzzTests {
  private static let pieces = [
    "a", "x", "\\alpha", "{", "}", "^", "_", "'", "&", "\\\\", "\\frac", "\\sqrt", "[", "]", "\\left(", "\\right)",
    "\\middle|", "\\begin{cases}", "\\end{cases}", "\\begin{array}{r|c}", "\\end{array}", "\\hline", "\\sum",
    "\\limits",
    "\\text{", "$", "\\not", "=", "1", ".", "23", "\\mathbf", "\\hat", "\\overbrace", "\\displaystyle", "\\tag{1}", " ",
    "\\big", "\\operatorname*", "\\", "é", "\u{301}", "𝐱", "\0", "-", "\\,", "\\substack", "\\underset", "%",
    "\\widehat",
    "\\boldsymbol", "\\int", "\\mathrm", "\\phantom", "\\\\[2em]", "\r\n", "\\begin{aligned}", "\\end{aligned}", "\\bm",
  ]

  /// xorshift64*, so that a failure can be found again.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state >> 12
      state ^= state << 25
      state ^= state >> 27
      return state &* 0x2545_F491_4F6C_DD1D
    }
  }

  @Test("Any input gives a formula that can be set and written, or an error within the input")
  func anything() throws {
    var generator = Generator(state: 20_261_123)
    let typesetter = try? MathTypesetter()
    var understood = 0
    for _ in 0..<30_000 {
      let count = Int.random(in: 1...12, using: &generator)
      let source = (0..<count).map { _ in Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)] }
        .joined()
      do {
        let formula = try Formula(parsing: source, style: .display)
        understood += 1
        let box = typesetter?.typeset(formula, size: 10) ?? nil
        if let box { #expect(box.width.isFinite && box.ascent.isFinite && box.descent.isFinite, "\(source)") }
        #expect(!formula.mathML.isEmpty)
        _ = formula.plainText
      } catch {
        #expect(error.range.lowerBound >= 0 && error.range.upperBound <= source.utf8.count, "\(source)")
        #expect(!error.summary.isEmpty)
      }
    }
    // Noise that is all refused would test nothing but the refusal.
    #expect(understood > 1000)
  }
}
