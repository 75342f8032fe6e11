import Experiment
import Notebook
import OffprintCore

/// `results.json`: everything that the report's numbers can be worked out again from, and what a program needs to compare two
/// reports. Its form is Documentation/results-json.md; keys are sorted, each element of a list has a line, runs are in the
/// notebook's order, and nothing in it comes from a clock or a machine.
package struct ResultsFile {
  /// Raised when a reader of the older form would misread the new one.
  package static let version = 2

  private let document: ReportDocument

  package init(_ document: ReportDocument) {
    self.document = document
  }

  /// The file's text.
  package func text() throws -> String {
    let box = document.reproducibility
    var file = LineJSON()
    try file.add("format", "offprint-results")
    try file.add("version", ResultsFile.version)
    try file.add("title", document.metadata.title)
    try file.add("notebook", Notebook(name: box.notebook, digest: box.notebookDigest))
    try file.add("command", box.command)
    try file.add("profile", Nullable(document.profile.map(Profile.init)))
    try file.add("versions", Versions(offprint: box.offprintVersion, engine: box.engineVersion))
    try file.add("evidence", Nullable(box.evidence.map { EvidenceEntry(file: Evidence.fileName, digest: $0) }))
    try file.add("data", Data(document.data))
    try file.add("configurations", lines: ResultsFile.configurations(document.runs))
    try file.add("runs", lines: document.runs.map(Run.init))
    try file.add("claims", lines: document.claims.map(Claim.init))
    try file.add("gates", Nullable(document.gates?.map(GateEntry.init)))
    try file.add("tables", lines: document.tables.map(Table.init))
    try file.add("figures", lines: document.figures.map(Figure.init))
    try file.add("references", lines: document.references.map(Reference.init))
    return file.text
  }

  /// Each once, in the order of their first runs.
  private static func configurations(_ runs: [ReportedRun]) -> [Configuration] {
    var seen: Set<String> = []
    return runs.compactMap { run in
      seen.insert(configuration(of: run)).inserted ? Configuration(run) : nil
    }
  }

  /// `arcface-margins[loss.margin=0.4]` of `arcface-margins[loss.margin=0.4]/seed-2`.
  private static func configuration(of run: ReportedRun) -> String {
    run.name.lastIndex(of: "/").map { String(run.name[..<$0]) } ?? run.name
  }
}

extension ResultsFile {
  private struct Notebook: Encodable {
    var name: String
    var digest: ContentHash
  }

  private struct Profile: Encodable {
    var name: String
    var seeds: Int
    var note: Nullable<String>
    var fullSeeds: Int
    var fullRuns: Int

    init(_ use: ProfileInUse) {
      name = use.profile.name
      seeds = use.profile.seeds
      note = Nullable(use.profile.note)
      fullSeeds = use.fullSeeds
      fullRuns = use.fullRuns
    }
  }

  private struct Versions: Encodable {
    var offprint: String
    var engine: Int
  }

  /// What the notebook's `gate:` says.
  private struct GateEntry: Encodable {
    /// Or `verdicts`, `failed-runs`.
    var metric: String
    var runs: [String]
    var margin: Double
    var detect: Nullable<Double>

    init(_ gate: Gate) {
      metric = gate.name
      runs = gate.runs
      margin = gate.margin
      detect = Nullable(gate.detect)
    }
  }

  private struct EvidenceEntry: Encodable {
    var file: String
    /// Of what the file holds, uncompressed.
    var digest: ContentHash
  }

  private struct Data: Encodable {
    struct Skipped: Encodable {
      var name: String
      var reason: String
    }

    var used: Nullable<DataIdentity>
    /// What running text calls the set.
    var title: Nullable<String>
    var skipped: [Skipped]
    var isFallback: Bool

    init(_ statement: DataStatement) {
      used = Nullable(statement.used)
      title = Nullable(statement.used.map { statement.title($0.name) })
      skipped = statement.skipped.map { Skipped(name: $0.name, reason: $0.reason) }
      isFallback = statement.isFallback
    }
  }

  private struct Configuration: Encodable {
    var name: String
    var cell: String
    var label: String
    /// All of them but the seed.
    var settings: Setting

    init(_ run: ReportedRun) {
      name = ResultsFile.configuration(of: run)
      cell = run.cell
      label = run.label
      settings = run.spec.setting
      if case .map(var entries) = settings {
        entries["seed"] = nil
        settings = .map(entries)
      }
    }
  }

  private struct Run: Encodable {
    /// The last completed epoch of training; test accuracy after every one. Fractions in 0…1.
    struct Training: Encodable {
      var testAccuracy: [Double]
      var trainAccuracy: Nullable<Double>
      var trainLoss: Nullable<Double>
    }

    var name: String
    var configuration: String
    var cell: String
    var seed: Int
    var status: String
    /// Test accuracy after the last epoch, in percent.
    var accuracy: Nullable<Double>
    var id: Nullable<RunID>
    var weightsDigest: Nullable<ContentHash>
    var embeddingsDigest: Nullable<ContentHash>
    var epochs: Training
    var geometry: Nullable<Geometry>
    var failure: Nullable<RunFailure>

    init(_ run: ReportedRun) {
      name = run.name
      configuration = ResultsFile.configuration(of: run)
      cell = run.cell
      seed = run.spec.seed
      status = run.status
      accuracy = Nullable(run.record?.accuracy.map(ResultsFile.percent))
      id = Nullable(run.id)
      weightsDigest = Nullable(run.record?.weightsDigest)
      embeddingsDigest = Nullable(run.record?.embeddingsDigest)
      let last = run.record?.epochs.last
      epochs = Training(
        testAccuracy: run.record?.epochs.map(\.testAccuracy) ?? [], trainAccuracy: Nullable(last?.trainAccuracy),
        trainLoss: Nullable(last?.trainLoss))
      geometry = Nullable(run.record?.geometry.map(Geometry.init))
      if case .failed(let reason)? = run.record?.status {
        failure = Nullable(reason)
      } else {
        failure = Nullable(nil)
      }
    }
  }

  /// Angles in degrees after the last epoch.
  private struct Geometry: Encodable {
    struct Angles: Encodable {
      var weightToCenter: Double
      var betweenWeights: Double
      var withinClasses: Double
      var betweenCenters: Double
      var targetAngle: Double

      init(_ geometry: EmbeddingGeometry) {
        weightToCenter = geometry.weightToCenter
        betweenWeights = geometry.betweenWeights
        withinClasses = geometry.withinClasses
        betweenCenters = geometry.betweenCenters
        targetAngle = geometry.targetAngle
      }
    }

    var train: Nullable<Angles>
    var test: Nullable<Angles>

    init(_ geometry: RunGeometry) {
      train = Nullable(geometry.train.map(Angles.init))
      test = Nullable(geometry.test.map(Angles.init))
    }
  }

  private struct Table: Encodable {
    var anchor: Nullable<String>
    var number: Nullable<Int>
    var caption: String
    var columns: [String]
    /// As printed.
    var rows: [[String]]
    var notes: [String]
    /// The headings within the table, with the row each stands before.
    var sections: [Section]

    struct Section: Encodable {
      var row: Int
      var title: String
    }

    init(_ table: ReportTable) {
      anchor = Nullable(table.anchor)
      number = Nullable(table.number)
      caption = table.caption.plainText
      columns = table.columns.map(\.title.plainText)
      rows = table.rows.map { row in row.map(\.content.plainText) }
      notes = table.notes.map { ($0.mark.map { "\($0): " } ?? "") + $0.text.plainText }
      sections = table.sections.map { Section(row: $0.row, title: $0.title.plainText) }
    }
  }

  private struct Figure: Encodable {
    var anchor: String
    var number: Int
    var caption: String
    var note: Nullable<String>
    var alternativeText: String
    /// Relative to the report's folder.
    var files: [String]

    init(_ figure: ReportFigure) {
      anchor = figure.anchor
      number = figure.number
      caption = figure.caption.plainText
      note = Nullable(figure.captionNote)
      alternativeText = figure.alternativeText
      files = FigureFiles.paths(of: figure)
    }
  }

  private struct Reference: Encodable {
    var anchor: String
    /// How the text cites it: `[3]`, `Deng et al. 2019`.
    var label: String
    /// As the list has it.
    var text: String
    /// Where its links lead: a DOI, an arXiv page.
    var links: [String]

    init(_ reference: ReportReference) {
      anchor = reference.anchor
      label = reference.label
      text = reference.text.plainText
      links = Reference.links(in: reference.text)
    }

    private static func links(in inlines: [ReportInline]) -> [String] {
      inlines.flatMap { inline -> [String] in
        switch inline {
        case .link(let destination, _): [destination]
        case .emphasis(let inner), .strong(let inner): links(in: inner)
        default: []
        }
      }
    }
  }

  /// A fraction in percent, without the noise of the multiplication: 0.9917 is 99.17 and not 99.17000000000002.
  package static func percent(_ fraction: Double) -> Double {
    (fraction * 1e11).rounded() / 1e9
  }
}

/// A value that is written as `null` where there is none, so that every run has every key.
struct Nullable<Value: Encodable>: Encodable {
  var value: Value?

  init(_ value: Value?) {
    self.value = value
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}
