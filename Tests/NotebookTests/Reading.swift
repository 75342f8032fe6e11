import Experiment
import Notebook
import OffprintCore

/// Reads notebooks with the tests' vocabulary. A model needs an embedding last, and a clamp a margin.
enum Reading {
  static let reader = NotebookReader(
    vocabulary: TestVocabulary.vocabulary,
    checkModel: { model in
      guard case .list(let layers)? = model["layers"] else { return nil }
      if let index = layers.dropLast().firstIndex(where: { $0["name"] == "embedding" }) {
        return ModelProblem(layerIndex: index, message: "the embedding is not the last layer")
      }
      if layers.last?["name"] != "embedding" { return ModelProblem(layerIndex: nil, message: "there is no embedding") }
      return nil
    },
    checkLoss: { loss in
      loss["past-pi"] == "clamp" && loss["margin"] == 0 ? "without a margin there is nothing to clamp" : nil
    },
    // Two mistakes of the kind that only training finds: in one key, and in the run as a whole.
    checkRun: { spec in
      if spec.loss["past-pi"] == "clamp", spec.loss["margin"] == 3 {
        return RunProblem(key: "loss", message: "a margin of 3 cannot be clamped")
      }
      return spec.batchSize == 65_536 ? RunProblem(key: nil, message: "it does not fit in memory") : nil
    })

  static func read(_ text: String, seeds: Int? = nil) -> NotebookReading {
    reader.read(Array(text.utf8), name: "notebook.md", seeds: seeds, files: Golden.files)
  }

  /// All diagnostics as a terminal shows them.
  static func rendered(_ reading: NotebookReading) -> String {
    let renderer = DiagnosticRenderer()
    return reading.diagnostics.map { renderer.render($0, in: reading.source(of: $0)) + "[\($0.identifier)]\n" }.joined(
      separator: "\n")
  }
}
