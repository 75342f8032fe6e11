package import Kernels

/// The kernels as this module's flags compile them. `Sources/KernelLoops` is one folder and several modules: see `KernelSet`.
package enum Loops: KernelSet {
  package static var instructionSet: InstructionSet {
    #if KERNELS_FOR_X86_64_V4
      .x86_64_v4
    #elseif KERNELS_FOR_X86_64_V3
      .x86_64_v3
    #else
      .neon
    #endif
  }
}
