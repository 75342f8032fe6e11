import Experiment
import Notebook
import OffprintCore
import Report

/// A notebook and its runs, made by hand: no parser, no training.
enum Fixture {
  static let dataDigest = ContentHash(ofText: "digits")
  static let data = DataIdentity(name: "digits", digest: dataDigest, trainCount: 60_000, testCount: 10_000)
  static let place = SourceRange(at: SourcePosition(line: 1, column: 1))

  // MARK: - Prose

  static func inline(_ content: InlineContent) -> Inline { Inline(content, at: place) }
  static func text(_ text: String) -> Inline { inline(.text(text)) }
  static func block(_ content: BlockContent) -> Block { Block(content, at: place) }
  static func paragraph(_ content: InlineContent...) -> Block { block(.paragraph(content.map(inline))) }
  static func heading(_ level: Int, _ title: String, label: String? = nil) -> Block {
    block(.heading(level: level, label: label, [text(title)]))
  }

  /// A cell whose source stands in `lines` of the notebook.
  static func cell(_ kind: CellKind, _ name: String, lines: ClosedRange<Int>? = nil) -> Block {
    let range = lines.map {
      SourceRange(
        SourcePosition(line: $0.lowerBound, column: 1), SourcePosition(line: $0.upperBound, column: 4))
    }
    let cell = Cell(kind: kind, name: name, nameRange: place, body: nil, isBroken: false)
    return Block(.cell(cell), at: range ?? place)
  }

  // MARK: - Runs

  static func spec(seed: Int, margin: Double = 0.5) -> RunSpec {
    RunSpec(
      model: ["layers": [["name": "embedding", "size": 3]]],
      loss: ["name": "arcface", "scale": 30, "margin": .number(margin)],
      optimizer: ["name": "adamw", "rate": 0.01], epochs: 2, batchSize: 64, evaluationBatchSize: 256,
      labelSmoothing: 0, gradientClip: nil, augmentation: .map([:]), seed: seed)
  }

  static func configuration(
    _ cell: String, label: String? = nil, seeds: [Int] = [1, 2, 3], margin: Double = 0.5, isSwept: Bool = false
  ) -> Configuration {
    let assignments = isSwept ? [Assignment(path: "loss.margin", value: .number(margin))] : []
    let name = isSwept ? "\(cell)[loss.margin=\(Setting.canonicalNumber(margin))]" : cell
    return Configuration(
      cell: cell, name: name, label: (label ?? cell) + (isSwept ? ", margin = \(Setting.canonicalNumber(margin))" : ""),
      cellLabel: label ?? cell, assignments: assignments,
      specs: seeds.map { spec(seed: $0, margin: margin) })
  }

  static func id(_ spec: RunSpec) -> RunID { RunID(spec: spec, data: dataDigest, engineVersion: 1) }

  /// A finished run of two epochs with this accuracy, a fraction, at its end.
  static func record(_ spec: RunSpec, accuracy: Double) -> RunRecord {
    let epochs = [
      EpochRecord(
        epoch: 1, trainLoss: 0.5, trainAccuracy: 0.9, testAccuracy: accuracy - 0.01, learningRate: 0.01,
        gradientNorm: 1.5),
      EpochRecord(
        epoch: 2, trainLoss: 0.25, trainAccuracy: 0.97, testAccuracy: accuracy, learningRate: 0.001, gradientNorm: 0.75),
    ]
    return RunRecord(
      id: id(spec), spec: spec, data: data, engineVersion: 1, status: .finished, epochs: epochs,
      confusion: [[9, 1], [2, 8]], weightsDigest: ContentHash(ofText: "weights \(spec.seed)"),
      embeddingsDigest: ContentHash(ofText: "embeddings \(spec.seed)"), provenance: provenance)
  }

  static func failure(_ spec: RunSpec, reason: String = "the loss is not a number") -> RunRecord {
    var record = record(spec, accuracy: 0)
    record.status = .failed(RunFailure(epoch: 2, step: 41, reason: reason))
    record.epochs.removeLast()
    record.confusion = []
    record.weightsDigest = nil
    record.embeddingsDigest = nil
    return record
  }

  /// Whatever stands here must not show in a report.
  static let provenance = Provenance(
    offprintVersion: "0.0.0-elsewhere", machine: "SECRET-MACHINE", instructionSet: "SECRET-SET",
    imagesPerSecond: [123_456.75, 654_321.25], seconds: 98_765.4)

  static func context(
    _ records: [RunRecord] = [], data: DataIdentity? = data, skipped: [DataStatement.Skipped] = []
  ) -> ReportContext {
    ReportContext(
      notebookName: "small.md", notebookDigest: ContentHash(ofText: "notebook"), data: data, skipped: skipped,
      offprintVersion: "0.1.0", engineVersion: 1, command: "offprint run small.md",
      records: Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { $1 }),
      features: MeasuredFeatures(embeddings: embeddings))
  }

  /// Forty features in two classes on a slow spiral.
  static let embeddings: @Sendable (RunID) -> EmbeddingSet? = { _ in
    let features = (0..<40).flatMap { index -> [Float] in
      let side: Float = index.isMultiple(of: 2) ? 1 : -1
      return [side, Float(index) * 0.01, 0.3 * side + Float(index) * 0.005]
    }
    let labels = (0..<40).map { UInt8($0 % 2) }
    return EmbeddingSet(
      dimension: 3, features: features, labels: labels, predictions: labels, classWeights: [1, 0, 0.3, -1, 0, -0.3])
  }

  // MARK: - Notebooks

  static func notebook(
    _ blocks: [Block], configurations: [Configuration] = [], cells: [CheckedCell] = [],
    results: [String: ResultReference] = [:], source: String = "", title: String = "A small report",
    abstract: [[Inline]] = [], authors: [FrontMatter.Author] = []
  ) -> CheckedNotebook {
    CheckedNotebook(
      document: NotebookDocument(
        source: SourceText(name: "small.md", text: source), frontMatter: nil, blocks: blocks),
      frontMatter: FrontMatter(
        title: title, subtitle: nil, authors: authors, date: nil, abstract: abstract, data: [["name": "digits"]],
        seeds: [1, 2, 3], formats: [.html]),
      cells: cells, plan: Plan(configurations: configurations), results: results)
  }

  static func build(_ notebook: CheckedNotebook, _ context: ReportContext = context()) -> ReportDocument {
    ReportBuilder.build(notebook, context: context).document
  }

  static func table(_ name: String, runs: [String], columns: [String], caption: String = "Accuracy.") -> CheckedCell {
    CheckedCell(
      kind: .table, name: name, label: name,
      setting: ["runs": .list(runs.map { .string($0) }), "columns": .list(columns.map { .string($0) })],
      caption: [text(caption)])
  }

  static func sphere(_ name: String, runs: [String], caption: String = "Features.", alt: String? = nil) -> CheckedCell {
    CheckedCell(
      kind: .figure, name: name, label: name,
      setting: [
        "plot": [
          "name": "embedding-sphere", "runs": .list(runs.map { .string($0) }), "projection": "auto", "camera": "auto",
          "weights": true,
        ], "width": 1,
      ], caption: [text(caption)], alternativeText: alt)
  }

  static func mean(_ cell: String, _ statistic: ResultReference.Statistic = .mean) -> ResultReference {
    .metric(ResultReference.RunSelection(cell: cell, choice: .only), .accuracy, statistic)
  }
}
