/// What this module's loops were compiled for. It decides their speed and never a bit of their results.
package enum InstructionSet {
  /// `x86-64-v3`, `x86-64-v4`, `native` (whatever the machine that built it has) or `neon`.
  package static var name: String {
    #if KERNELS_FOR_X86_64_V3
      "x86-64-v3"
    #elseif KERNELS_FOR_X86_64_V4
      "x86-64-v4"
    #elseif arch(arm64)
      "neon"
    #else
      "native"
    #endif
  }
}
