import CommandLineParser
import Interop

/// The program: reads the command line, does what it says, and tells the shell how it went.
@main
enum Offprint {
  static let version = "0.1.0"

  static func main() {
    Interruptions.reportFileSizeLimit()
    let world = World()
    var status = perform(world)
    if world.console.hasLostOutput {
      world.console.error("standard output could not be written to the end")
      if status == .success { status = .failure }
    }
    Interruptions.endProcess(status: status.rawValue)
  }

  private static func perform(_ world: World) -> ExitStatus {
    let console = world.console
    do {
      switch try Parser(root: CommandTable.root).parse(world.arguments) {
      case .version: console.print("offprint \(version)")
      case .help(let path): HelpCommand.showCommand(path, console)
      case .completions(let shell): console.write(CompletionScript.text(for: CommandTable.root, shell: shell))
      case .invocation(let invocation):
        guard let entry = CommandTable.entry(at: invocation.path) else {
          preconditionFailure("every command that parses has an entry")
        }
        return try entry.perform(invocation.arguments, world)
      }
      return .success
    } catch let error as UsageError {
      console.writeError(error.text(for: CommandTable.root, width: console.width(of: .error)))
      return .usage
    } catch let failure as CommandFailure {
      console.error(failure.message, help: failure.help)
      return failure.status
    } catch {
      // Errors of the rooms below say in their description what is wrong and what to do.
      console.error("\(error)")
      return .failure
    }
  }
}
