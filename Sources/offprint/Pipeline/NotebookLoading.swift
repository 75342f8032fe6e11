import Experiment
import Interop
import NeuralNetwork
import Notebook
import OffprintCore
import Plotting
import Training

/// What the rooms offer to a notebook, gathered.
enum OffprintVocabulary {
  static let all = Vocabulary(
    layers: NetworkVocabulary.layers, heads: NetworkVocabulary.heads, optimizers: NetworkVocabulary.optimizers,
    augmentation: NetworkVocabulary.augmentation, dataSets: TrainingVocabulary.dataSets, plots: PlottingVocabulary.plots
  )

  /// The reader of notebooks that know these things.
  static var reader: NotebookReader {
    NotebookReader(
      vocabulary: all, checkModel: problem(withModel:), checkLoss: problem(withLoss:),
      checkRun: { spec in Trainer.problem(with: spec).map { RunProblem(key: $0.key, message: $0.reason) } })
  }

  @Sendable private static func problem(withModel model: Setting) -> ModelProblem? {
    do throws(ModelError) {
      let shape = ActivationShape(height: DataSet.side, width: DataSet.side, channels: 1)
      _ = try NetworkPlan(model: model, inputShape: shape)
      return nil
    } catch {
      return ModelProblem(
        layerIndex: error.layer, message: error.help.map { "\(error.reason); \($0)" } ?? error.reason)
    }
  }

  /// The sizes play no part in whether a loss makes sense.
  @Sendable private static func problem(withLoss loss: Setting) -> String? {
    do throws(SettingError) {
      _ = try HeadFactory.make(setting: loss, classes: 10, dimension: 2, labelSmoothing: 0)
      return nil
    } catch {
      return error.description
    }
  }
}

/// A notebook without errors, and what the report says of its file.
struct LoadedNotebook: Sendable {
  /// As the user typed it.
  let path: String
  let digest: ContentHash
  let bytes: [UInt8]
  /// `--seeds`, where it was given.
  let seeds: Int?
  let notebook: CheckedNotebook

  /// How it was read, for whoever reads it again.
  var options: Setting {
    var options: [String: Setting] = [:]
    if let seeds { options["seeds"] = .number(Double(seeds)) }
    if let profile = notebook.profile { options["profile"] = .string(profile.profile.name) }
    return .map(options)
  }

  /// What to type to make the same report again, without anything that belongs to one machine.
  var command: String {
    "offprint run \(Paths.shellWord(Paths.name(of: path)))" + (seeds.map { " --seeds \($0)" } ?? "")
      + (notebook.profile.map { " --profile \(Paths.shellWord($0.profile.name))" } ?? "")
  }

  /// What the terminal says of a profile; nil for the whole notebook.
  var profileNote: String? {
    notebook.profile.map { use in
      "profile ‘\(use.profile.name)’: at most \(Quantities.count(use.profile.seeds, "seed")) for each configuration; "
        + "the whole notebook has up to \(Quantities.grouped(use.fullSeeds))"
    }
  }

  /// Every run that the notebook asks for on any of the data sets that it lists.
  func possibleRuns(workers: Int) throws(DataError) -> Set<RunID> {
    var runs: Set<RunID> = []
    for setting in notebook.frontMatter.data {
      let data = try DataResolver.identity(of: setting, workers: workers)
      runs.formUnion(notebook.plan.distinctSpecs.map { Trainer.runID(spec: $0, data: data) })
    }
    return runs
  }
}

/// Reads a notebook and tells the user everything that is wrong with it.
enum NotebookLoading {
  /// A notebook larger than this is no notebook.
  private static let sizeLimit = 64 << 20

  /// A notebook that was read, and what is wrong with it.
  struct Attempt {
    /// Nil where there are errors.
    let loaded: LoadedNotebook?
    let diagnostics: [Diagnostic]
    let source: SourceText
    /// The .bib files.
    let otherSources: [SourceText]
    /// Every file that the notebook names, found or not.
    let filesAsked: [String]

    /// The text that a diagnostic is about.
    func source(of diagnostic: Diagnostic) -> SourceText {
      diagnostic.source.flatMap { name in otherSources.first { $0.name == name } } ?? source
    }
  }

  /// What a notebook names is read from the disk, relative to the notebook's own path.
  static let files = NotebookFiles { path, limit in
    do throws(SystemError) {
      return .success(try FileSystem.read(path, atMost: limit))
    } catch {
      return .failure(NotebookFileError(error.reason))
    }
  }

  static func load(
    _ path: String, seeds: Int?, profile: String? = nil, world: World, isQuiet: Bool = false
  ) throws(CommandFailure) -> LoadedNotebook {
    let attempt = try attempt(path, seeds: seeds, profile: profile)
    let shown = attempt.diagnostics.filter { !isQuiet || $0.severity == .error }
    // Those of the notebook, then those of each .bib file.
    for source in [attempt.source] + attempt.otherSources {
      world.console.show(shown.filter { attempt.source(of: $0) == source }, in: source)
    }
    guard let loaded = attempt.loaded else {
      let errors = attempt.diagnostics.count { $0.severity == .error }
      let what = errors == 0 ? "it cannot be read" : Quantities.count(errors, "error")
      throw CommandFailure(
        "\(path): \(what); nothing was done", help: "‘offprint help cells’ says what a notebook may hold",
        status: .usage)
    }
    if let note = loaded.profileNote, !isQuiet { world.console.note(note) }
    return loaded
  }

  /// Says nothing; throws where there is no file to read, or no such profile in it.
  static func attempt(_ path: String, seeds: Int?, profile: String? = nil) throws(CommandFailure) -> Attempt {
    let attempt = attempt(try read(path), path, seeds: seeds, profile: profile, files: files)
    if let profile, let loaded = attempt.loaded { try requireProfile(profile, of: loaded.notebook, path) }
    return attempt
  }

  /// The same for a notebook whose bytes are at hand; a profile that it has not changes nothing.
  static func attempt(
    _ bytes: [UInt8], _ path: String, seeds: Int?, profile: String? = nil, files: NotebookFiles
  ) -> Attempt {
    let reading = OffprintVocabulary.reader.read(bytes, name: path, seeds: seeds, profile: profile, files: files)
    let loaded = reading.notebook.map {
      LoadedNotebook(path: path, digest: ContentHash(of: bytes), bytes: bytes, seeds: seeds, notebook: $0)
    }
    return Attempt(
      loaded: loaded, diagnostics: reading.diagnostics, source: reading.source, otherSources: reading.otherSources,
      filesAsked: reading.filesAsked)
  }

  private static func requireProfile(
    _ name: String, of notebook: CheckedNotebook, _ path: String
  ) throws(CommandFailure) {
    let known = notebook.frontMatter.profiles.map(\.name)
    guard !known.contains(name) else { return }
    let meant = Suggestion.closest(to: name, among: known).map { "did you mean ‘\($0)’? " } ?? ""
    throw CommandFailure(
      "\(path) has no profile ‘\(name)’",
      help: known.isEmpty
        ? "‘profiles: {\(name): {seeds: 1}}’ in its front matter would be one"
        : "\(meant)there \(known.count == 1 ? "is" : "are") \(known.map { "‘\($0)’" }.joined(separator: ", "))",
      status: .usage)
  }

  private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    switch FileSystem.kind(of: path) {
    case .file: break
    case .missing:
      throw CommandFailure("there is no notebook ‘\(path)’", help: nearby(path), status: .usage)
    case .directory: throw CommandFailure("‘\(path)’ is a directory", help: nearby(path + "/"), status: .usage)
    default: throw CommandFailure("‘\(path)’ is not a file", status: .usage)
    }
    do {
      let bytes = try FileSystem.read(path, atMost: sizeLimit + 1)
      guard bytes.count <= sizeLimit else {
        throw CommandFailure("‘\(path)’ is larger than 64 MB, which no notebook is", status: .usage)
      }
      return bytes
    } catch let error as SystemError {
      throw CommandFailure(error.description, status: .usage)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      preconditionFailure("only the two errors above are thrown")
    }
  }

  /// The notebooks beside a path that leads nowhere: the one that was probably meant, or all there are.
  private static func nearby(_ path: String) -> String? {
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard let entries = try? FileSystem.entries(of: directory.isEmpty ? "." : directory) else { return nil }
    let notebooks = entries.filter { $0.hasSuffix(".md") }
    if let meant = Suggestion.closest(to: Paths.name(of: path), among: notebooks) {
      return "did you mean ‘\(directory)\(meant)’?"
    }
    guard !notebooks.isEmpty, notebooks.count <= 8 else { return nil }
    return "there are \(notebooks.map { "‘\(directory)\($0)’" }.joined(separator: ", "))"
  }
}
