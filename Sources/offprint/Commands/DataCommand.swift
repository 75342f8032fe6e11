import CommandLineParser
import Experiment
import OffprintCore
import Training

/// `offprint data`: what data sets there are, where they are, fetching and checking them.
enum DataCommand {
  static let names = TrainingVocabulary.dataSets.map(\.name)
  static let name = Parameter.positional("name", .choice("name", names), "The data set.")
  static let someNames = Parameter.positionals(
    "name", .choice("name", names), "Data sets; all of them if none is named.")

  static let entry: CommandEntry = CommandEntry(
    group: "data", "List, find, fetch and check data sets.",
    discussion: "‘offprint help data’ says where data sets are looked for.",
    subcommands: [list, fetch, verify, path])

  private static let list = CommandEntry(
    Command(
      "list", "List the data sets, and where each would come from.", parameters: [Options.data, Options.offline],
      examples: [.init("offprint data --data ~/data", "With a directory of your own.")])
  ) { arguments, world in
    let access = DataAccess(arguments, world)
    var table = TextTable([("name", .left), ("images", .right), ("where", .left)])
    for name in names {
      do {
        let foreseen = try access.foresee([DataAccess.setting(named: name)])
        let place = foreseen.isHere ? foreseen.origin : "not here; ‘offprint data fetch \(name)’ downloads it"
        table.add([name, counts(foreseen.used), place])
      } catch let error as DataError {
        table.add([name, "–", error.kind == .nothingAvailable ? "not on this machine" : error.description])
      }
    }
    world.console.print(table)
    return .success
  }

  private static let fetch = CommandEntry(
    Command(
      "fetch", "Get a data set onto this machine, and check it.", parameters: [Options.data, Options.offline, name],
      examples: [.init("offprint data fetch mnist", "Download MNIST into the cache, unless it is there.")])
  ) { arguments, world in
    let name = arguments[name]
    let access = DataAccess(arguments, world, isQuiet: true)
    let resolved: ResolvedData
    do {
      resolved = try access.load([DataAccess.setting(named: name)])
    } catch let error as DataError where error.kind == .nothingAvailable {
      throw CommandFailure(
        "\(name): \(error.reason)", help: "put its files into a directory and name that by --data or OFFPRINT_DATA")
    }
    world.console.print("\(name): \(resolved.resolution.origin), \(counts(resolved.resolution.used)) images, checked")
    return .success
  }

  private static let verify = CommandEntry(
    Command(
      "verify", "Check every byte of the data sets that are here.",
      discussion: "Nothing is downloaded. A damaged file is named, and the exit status is 1.",
      parameters: [Options.data, someNames],
      examples: [.init("offprint data verify mnist", "Check MNIST and show its digest.")])
  ) { arguments, world in
    let access = DataAccess(arguments, world, isOffline: true, isQuiet: true)
    let wanted = arguments[someNames]
    var status = ExitStatus.success
    for name in wanted.isEmpty ? names : wanted {
      do {
        let resolved = try access.load([DataAccess.setting(named: name)])
        let used = resolved.resolution.used
        world.console.print("\(name): sound, \(counts(used)) images (\(resolved.resolution.origin))")
        world.console.print("  digest \(used.digest)")
      } catch let error as DataError where error.kind == .nothingAvailable && wanted.isEmpty {
        world.console.print("\(name): not on this machine")
      } catch let error as DataError where error.kind == .nothingAvailable {
        let failure = absent(name)
        world.console.error(failure.message, help: failure.help)
        status = .failure
      } catch let error as DataError {
        world.console.error(error.description)
        status = .failure
      }
    }
    return status
  }

  private static let path = CommandEntry(
    Command(
      "path", "Print the directory that holds a data set.", parameters: [Options.data, name],
      examples: [.init("ls \"$(offprint data path mnist)\"", "Look at the files of MNIST.")])
  ) { arguments, world in
    let name = arguments[name]
    let access = DataAccess(arguments, world, isOffline: true)
    let foreseen: DataResolution
    do {
      foreseen = try access.foresee([DataAccess.setting(named: name)])
    } catch let error as DataError where error.kind == .nothingAvailable {
      throw absent(name)
    }
    guard foreseen.origin != "built in" else {
      throw CommandFailure("\(name) is built in: it is drawn by the program and has no directory")
    }
    world.console.print(foreseen.origin)
    return .success
  }

  private static func absent(_ name: String) -> CommandFailure {
    CommandFailure(
      "\(name) is not on this machine",
      help: "‘offprint data fetch \(name)’ downloads it; or name its directory by --data or OFFPRINT_DATA")
  }

  private static func counts(_ identity: DataIdentity) -> String {
    "\(Quantities.grouped(identity.trainCount)) + \(Quantities.grouped(identity.testCount))"
  }
}
