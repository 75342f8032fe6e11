#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One allocation for everything a run touches, 64-byte aligned and zeroed, carved into regions before the first step;
/// nothing is allocated inside a step.
@safe package final class Arena {
  /// Floats taken so far, each region rounded up to a cache line.
  package private(set) var used = 0
  package let capacity: Int
  fileprivate let base: UnsafeMutablePointer<Float>

  /// Room for `capacity` floats.
  package init(capacity: Int) {
    precondition(capacity >= 0)
    self.capacity = capacity
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(64, capacity * 4), alignment: 64)
    unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0, count: max(64, capacity * 4))
    unsafe base = unsafe bytes.assumingMemoryBound(to: Float.self)
  }

  deinit {
    unsafe UnsafeMutableRawPointer(base).deallocate()
  }

  /// The floats that a region of `count` takes out of an arena's capacity.
  package static func footprint(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  /// The next `count` floats, zeroed, aligned to a cache line.
  package func take(_ count: Int) -> FloatRegion {
    precondition(count >= 0 && used + Arena.footprint(count) <= capacity, "the arena was sized for less")
    defer { used += Arena.footprint(count) }
    return unsafe FloatRegion(base + used, count: count)
  }
}

/// A run of floats in an arena, which must outlive it. Subscripts and slices are checked; kernels check once that their
/// regions are as long as the shapes say and then use `pointer`.
///
/// It does not hold the arena: regions are handed to kernels hundreds of times in a step, by several workers at once, and
/// counting references would cost more than the arithmetic of a small layer. Whoever keeps regions keeps their arena.
@safe package struct FloatRegion {
  /// The first element; valid while the arena lives, for `count` elements.
  @unsafe package let pointer: UnsafeMutablePointer<Float>
  package let count: Int

  @unsafe fileprivate init(_ pointer: UnsafeMutablePointer<Float>, count: Int) {
    unsafe self.pointer = unsafe pointer
    self.count = count
  }

  package subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count)
      return unsafe pointer[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count)
      unsafe pointer[index] = newValue
    }
  }

  /// The part of the region in `range`.
  package func slice(_ range: Range<Int>) -> FloatRegion {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe FloatRegion(pointer + range.lowerBound, count: range.count)
  }

  package func fill(_ value: Float) {
    for index in 0..<count { unsafe pointer[index] = value }
  }

  /// Copies `values`, as many as the region holds.
  package func assign(_ values: [Float]) {
    precondition(values.count == count)
    for index in 0..<count { unsafe pointer[index] = values[index] }
  }

  package var values: [Float] { (0..<count).map { unsafe pointer[$0] } }
}

extension FloatRegion {
  /// Copies the first `count` elements of `other`.
  package func copy(from other: FloatRegion, count: Int) {
    precondition(count >= 0 && count <= self.count && count <= other.count)
    unsafe pointer.update(from: other.pointer, count: count)
  }
}
