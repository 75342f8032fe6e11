import Experiment
import OffprintCore

/// `results.json`: everything a program needs to compare two reports. Its schema is Documentation/results-json.md; keys are
/// sorted, runs are in the notebook's order, and nothing in it comes from a clock or a machine.
package struct ResultsFile: Encodable {
  /// Raised when a reader of the older form would misread the new one.
  package static let version = 1

  private let format = "offprint-results"
  private let version = ResultsFile.version
  private let title: String
  private let notebook: Notebook
  private let command: String
  private let versions: Versions
  private let data: Data
  private let runs: [Run]
  private let claims: [Claim]
  private let tables: [Table]
  private let figures: [Figure]

  package init(_ document: ReportDocument) {
    let box = document.reproducibility
    title = document.metadata.title
    notebook = Notebook(name: box.notebook, digest: box.notebookDigest)
    command = box.command
    versions = Versions(offprint: box.offprintVersion, engine: box.engineVersion)
    data = Data(document.data)
    runs = document.runs.map(Run.init)
    claims = document.claims.map(Claim.init)
    tables = document.tables.map(Table.init)
    figures = document.figures.map(Figure.init)
  }
}

extension ResultsFile {
  private struct Notebook: Encodable {
    var name: String
    var digest: ContentHash
  }

  private struct Versions: Encodable {
    var offprint: String
    var engine: Int
  }

  private struct Data: Encodable {
    struct Skipped: Encodable {
      var name: String
      var reason: String
    }

    var used: Nullable<DataIdentity>
    var skipped: [Skipped]
    var isFallback: Bool

    init(_ statement: DataStatement) {
      used = Nullable(statement.used)
      skipped = statement.skipped.map { Skipped(name: $0.name, reason: $0.reason) }
      isFallback = statement.isFallback
    }
  }

  private struct Run: Encodable {
    var name: String
    var cell: String
    var label: String
    var seed: Int
    var status: String
    /// Test accuracy after the last epoch, in percent.
    var accuracy: Nullable<Double>
    var id: Nullable<RunID>
    var weightsDigest: Nullable<ContentHash>
    var embeddingsDigest: Nullable<ContentHash>
    var spec: RunSpec
    var epochs: [EpochRecord]
    var confusion: [[Int]]
    var geometry: Nullable<RunGeometry>
    var failure: Nullable<RunFailure>

    init(_ run: ReportedRun) {
      name = run.name
      cell = run.cell
      label = run.label
      seed = run.spec.seed
      status = run.status
      accuracy = Nullable(run.record?.accuracy.map(ResultsFile.percent))
      id = Nullable(run.id)
      weightsDigest = Nullable(run.record?.weightsDigest)
      embeddingsDigest = Nullable(run.record?.embeddingsDigest)
      spec = run.spec
      epochs = run.record?.epochs ?? []
      confusion = run.record?.confusion ?? []
      geometry = Nullable(run.record?.geometry)
      if case .failed(let reason)? = run.record?.status {
        failure = Nullable(reason)
      } else {
        failure = Nullable(nil)
      }
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

    init(_ table: ReportTable) {
      anchor = Nullable(table.anchor)
      number = Nullable(table.number)
      caption = table.caption.plainText
      columns = table.columns.map(\.title.plainText)
      rows = table.rows.map { row in row.map(\.content.plainText) }
      notes = table.notes.map { ($0.mark.map { "\($0): " } ?? "") + $0.text.plainText }
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
