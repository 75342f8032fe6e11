import CommandLineParser
import Experiment
import Foundation
import OffprintCore
import Training

/// Data sets for a command: where to look, and what to tell the user about it.
struct DataAccess {
  private let resolver: DataResolver
  private let console: Console
  private let isQuiet: Bool

  init(_ arguments: ParsedArguments, _ world: World, isOffline: Bool? = nil, isQuiet: Bool = false) {
    let environment = DataEnvironment(
      commandLineDirectory: arguments[Options.data], variableDirectory: world[variable: "OFFPRINT_DATA"],
      cacheDirectory: DataEnvironment.cacheDirectory(
        xdgCacheHome: world[variable: "XDG_CACHE_HOME"], home: world[variable: "HOME"]),
      isOffline: isOffline ?? arguments[Options.offline])
    let download = MNISTDownload(transport: URLSessionTransport(), pause: { Thread.sleep(forTimeInterval: $0) })
    resolver = DataResolver(environment: environment, download: download, workers: world.processorCount)
    console = world.console
    self.isQuiet = isQuiet
  }

  /// The first of `settings` that can be had, loaded; which one it is, and why, is said on the terminal.
  func load(_ settings: [Setting], isAnnounced: Bool = false) throws(DataError) -> ResolvedData {
    let report = DownloadReport(console: console, isQuiet: isQuiet)
    let resolved: ResolvedData
    do {
      resolved = try resolver.resolve(settings, progress: report.show)
    } catch {
      report.finish()
      throw error
    }
    report.finish()
    if !isAnnounced { announce(resolved.resolution) }
    return resolved
  }

  /// What `load` would give, without reading pixels or downloading anything; without `mayDownload`, if no mirror answered.
  func foresee(_ settings: [Setting], mayDownload: Bool = true) throws(DataError) -> DataResolution {
    try resolver.foresee(settings, mayDownload: mayDownload)
  }

  /// Says which data is used and why not what the notebook would rather have. A fallback is said even when quiet.
  func announce(_ resolution: DataResolution) {
    for skipped in resolution.skipped {
      console.warning("\(skipped.name) cannot be had: \(skipped.reason)")
      if let detail = skipped.detail { console.note("  \(detail)") }
    }
    let counts =
      "\(Quantities.grouped(resolution.used.trainCount)) + \(Quantities.grouped(resolution.used.testCount)) images"
    let instead =
      resolution.skipped.isEmpty ? "" : " instead; its numbers say nothing about \(DataAccess.names(resolution))"
    let line = "data: \(resolution.used.name) (\(resolution.origin), \(counts))\(instead)"
    if !isQuiet || !resolution.skipped.isEmpty { console.note(line) }
  }

  private static func names(_ resolution: DataResolution) -> String {
    resolution.skipped.map(\.name).joined(separator: " or ")
  }

  /// A data set's name as a notebook's list would hold it, every default filled in.
  static func setting(named name: String) throws(CommandFailure) -> Setting {
    guard let declaration = TrainingVocabulary.dataSets.first(where: { $0.name == name }) else {
      let names = TrainingVocabulary.dataSets.map(\.name)
      let meant = Suggestion.closest(to: name, among: names).map { "did you mean ‘\($0)’?" }
      throw CommandFailure(
        "there is no data set ‘\(name)’", help: meant ?? "there are \(names.joined(separator: " and "))", status: .usage
      )
    }
    var entries: [String: Setting] = ["name": .string(name)]
    for key in declaration.keys {
      if case .defaulted(let value) = key.presence { entries[key.name] = value }
    }
    return .map(entries)
  }
}
