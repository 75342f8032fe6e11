import KernelSets
import Kernels

/// A way to run a kernel that must not change a bit: one of the sets that this machine can run, with so many workers.
struct Schedule: CustomStringConvertible {
  let kernels: any KernelSet.Type
  let team: Team

  /// Every set with one worker, and the fastest with two and with three.
  static let all: [Schedule] =
    KernelSets.usable.map { Schedule(kernels: $0, team: Team(count: 1)) }
    + [2, 3].flatMap { count in
      KernelSets.usable.suffix(1).map { Schedule(kernels: $0, team: Team(count: count)) }
    }

  var description: String { "\(kernels.instructionSet.name) with \(team.count) workers" }

  /// Has every worker call `body`.
  func run(_ body: (any KernelSet.Type, Share) -> Void) {
    // One team has one caller at a time, and tests run side by side.
    let own = team.count == 1 ? team : Team(count: team.count)
    own.run { body(kernels, $0) }
  }
}
