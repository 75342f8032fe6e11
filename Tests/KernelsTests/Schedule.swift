import Foundation
import KernelSets
import Kernels

/// A way to run a kernel that must not change a bit: one of the sets that this machine can run, with so many workers.
struct Schedule: CustomStringConvertible {
  let kernels: any KernelSet.Type
  let team: Team
  /// Which worker begins when the others have long been at it, as one that has lost its core.
  var late: Int?

  /// Every set with one worker, and the fastest with two and with three, and with two of which one is late.
  static let all: [Schedule] =
    KernelSets.usable.map { Schedule(kernels: $0, team: Team(count: 1)) }
    + [(2, nil), (2, 0), (2, 1), (3, nil)].flatMap { count, late in
      KernelSets.usable.suffix(1).map { Schedule(kernels: $0, team: Team(count: count), late: late) }
    }

  var description: String {
    "\(kernels.instructionSet.name) with \(team.count) workers\(late.map { ", the late one \($0)" } ?? "")"
  }

  /// Has every worker call `body`.
  func run(_ body: (any KernelSet.Type, Share) -> Void) {
    // One team has one caller at a time, and tests run side by side.
    let own = team.count == 1 ? team : Team(count: team.count)
    own.run { share in
      if share.index == late { usleep(200) }
      body(kernels, share)
    }
  }
}
