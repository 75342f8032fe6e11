/// What kernels are compiled for. It decides their speed and never a bit of their results.
package enum InstructionSet: String, Hashable, Sendable, CaseIterable {
  /// AVX2 and FMA: Intel since 2013, AMD since 2015.
  case x86_64_v3 = "x86-64-v3"
  /// AVX-512 on top.
  case x86_64_v4 = "x86-64-v4"
  case neon

  /// As `offprint doctor` and provenance call it.
  package var name: String { rawValue }
}
