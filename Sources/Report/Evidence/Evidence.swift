package import Experiment
package import Notebook
package import OffprintCore

/// All that a report is made from: what a report's folder holds so that it can be made again without the store, the data and
/// the machine. As a file: Documentation/Report-folder.md.
package struct Evidence: Hashable, Sendable {
  /// Beside index.html.
  package static let fileName = "evidence.json.gz"

  /// The notebook's file name, without its folder, and its bytes.
  package var notebookName: String
  package var notebook: [UInt8]
  /// How the notebook was read, such as `{seeds: 3}` for `--seeds 3`; empty where nothing was said.
  package var options: Setting
  /// What the notebook names: .bib files, images, tables.
  package var files: [NotebookFile]
  package var template: ReportTemplate
  /// `html`, `pdf`.
  package var formats: [String]
  /// `a4`, `letter`; nil for the template's.
  package var paper: String?
  /// What PDFs say as the time they were made.
  package var date: String
  /// Nil where no data set could be had.
  package var data: DataIdentity?
  package var skipped: [DataStatement.Skipped]
  package var offprintVersion: String
  /// The version of the order of sums.
  package var engineVersion: Int
  /// What became of each distinct run, in the plan's order; missing runs are missing here, too.
  package var runs: [RunEvidence]
  package var features: FeatureEvidence
  package var testPictures: TestPictures?

  package init(
    notebookName: String, notebook: [UInt8], options: Setting, files: [NotebookFile], template: ReportTemplate,
    formats: [String], paper: String?, date: String, data: DataIdentity?, skipped: [DataStatement.Skipped],
    offprintVersion: String, engineVersion: Int, runs: [RunEvidence], features: FeatureEvidence,
    testPictures: TestPictures?
  ) {
    self.notebookName = notebookName
    self.notebook = notebook
    self.options = options
    self.files = files
    self.template = template
    self.formats = formats
    self.paper = paper
    self.date = date
    self.data = data
    self.skipped = skipped
    self.offprintVersion = offprintVersion
    self.engineVersion = engineVersion
    self.runs = runs
    self.features = features
    self.testPictures = testPictures
  }
}

/// What a report shows of a run. Its settings follow from the notebook; machine and timings are no part of a report.
package struct RunEvidence: Hashable, Sendable {
  package var id: RunID
  package var status: RunStatus
  package var epochs: [EpochRecord]
  package var confusion: [[Int]]
  package var geometry: RunGeometry?
  package var weightsDigest: ContentHash?
  package var embeddingsDigest: ContentHash?

  init(
    id: RunID, status: RunStatus, epochs: [EpochRecord], confusion: [[Int]], geometry: RunGeometry?,
    weightsDigest: ContentHash?, embeddingsDigest: ContentHash?
  ) {
    self.id = id
    self.status = status
    self.epochs = epochs
    self.confusion = confusion
    self.geometry = geometry
    self.weightsDigest = weightsDigest
    self.embeddingsDigest = embeddingsDigest
  }

  package init(_ record: RunRecord) {
    id = record.id
    status = record.status
    epochs = record.epochs
    confusion = record.confusion
    geometry = record.geometry
    weightsDigest = record.weightsDigest
    embeddingsDigest = record.embeddingsDigest
  }

  /// As the store would give it, but for machine and timings.
  package func record(spec: RunSpec, data: DataIdentity, engineVersion: Int) -> RunRecord {
    RunRecord(
      id: id, spec: spec, data: data, engineVersion: engineVersion, status: status, epochs: epochs,
      confusion: confusion, weightsDigest: weightsDigest, embeddingsDigest: embeddingsDigest, geometry: geometry,
      provenance: Provenance(
        offprintVersion: "", machine: "", instructionSet: "", imagesPerSecond: [], seconds: 0))
  }
}

/// Why evidence cannot be used: a clause without a final stop.
package struct EvidenceError: Error, Hashable, Sendable {
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}
