/// Sixteen images side by side: the lanes of every kernel.
typealias Lanes = SIMD16<Float>

/// Half of them: what a register of AVX2 holds.
typealias Eight = SIMD8<Float>
