/// The sizes that every head kernel works with. Embeddings are `[block][dimension][32]`, logits `[block][class][32]`, weights
/// `[class][dimension]`.
package struct HeadShape: Hashable, Sendable {
  package let images: Int
  package let classes: Int
  package let dimension: Int

  package init(images: Int, classes: Int, dimension: Int) {
    precondition(images >= 0 && classes > 0 && dimension > 0)
    self.images = images
    self.classes = classes
    self.dimension = dimension
  }

  package var blocks: Int { Layout.blocks(images: images) }
  package var embeddingCount: Int { blocks * dimension * Layout.blockSize }
  package var logitCount: Int { blocks * classes * Layout.blockSize }
  package var weightCount: Int { classes * dimension }

  /// Vectors of sixteen images; the last may be in part or wholly padding.
  var vectors: Int { blocks * 2 }

  /// Where vector `vector` of the first row starts in `[block][rows][32]`; rows follow each other 32 floats apart.
  @inline(__always)
  func start(ofVector vector: Int, rows: Int) -> Int { (vector >> 1) * rows * 32 + (vector & 1) * 16 }
}

extension HeadShape {
  /// The lanes of `vector` past the last image.
  @inline(__always)
  func padding(vector: Int) -> SIMDMask<SIMD16<Int32>> {
    let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    return lanes .>= Int32(truncatingIfNeeded: max(0, min(16, images - vector * 16)))
  }
}

/// Sixteen floats of a region at a cache line; callers have checked the region's length.
@inline(__always)
@unsafe func loadLanes(_ base: UnsafeMutablePointer<Float>, _ index: Int) -> Lanes {
  unsafe UnsafeRawPointer(base + index).loadUnaligned(as: Lanes.self)
}

@inline(__always)
@unsafe func storeLanes(_ value: Lanes, _ base: UnsafeMutablePointer<Float>, _ index: Int) {
  unsafe UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: Lanes.self)
}

/// The classes of a vector's images, −1 in the padding.
struct LabelLanes {
  let classes: SIMD16<Int32>

  @inline(__always)
  init(_ labels: [Int32], vector: Int) {
    var lanes = SIMD16<Int32>(repeating: -1)
    let first = vector * 16
    for lane in 0..<max(0, min(16, labels.count - first)) { lanes[lane] = labels[first + lane] }
    classes = lanes
  }

  /// The lanes past the last image.
  @inline(__always)
  var padding: SIMDMask<SIMD16<Int32>> { classes .< 0 }

  /// The lanes whose class is `index`.
  @inline(__always)
  func isClass(_ index: Int) -> SIMDMask<SIMD16<Int32>> { classes .== Int32(truncatingIfNeeded: index) }
}
