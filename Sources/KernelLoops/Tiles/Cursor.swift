internal import CProcessor
import Kernels

/// A position in a region, from which a kernel reads and writes without checks.
///
/// This is the one place where raw memory is touched in bulk. A kernel's entry point checks its regions against its
/// shapes once; everything below it moves cursors by offsets that follow from those shapes.
@safe struct Cursor {
  @usableFromInline @unsafe let base: UnsafeMutablePointer<Float>

  @inline(__always) @unsafe init(_ base: UnsafeMutablePointer<Float>) { unsafe self.base = unsafe base }

  @inline(__always) subscript(index: Int) -> Float {
    get { unsafe base[index] }
    nonmutating set { unsafe base[index] = newValue }
  }

  /// The sixteen floats from `offset`.
  @inline(__always) func lanes(_ offset: Int) -> Lanes {
    unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: Lanes.self)
  }

  /// Writes sixteen floats from `offset`.
  @inline(__always) func store(_ lanes: Lanes, _ offset: Int) {
    unsafe UnsafeMutableRawPointer(base + offset).storeBytes(of: lanes, as: Lanes.self)
  }

  /// The float at `offset` in every lane.
  @inline(__always) func broadcast(_ offset: Int) -> Lanes { unsafe Lanes(repeating: base[offset]) }

  /// The eight floats from `offset`.
  @inline(__always) func eight(_ offset: Int) -> Eight {
    unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: Eight.self)
  }

  /// Writes eight floats from `offset`.
  @inline(__always) func storeEight(_ eight: Eight, _ offset: Int) {
    unsafe UnsafeMutableRawPointer(base + offset).storeBytes(of: eight, as: Eight.self)
  }

  /// The float at `offset`, eight times.
  @inline(__always) func repeated(_ offset: Int) -> Eight { unsafe Eight(repeating: base[offset]) }

  @inline(__always) static func + (cursor: Cursor, offset: Int) -> Cursor { unsafe Cursor(cursor.base + offset) }
  @inline(__always) static func += (cursor: inout Cursor, offset: Int) { cursor = cursor + offset }
}

extension FloatRegion {
  /// The region's first element, unchecked from there on.
  @inline(__always) var cursor: Cursor { unsafe Cursor(pointer) }
}

/// Sixteen runs of sixteen floats at `source`, `sourceStep` apart, as columns at `target`.
@inline(never) func transposeTile(_ source: Cursor, _ sourceStep: Int, _ target: Cursor, _ targetStep: Int) {
  unsafe offprint_transpose(source.base, sourceStep, target.base, targetStep)
}
