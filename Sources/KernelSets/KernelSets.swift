internal import CProcessor
package import Kernels

#if arch(x86_64)
  internal import KernelsV3
  internal import KernelsV4
#else
  internal import KernelsBaseline
#endif

/// The kernel sets that are part of this program, and which of them this machine can run.
package enum KernelSets {
  /// All that were built, the slowest first.
  package static var all: [any KernelSet.Type] {
    #if arch(x86_64)
      [KernelsV3.Loops.self, KernelsV4.Loops.self]
    #else
      [KernelsBaseline.Loops.self]
    #endif
  }

  /// Those that the processor has the instructions for and the system saves the registers of, the slowest first.
  package static let usable: [any KernelSet.Type] = all.filter { isUsable($0.instructionSet) }

  /// The fastest that this machine can run; nil on an x86-64 processor without AVX2 and FMA.
  package static var fastest: (any KernelSet.Type)? { usable.last }

  private static func isUsable(_ instructionSet: InstructionSet) -> Bool {
    switch instructionSet {
    case .x86_64_v3: offprint_x86_64_level() >= 3
    case .x86_64_v4: offprint_x86_64_level() >= 4
    case .neon: true
    }
  }

  /// Why `fastest` can be nil, in a sentence without a final stop.
  package static let missing =
    "this processor is too old to train on: the kernels need AVX2 and FMA, which x86-64 processors have since about 2013"
}
