import Kernels

extension HeadShape {
  /// Where vector `vector` of the first row starts in `[block][rows][32]`; rows follow each other 32 floats apart.
  @inline(__always)
  func start(ofVector vector: Int, rows: Int) -> Int { (vector >> 1) * rows * 32 + (vector & 1) * 16 }

  /// The lanes of `vector` past the last image.
  @inline(__always)
  func padding(vector: Int) -> SIMDMask<SIMD16<Int32>> {
    let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    return lanes .>= Int32(truncatingIfNeeded: max(0, min(16, images - vector * 16)))
  }
}

extension HeadShape {
  /// Requires a class for each image. Through the buffer: what arrays do for themselves would be functions apart, and one name
  /// in two sets of kernels.
  @inline(__always)
  func require(_ labels: [Int32]) {
    unsafe labels.withUnsafeBufferPointer { labels in
      precondition(labels.count == images, "a label for each image")
      for place in 0..<images {
        let label = unsafe labels[place]
        precondition(label >= 0 && Int(label) < classes, "a label outside the classes")
      }
    }
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
    classes = unsafe labels.withUnsafeBufferPointer { labels in
      let first = 16 &* vector
      #if KERNELS_FOR_X86_64_V3
        if first &+ 16 <= labels.count, let start = labels.baseAddress {
          return unsafe UnsafeRawPointer(start + first).loadUnaligned(as: SIMD16<Int32>.self)
        }
      #endif
      var lanes = SIMD16<Int32>(repeating: -1)
      for lane in 0..<max(0, min(16, labels.count - first)) { lanes[lane] = unsafe labels[first + lane] }
      return lanes
    }
  }

  /// The lanes past the last image.
  @inline(__always)
  var padding: SIMDMask<SIMD16<Int32>> { classes .< 0 }

  /// The lanes whose class is `index`.
  @inline(__always)
  func isClass(_ index: Int) -> SIMDMask<SIMD16<Int32>> { classes .== Int32(truncatingIfNeeded: index) }
}
