import CommandLineParser
import Experiment
import Interop
import Kernels
import OffprintCore
import RunStore
import Training

/// `offprint doctor`: what a person who looks for the cause of something wants to know of this machine.
enum DoctorCommand {
  static let entry: CommandEntry = CommandEntry(
    Command(
      "doctor", "Explain this machine: processor, libraries, fonts, data, store, terminal.",
      discussion: "The exit status is 1 if something is missing that a report needs.",
      parameters: [Options.data, Options.store],
      examples: [.init("offprint doctor", "Paste this into a bug report.")])
  ) { arguments, world in
    let fonts = Fonts.missing()
    let lines =
      [("offprint", "\(Offprint.version), engine \(EngineVersion.numeric)")] + machine(world)
      + [("libraries", LibraryVersions.all.map { "\($0.name) \($0.version)" }.joined(separator: ", "))]
      + [("hyphenation", hyphenation)] + [
        ("fonts", fonts.isEmpty ? "all there" : "missing: \(fonts.joined(separator: ", "))")
      ]
      + data(arguments, world) + [("store", try store(arguments))] + [("terminal", terminal(world))]
    for (name, value) in lines {
      let wrapped = TextWrapping.lines(of: value, width: max(20, world.console.width() - 14))
      for (index, line) in wrapped.enumerated() {
        world.console.print(Quantities.fitted(index == 0 ? name : "", columns: 14) + line)
      }
    }
    guard fonts.isEmpty else {
      throw CommandFailure(
        "fonts are missing; reports will be set in others and look different",
        help: "‘make setup’ installs them; on Debian and Ubuntu they are in fonts-texgyre and fonts-dejavu-core")
    }
    return .success
  }

  /// Without patterns words are left whole, which is no error.
  private static var hyphenation: String {
    guard let path = HyphenationPatterns.path(for: "en") else {
      return "no patterns for English: words will be left whole; on Debian and Ubuntu they are in hyphen-en-us"
    }
    return path
  }

  private static func machine(_ world: World) -> [(String, String)] {
    let machine = Machine(world: world)
    return [
      ("system", "\(machine.system), \(machine.architecture)"),
      (
        "processor",
        [machine.processor, Quantities.count(machine.coreCount, "core")].filter { !$0.isEmpty }.joined(separator: ", ")
      ),
      ("kernels", KernelChoice.description(world)),
    ]
  }

  private static func data(_ arguments: ParsedArguments, _ world: World) -> [(String, String)] {
    let access = DataAccess(arguments, world, isOffline: true)
    return DataCommand.names.map { name in
      do {
        return ("data", "\(name): \(try access.foresee([DataAccess.setting(named: name)]).origin)")
      } catch let error as DataError where error.kind == .nothingAvailable {
        return ("data", "\(name): not on this machine")
      } catch {
        return ("data", "\(name): \(error)")
      }
    }
  }

  private static func store(_ arguments: ParsedArguments) throws -> String {
    let store = RunStore(root: arguments[Options.store])
    let listing = try store.list()
    let bytes = listing.records.reduce(0) { $0 + store.size(of: $1.id) }
    var text = "\(store.root): \(Quantities.count(listing.records.count, "run")), \(Quantities.bytes(bytes))"
    if !listing.damaged.isEmpty { text += ", \(listing.damaged.count) damaged (see ‘offprint runs verify’)" }
    return text
  }

  private static func terminal(_ world: World) -> String {
    let console = world.console
    guard StandardStream.output.isTerminal else { return "none: standard output is a file or a pipe" }
    let rows = StandardStream.output.rows.map { " × \($0)" } ?? ""
    return "\(console.width())\(rows), \(console.isUnicode ? "UTF-8" : "not UTF-8"), "
      + (console.isInteractive ? "redrawn in place" : "line by line")
  }
}
