#if KERNELS_FOR_X86_64_V3
  // Comparisons with one number. The standard library's go lane by lane, and where a register holds half the lanes the optimiser
  // leaves many of them so, each through memory: the head took fourteen times as long. With a vector of that number it is one
  // instruction for each register. These are preferred wherever a kernel of this module says the same.

  extension SIMD16 where Scalar == Float {
    @inline(__always) static func .< (a: Self, b: Float) -> SIMDMask<SIMD16<Int32>> { a .< Self(repeating: b) }
    @inline(__always) static func .<= (a: Self, b: Float) -> SIMDMask<SIMD16<Int32>> { a .<= Self(repeating: b) }
    @inline(__always) static func .> (a: Self, b: Float) -> SIMDMask<SIMD16<Int32>> { a .> Self(repeating: b) }
    @inline(__always) static func .>= (a: Self, b: Float) -> SIMDMask<SIMD16<Int32>> { a .>= Self(repeating: b) }
    @inline(__always) static func .== (a: Self, b: Float) -> SIMDMask<SIMD16<Int32>> { a .== Self(repeating: b) }
    @inline(__always) static func .!= (a: Self, b: Float) -> SIMDMask<SIMD16<Int32>> { a .!= Self(repeating: b) }
  }

  extension SIMD16 where Scalar == Int32 {
    @inline(__always) static func .< (a: Self, b: Int32) -> SIMDMask<SIMD16<Int32>> { a .< Self(repeating: b) }
    @inline(__always) static func .<= (a: Self, b: Int32) -> SIMDMask<SIMD16<Int32>> { a .<= Self(repeating: b) }
    @inline(__always) static func .> (a: Self, b: Int32) -> SIMDMask<SIMD16<Int32>> { a .> Self(repeating: b) }
    @inline(__always) static func .>= (a: Self, b: Int32) -> SIMDMask<SIMD16<Int32>> { a .>= Self(repeating: b) }
    @inline(__always) static func .== (a: Self, b: Int32) -> SIMDMask<SIMD16<Int32>> { a .== Self(repeating: b) }
    @inline(__always) static func .!= (a: Self, b: Int32) -> SIMDMask<SIMD16<Int32>> { a .!= Self(repeating: b) }
  }
#endif
