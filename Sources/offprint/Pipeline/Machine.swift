import Foundation
import Interop

/// The machine in words, for provenance and for `offprint doctor`.
struct Machine: Sendable {
  let architecture: String
  let system: String
  /// Empty where the system does not say.
  let processor: String
  let coreCount: Int

  init(world: World) {
    #if arch(x86_64)
      architecture = "x86_64"
    #elseif arch(arm64)
      architecture = "arm64"
    #else
      architecture = "unknown architecture"
    #endif
    #if os(Linux)
      system = Machine.value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=") ?? "Linux"
      processor = Machine.value(of: "model name", in: "/proc/cpuinfo", separator: ":") ?? ""
    #else
      system = "macOS " + ProcessInfo.processInfo.operatingSystemVersionString
      processor = ""
    #endif
    coreCount = world.processorCount
  }

  /// `x86_64, Debian GNU/Linux 12 (bookworm), 2 cores, AMD EPYC 9B14`.
  var description: String {
    ([architecture, system, Quantities.count(coreCount, "core")] + (processor.isEmpty ? [] : [processor]))
      .joined(separator: ", ")
  }

  /// The first `name<separator>value` of a file of the system, quotes and blanks taken away.
  private static func value(of name: String, in path: String, separator: Character) -> String? {
    // Files below /proc have no size: Foundation reads them to their end.
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: separator, maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name else { continue }
      return parts[1].trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    }
    return nil
  }
}
