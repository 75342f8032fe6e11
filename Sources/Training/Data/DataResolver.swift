package import Experiment
import Interop
package import OffprintCore

/// Takes a notebook's list of data sets, in order of preference, and gives the first that can be had.
///
/// A set is passed over only where there is nothing of it: no files and no network. Files that are there and wrong end the
/// search with an error that names them, since to go on with other data would hide it.
package struct DataResolver: Sendable {
  /// Told how a download goes.
  package typealias Progress = @Sendable (MNISTDownload.Progress) -> Void

  private let environment: DataEnvironment
  private let download: MNISTDownload
  private let workers: Int

  /// `workers` threads draw `strokes`; their number changes nothing but the time.
  package init(environment: DataEnvironment, download: MNISTDownload, workers: Int) {
    self.environment = environment
    self.download = download
    self.workers = workers
  }

  /// The first of `settings` that can be had, loaded and checked. Each is `{name: …}` in the normalised form of
  /// `TrainingVocabulary.dataSets`.
  package func resolve(
    _ settings: [Setting], progress: @escaping Progress = { _ in }
  ) throws(DataError) -> ResolvedData {
    var skipped: [DataResolution.Skipped] = []
    for setting in settings {
      switch try candidate(setting) {
      case .strokes(let strokes):
        return resolved(strokes.dataSet(workers: workers), origin: "built in", skipped)
      case .mnist:
        switch try findMNIST(progress) {
        case .found(let location): return resolved(try MNIST.load(location), origin: location.directory, skipped)
        case .absent(let reason, let detail):
          skipped.append(DataResolution.Skipped(name: "mnist", reason: reason, detail: detail))
        }
      }
    }
    throw nothing(skipped)
  }

  /// Which set `resolve` would give and what it is called, without reading or drawing its pixels and without any download:
  /// for planning. A set that would have to be downloaded counts as one that can be had unless the environment is offline;
  /// without `mayDownload` it counts as one whose download failed, in the words that `resolve` would then use.
  package func foresee(_ settings: [Setting], mayDownload: Bool = true) throws(DataError) -> DataResolution {
    var skipped: [DataResolution.Skipped] = []
    for setting in settings {
      switch try candidate(setting) {
      case .strokes(let strokes):
        return DataResolution(used: strokes.identity(workers: workers), origin: "built in", skipped: skipped)
      case .mnist:
        switch try searchMNIST() {
        case .found(let location):
          return DataResolution(used: MNIST.identity, origin: location.directory, skipped: skipped)
        case .absent(let reason, let detail) where !environment.isOffline && environment.cacheDirectory != nil:
          guard !mayDownload else {
            return DataResolution(used: MNIST.identity, origin: "the public mirrors", skipped: skipped)
          }
          skipped.append(
            DataResolution.Skipped(name: "mnist", reason: DataResolver.withoutDownload(reason), detail: detail))
        case .absent(let reason, let detail):
          skipped.append(DataResolution.Skipped(name: "mnist", reason: reason, detail: detail))
        }
      }
    }
    throw nothing(skipped)
  }

  /// What runs on a set are named after, wherever its pixels are. Draws nothing for `strokes` as it is by default.
  package static func identity(of setting: Setting, workers: Int) throws(DataError) -> DataIdentity {
    switch try candidate(setting) {
    case .mnist: MNIST.identity
    case .strokes(let strokes): strokes.identity(workers: workers)
    }
  }

  // MARK: - Which

  private enum Candidate {
    case mnist
    case strokes(Strokes)
  }

  private func candidate(_ setting: Setting) throws(DataError) -> Candidate {
    try DataResolver.candidate(setting)
  }

  private static func candidate(_ setting: Setting) throws(DataError) -> Candidate {
    do {
      switch try setting.string("name") {
      case "mnist": return .mnist
      case "strokes": return .strokes(try Strokes(setting: setting))
      case let name:
        let known = TrainingVocabulary.dataSets.map(\.name).joined(separator: ", ")
        throw DataError(.request, name, "there is no such data set", remedy: "the known ones are: \(known)")
      }
    } catch let error as SettingError {
      throw DataError(.request, "data", error.description, remedy: "see ‘offprint help data’")
    } catch let error as DataError {
      throw error
    } catch {
      preconditionFailure("only the two errors above are thrown")
    }
  }

  private func resolved(
    _ dataSet: DataSet, origin: String, _ skipped: [DataResolution.Skipped]
  ) -> ResolvedData {
    ResolvedData(
      dataSet: dataSet, resolution: DataResolution(used: dataSet.identity, origin: origin, skipped: skipped))
  }

  private func nothing(_ skipped: [DataResolution.Skipped]) -> DataError {
    let reasons = skipped.map { "\($0.name): \($0.reason)\($0.detail.map { ": \($0)" } ?? "")" }.joined(separator: "; ")
    return DataError(
      .nothingAvailable, "data", reasons.isEmpty ? "no data set is asked for" : "none can be had (\(reasons))",
      remedy: "name a directory with --data or OFFPRINT_DATA, or add strokes, which is built in, to the notebook's data"
    )
  }

  // MARK: - MNIST

  private enum Search {
    case found(MNIST.Location)
    /// Why not; the detail is of the moment, for the terminal.
    case absent(String, detail: String? = nil)
  }

  private func findMNIST(_ progress: @escaping Progress) throws(DataError) -> Search {
    let search = try searchMNIST()
    guard case .absent(let reason, _) = search, !environment.isOffline, let cache = mnistCache else { return search }
    do {
      return .found(try download.run(into: cache, progress: progress))
    } catch  where error.kind == .download || error.kind == .cache {
      return .absent(DataResolver.withoutDownload(reason), detail: "\(error.subject): \(error.reason)")
    }
  }

  private static func withoutDownload(_ reason: String) -> String { "\(reason), and it cannot be downloaded" }

  private var mnistCache: String? { environment.cacheDirectory.map { $0 + "/mnist" } }

  /// The places of this machine in their order.
  private func searchMNIST() throws(DataError) -> Search {
    var reasons: [String] = []
    for (option, directory) in [
      ("--data", environment.commandLineDirectory), ("OFFPRINT_DATA", environment.variableDirectory),
    ] {
      guard let directory, !directory.isEmpty else { continue }
      guard FileSystem.kind(of: directory) == .directory else {
        throw DataError(
          .unreadable, directory, "\(option) names it, and it is not a directory",
          remedy: "name the directory that holds the four files of MNIST")
      }
      if let location = try MNIST.locate(in: directory) { return .found(location) }
      reasons.append("not in the directory that \(option) names")
    }
    if reasons.isEmpty { reasons.append("neither --data nor OFFPRINT_DATA is given") }
    if let cache = mnistCache {
      // An interrupted download leaves some of the files, each of them whole: no error, the rest can be fetched.
      do {
        if let location = try MNIST.locate(in: cache) { return .found(location) }
        reasons.append("not in the cache")
      } catch  where error.kind == .incomplete {
        reasons.append("only in part in the cache")
      }
    } else {
      reasons.append("there is no cache")
    }
    if environment.isOffline { reasons.append("downloads are switched off") }
    return .absent(reasons.joined(separator: ", "))
  }
}
