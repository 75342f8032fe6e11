import KernelSets
import Kernels

/// Which kernels this process trains with: the fastest that the machine can run, unless OFFPRINT_KERNELS asks for others.
///
/// Every choice gives the same bits. The variable is there to show that, and to find a fault that only one set has.
enum KernelChoice {
  static let variable = "OFFPRINT_KERNELS"

  /// The set to train with. Throws where the machine can run none, or not the one that was asked for.
  static func kernels(_ world: World) throws(CommandFailure) -> any KernelSet.Type {
    guard let asked = world[variable: variable] else {
      guard let fastest = KernelSets.fastest else {
        throw CommandFailure(
          KernelSets.missing, help: "reports of runs that are stored can still be made here: ‘offprint render’")
      }
      return fastest
    }
    guard let set = KernelSets.all.first(where: { name($0) == asked }) else {
      throw CommandFailure(
        "\(variable) is ‘\(asked)’, which names no kernels",
        help: "the kernels of this program are \(KernelSets.all.map(name).joined(separator: " and "))", status: .usage)
    }
    guard KernelSets.usable.contains(where: { $0.instructionSet == set.instructionSet }) else {
      throw CommandFailure(
        "\(variable) asks for \(set.instructionSet.name), which this processor does not have",
        help: "unset it, and the fastest kernels that do run are taken", status: .usage)
    }
    return set
  }

  /// `x86-64-v4, the fastest for this processor`, for `offprint doctor`.
  static func description(_ world: World) -> String {
    do {
      let set = try kernels(world)
      let why = world[variable: variable] == nil ? "the fastest that this processor runs" : "as \(variable) asks"
      let others = KernelSets.all.filter { $0.instructionSet != set.instructionSet }.map { other in
        let runs = KernelSets.usable.contains { $0.instructionSet == other.instructionSet }
        return "; \(other.instructionSet.name) \(runs ? "would run too, with the same results" : "would not run")"
      }
      return "\(set.instructionSet.name), \(why)\(others.joined())"
    } catch {
      return "none: \(error.message)"
    }
  }

  /// What the variable calls a set: `v3`.
  private static func name(_ set: any KernelSet.Type) -> String {
    set.instructionSet.name.split(separator: "-").last.map(String.init) ?? set.instructionSet.name
  }
}
