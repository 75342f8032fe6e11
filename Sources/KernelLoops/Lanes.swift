/// Sixteen images side by side: the lanes of every kernel.
typealias Lanes = SIMD16<Float>
