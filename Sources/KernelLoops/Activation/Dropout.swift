package import Kernels

extension Loops {
  package static func dropoutFactors(
    _ words: PhiloxRow, threshold: UInt64, kept: Float, into factors: FloatRegion, count: Int, share: Share
  ) {
    precondition(count % 16 == 0 && factors.count >= count)
    // Every word is below a threshold past the largest.
    let limit = UInt32(truncatingIfNeeded: min(threshold, UInt64(UInt32.max)))
    let dropsAll = threshold > UInt64(UInt32.max)
    let target = factors.cursor
    let quads = count / 4
    // Sixteen blocks of four words at a time; the last ones may be fewer.
    for group in share.range((quads + 15) / 16) {
      let words = philox(words, first: UInt64(16 &* group))
      let start = target + 64 &* group
      // From four rows of sixteen to sixteen runs of four: interleaved twice.
      let (a, b) = (interleaved(words.0, words.2), interleaved(words.1, words.3))
      let (first, second) = (interleaved(a.0, b.0), interleaved(a.1, b.1))
      let count = min(64, 4 &* (quads &- 16 &* group))
      store(first.0, limit, kept, dropsAll, start, count)
      store(first.1, limit, kept, dropsAll, start + 16, count &- 16)
      store(second.0, limit, kept, dropsAll, start + 32, count &- 32)
      store(second.1, limit, kept, dropsAll, start + 48, count &- 48)
    }
    share.meet()
  }

  /// The factors of sixteen words, or of the first `count`.
  @inline(__always)
  private static func store(
    _ words: SIMD16<UInt32>, _ limit: UInt32, _ kept: Float, _ dropsAll: Bool, _ target: Cursor, _ count: Int
  ) {
    let kept = dropsAll ? 0 : kept
    if count >= 16 {
      target.store(Lanes(repeating: kept).replacing(with: 0, where: words .< limit), 0)
    } else {
      for place in 0..<max(0, count) { target[place] = words[place] < limit ? 0 : kept }
    }
  }

  @inline(__always)
  private static func interleaved(
    _ a: SIMD16<UInt32>, _ b: SIMD16<UInt32>
  ) -> (SIMD16<UInt32>, SIMD16<UInt32>) {
    var (low, high) = (SIMD16<UInt32>.zero, SIMD16<UInt32>.zero)
    low.evenHalf = a.lowHalf
    low.oddHalf = b.lowHalf
    high.evenHalf = a.highHalf
    high.oddHalf = b.highHalf
    return (low, high)
  }

  /// The words of sixteen blocks from `first` on, word by word: Philox 4×32-10 (Salmon et al. 2011, §3.3).
  @inline(__always)
  private static func philox(
    _ row: PhiloxRow, first: UInt64
  ) -> (SIMD16<UInt32>, SIMD16<UInt32>, SIMD16<UInt32>, SIMD16<UInt32>) {
    // `first` is a multiple of sixteen, so the low word does not wrap within the sixteen.
    let places = SIMD16<UInt32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    var a = places &+ UInt32(truncatingIfNeeded: first)
    var b = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: first >> 32))
    var c = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: row.lane))
    var d = SIMD16<UInt32>(repeating: UInt32(truncatingIfNeeded: row.lane >> 32))
    var key = row.key
    for round in 0..<10 {
      if round > 0 { key &+= SIMD2(0x9E37_79B9, 0xBB67_AE85) }
      let (firstHigh, firstLow) = product(a, 0xD251_1F53)
      let (secondHigh, secondLow) = product(c, 0xCD9E_8D57)
      (a, b, c, d) = (secondHigh ^ b ^ key.x, secondLow, firstHigh ^ d ^ key.y, firstLow)
    }
    return (a, b, c, d)
  }

  /// The high and the low words of sixteen products.
  @inline(__always)
  private static func product(_ a: SIMD16<UInt32>, _ b: UInt32) -> (SIMD16<UInt32>, SIMD16<UInt32>) {
    // Lanes two by two as 64-bit numbers, so that the products are products of their low halves and nothing is converted.
    let pairs = unsafe unsafeBitCast(a, to: SIMD8<UInt64>.self)
    let factor = SIMD8<UInt64>(repeating: UInt64(b))
    let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    let even = (pairs & low) &* factor
    let odd = (pairs &>> 32) &* factor
    return unsafe (
      unsafeBitCast((even &>> 32) | (odd & ~low), to: SIMD16<UInt32>.self),
      unsafeBitCast((even & low) | (odd &<< 32), to: SIMD16<UInt32>.self)
    )
  }
}
