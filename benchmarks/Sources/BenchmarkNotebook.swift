import Experiment
import Interop
import NeuralNetwork
import Notebook
import OffprintCore
import Plotting
import Training

/// The notebook that holds the benchmark's networks, read as the program reads any notebook.
struct BenchmarkNotebook {
  private let plan: Plan
  /// Data sets in order of preference.
  let data: [Setting]

  init(path: String) throws {
    let vocabulary = Vocabulary(
      layers: NetworkVocabulary.layers, heads: NetworkVocabulary.heads, optimizers: NetworkVocabulary.optimizers,
      augmentation: NetworkVocabulary.augmentation, dataSets: TrainingVocabulary.dataSets,
      plots: PlottingVocabulary.plots)
    let reading = NotebookReader(vocabulary: vocabulary).read(try FileSystem.read(path), name: path)
    guard let notebook = reading.notebook else {
      throw BenchError("\(path) is not in order; ‘offprint check’ says why")
    }
    plan = notebook.plan
    data = notebook.frontMatter.data
  }

  var names: [String] { plan.configurations.map(\.name) }

  /// The run called `name`, at a batch size that may be another than the notebook's.
  func spec(_ name: String, batchSize: Int) throws -> RunSpec {
    guard var spec = plan.configurations.first(where: { $0.name == name })?.specs.first else {
      throw BenchError("there is no network ‘\(name)’; there are \(names.joined(separator: ", "))")
    }
    spec.batchSize = batchSize
    return spec
  }
}
