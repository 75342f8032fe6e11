import CommandLineParser
import Exchange
import Experiment
import Notebook
import OffprintCore
import RunStore

/// `export onnx`.
extension ExportCommand {
  private static let model = output(
    .file("file", extensions: ["onnx"]), "Where the network is written.", otherwise: "the run's ID and .onnx")
  private static let pixels = Parameter.option(
    "pixels", .choice("scale", ONNXExport.Pixels.allCases.map(\.rawValue)), default: ONNXExport.Pixels.unit.rawValue,
    "What the values of an image are: from 0 for paper to 1 for ink, the same from 0 to 255, or standardized already.")

  static let onnx = CommandEntry(
    Command(
      "onnx", "Write the network of a run as an ONNX file.",
      discussion: """
        The network takes `images`, [batch, 1, 28, 28], and gives `logits`, [batch, class], without margins, and `embedding`, \
        the features that the head classifies. Images are standardized inside, by the training pixels of the run's data, which \
        therefore have to be here; with --pixels standardized they are not needed.
        """,
      parameters: [model, pixels, force, Options.data, Options.offline, Options.store]
        + RunFilter.parametersWithoutData + [someRuns],
      examples: [
        .init("offprint export onnx 3f9c -o model.onnx", "The run whose ID begins with 3f9c."),
        .init(
          "offprint export onnx --notebook a.md --cell arcface --seed 1", "The first seed of a notebook's cell."),
      ])
  ) { arguments, world in
    let store = try StoreAccess.existing(arguments)
    let record = try RunChoice(arguments[someRuns], arguments, store, world, filtersData: false)
      .only(for: "an ONNX file")
    try RunChoice.requireFinished(record, lacking: "weights")
    let pixels = ONNXExport.Pixels(rawValue: arguments[pixels]) ?? .unit
    let standardization =
      pixels == .standardized
      ? nil
      : try NetworkExport.standardization(
        of: record, wanted: try dataSets(arguments, world), DataAccess(arguments, world, isQuiet: true),
        workers: world.processorCount)
    let bytes = try NetworkExport(record: record, store: store, pixels: pixels).encoded(standardization)
    let path = arguments[model] ?? "\(record.id.short).onnx"
    let file = ExchangedFile(path: Paths.name(of: path), bytes: bytes)
    try ExportPublication(files: [file], folder: Paths.folder(of: path)).publish(force: arguments[force])
    world.console.print("\(path): run \(record.id.short), \(Quantities.bytes(bytes.count))")
    return .success
  }

  /// What the notebooks that were named say of data.
  private static func dataSets(_ arguments: ParsedArguments, _ world: World) throws -> [Setting] {
    try arguments[RunFilter.notebook].flatMap { path in
      try NotebookLoading.load(path, seeds: nil, world: world, isQuiet: true).notebook.frontMatter.data
    }
  }
}
