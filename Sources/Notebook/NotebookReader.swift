package import Experiment
package import OffprintCore

/// What is wrong with a model as a whole, found by the room that knows what layers do.
package struct ModelProblem: Hashable, Sendable {
  /// Of the layer to point at, from 0; nil for the whole model.
  package var layerIndex: Int?
  /// One sentence without a final stop.
  package var message: String

  package init(layerIndex: Int?, message: String) {
    self.layerIndex = layerIndex
    self.message = message
  }
}

/// What keeps a run from being trained although each of its keys is right by itself.
package struct RunProblem: Hashable, Sendable {
  /// The key of the cell to point at: `loss`, `optimizer`, …; nil for the whole cell.
  package var key: String?
  /// One sentence without a final stop.
  package var message: String

  package init(key: String?, message: String) {
    self.key = key
    self.message = message
  }
}

/// What reading a notebook gave: the notebook where nothing was wrong, and everything that was.
package struct NotebookReading: Sendable {
  /// For the excerpts of the diagnostics.
  package var source: SourceText
  /// In the order of the file.
  package var diagnostics: [Diagnostic]
  /// The parsed file; nil where it could not be parsed as a whole.
  package var document: NotebookDocument?
  /// Nil where there are errors; warnings leave it.
  package var notebook: CheckedNotebook?
  /// Other texts that diagnostics may be about: .bib files and tables of claims, by their names.
  package var otherSources: [SourceText] = []
  /// The paths of all files that were asked for, read or not: whoever waits for changes watches these too.
  package var filesAsked: [String] = []

  /// The text that a diagnostic is about.
  package func source(of diagnostic: Diagnostic) -> SourceText {
    diagnostic.source.flatMap { name in otherSources.first { $0.name == name } } ?? source
  }
}

/// Bytes → `NotebookDocument` (Parsing) → `CheckedNotebook` with its plan (Validation, Lowering), or diagnostics that point.
/// Pure: the same bytes give the same answer.
package struct NotebookReader: Sendable {
  package var keys: NotebookKeys
  /// Whether the layers of a normalised model (`{layers: […]}`) fit together; nil where they do.
  package var checkModel: @Sendable (Setting) -> ModelProblem?
  /// What is wrong with a normalised loss as a whole, one sentence without a final stop; nil where nothing is.
  package var checkLoss: @Sendable (Setting) -> String?
  /// Whether a run can be trained, its model and its loss being whole; nil where it can.
  package var checkRun: @Sendable (RunSpec) -> RunProblem?

  package init(
    vocabulary: Vocabulary, checkModel: @escaping @Sendable (Setting) -> ModelProblem? = { _ in nil },
    checkLoss: @escaping @Sendable (Setting) -> String? = { _ in nil },
    checkRun: @escaping @Sendable (RunSpec) -> RunProblem? = { _ in nil }
  ) {
    keys = NotebookKeys(vocabulary)
    self.checkModel = checkModel
    self.checkLoss = checkLoss
    self.checkRun = checkRun
  }

  /// Reads a notebook. `name` is the path as the user typed it; `seeds`, at least 1, replaces every cell's seeds by 1…`seeds`;
  /// without it `profile` names the profile by which each cell's seeds are cut, and one that there is not cuts nothing;
  /// `files` gives the .bib files, images and tables that it names.
  package func read(
    _ bytes: [UInt8], name: String, seeds: Int? = nil, profile: String? = nil, files: NotebookFiles = .none
  ) -> NotebookReading {
    var parser = NotebookParser(bytes, name: name)
    let document = parser.parse()
    var reading = NotebookReading(source: parser.source, diagnostics: [], document: document, notebook: nil)
    var log = parser.log
    if let document {
      var checker = NotebookChecker(
        document: document, keys: keys, checkModel: checkModel, checkLoss: checkLoss, checkRun: checkRun,
        seedCount: seeds, profileName: profile, files: files)
      let notebook = checker.check()
      log.add(checker.log)
      reading.notebook = log.hasErrors ? nil : notebook
      reading.otherSources = checker.bibliographySources + checker.claimSources
      reading.filesAsked = checker.filesAsked
    }
    // The notebook first, then the other files in their order.
    reading.diagnostics = Diagnostic.inSourceOrder(log.diagnostics.filter { $0.source == nil })
    for source in reading.otherSources {
      reading.diagnostics += Diagnostic.inSourceOrder(log.diagnostics.filter { $0.source == source.name })
    }
    return reading
  }
}
