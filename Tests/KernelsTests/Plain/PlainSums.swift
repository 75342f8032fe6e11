import Kernels

/// The fixed tree over sixteen lanes, in scalars.
func plainFold(_ lanes: [Float]) -> Float {
  var values = lanes
  for width in [8, 4, 2, 1] { values = (0..<width).map { values[$0] + values[$0 + width] } }
  return values[0]
}

/// a·b + c, rounded once.
func plainFMA(_ a: Float, _ b: Float, _ c: Float) -> Float { c.addingProduct(a, b) }

/// Deterministic values of either sign on a coarse grid of magnitudes, without a generator to import.
func plainValues(_ count: Int, salt: UInt64) -> [Float] {
  (0..<count).map { index in
    var z = (UInt64(index) &+ salt &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
    z ^= z >> 29
    z = z &* 0x94D0_49BB_1331_11EB
    z ^= z >> 32
    return (Float(z >> 40) * 0x1p-23 - 1) * (index % 5 == 0 ? 3 : 0.7)
  }
}

/// Activations of `images` images in blocks, 0 in the lanes past them.
func plainActivations(images: Int, perImage: Int, salt: UInt64) -> [Float] {
  let blocks = Layout.blocks(images: images)
  var values = plainValues(blocks * perImage * 32, salt: salt)
  for index in values.indices where index / (perImage * 32) * 32 + index % 32 >= images { values[index] = 0 }
  return values
}

extension Arena {
  /// An arena with room for what a test takes.
  static func roomy() -> Arena { Arena(capacity: 1 << 22) }

  func take(_ values: [Float]) -> FloatRegion {
    let region = take(values.count)
    region.assign(values)
    return region
  }

  /// A region full of rubbish, so that a kernel which forgets to write is found out.
  func takeDirty(_ count: Int) -> FloatRegion {
    let region = take(count)
    region.fill(.nan)
    return region
  }
}

/// Bits, so that −0 is not 0 and NaN equals itself.
func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }
