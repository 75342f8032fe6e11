/// The bit tricks behind the elementary functions of `VectorMath`: everything here is exact.
enum LaneBits {
  @inline(__always)
  static func integers(_ x: Lanes) -> SIMD16<Int32> {
    unsafe unsafeBitCast(x, to: SIMD16<Int32>.self)
  }

  @inline(__always)
  static func lanes(_ bits: SIMD16<Int32>) -> Lanes { unsafe unsafeBitCast(bits, to: Lanes.self) }

  @inline(__always)
  static func magnitude(_ x: Lanes) -> Lanes { lanes(integers(x) & 0x7FFF_FFFF) }

  /// 1.5·2²³: adding it to a number below 2²² leaves that number, rounded to even, in the low bits.
  static let roundingBias: Float = 0x1.8p23
  static let roundingBits: Int32 = 0x4B40_0000

  /// x to the nearest whole number, as float and as integer; |x| < 2²².
  @inline(__always)
  static func rounded(_ x: Lanes) -> (float: Lanes, integer: SIMD16<Int32>) {
    let biased = x + roundingBias
    return (biased - roundingBias, integers(biased) &- roundingBits)
  }

  /// Whole numbers below 2²² as floats.
  @inline(__always)
  static func floats(_ x: SIMD16<Int32>) -> Lanes { lanes(x &+ roundingBits) - roundingBias }

  /// 2ᵏ for −126 ≤ k ≤ 127.
  @inline(__always)
  static func powerOfTwo(_ k: SIMD16<Int32>) -> Lanes { lanes((k &+ 127) &<< 23) }

  /// a·b + c, rounded once.
  @inline(__always)
  static func fma(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes { c.addingProduct(a, b) }

  @inline(__always)
  static func fma(_ a: Lanes, _ b: Float, _ c: Lanes) -> Lanes {
    c.addingProduct(a, Lanes(repeating: b))
  }

  @inline(__always)
  static func fma(_ a: Lanes, _ b: Lanes, _ c: Float) -> Lanes {
    Lanes(repeating: c).addingProduct(a, b)
  }
}
