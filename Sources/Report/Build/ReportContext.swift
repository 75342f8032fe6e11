package import Experiment
package import OffprintCore

/// What a report is made from besides the notebook: plain values that the top floor hands over.
package struct ReportContext: Sendable {
  /// The notebook's file name, without its folder.
  package var notebookName: String
  /// SHA-256 of the notebook's bytes.
  package var notebookDigest: ContentHash
  /// The data set that was used; nil where none could be had.
  package var data: DataIdentity?
  /// Those the notebook would rather have had, in its order, each with the reason.
  package var skipped: [DataStatement.Skipped]
  /// What running text calls data sets, by name; those that are not here go by their name.
  package var dataTitles: [String: String]
  package var offprintVersion: String
  /// The version of the order of sums, part of a run's identity.
  package var engineVersion: Int
  /// What to type to make this report again: `offprint run cosine-losses.md`.
  package var command: String
  /// Every stored run that the plan could mean; others are ignored.
  package var records: [RunID: RunRecord]
  /// The names of runs that are known already; others are worked out.
  package var names: [RunSpec: RunID] = [:]
  /// What figures show of test features.
  package var features: any FeatureSource
  /// ψ(θ) of a loss by its setting and an angle in radians; nil for a loss whose logit depends on more than an angle.
  package var targetLogit: @Sendable (Setting, Double) -> TargetLogitSample?
  /// Figures of an earlier report; nil draws each anew.
  package var cache: ReportCache?
  /// Small pictures of the test images; nil where the store has none.
  package var testPictures: TestPictures?

  package init(
    notebookName: String, notebookDigest: ContentHash, data: DataIdentity?, skipped: [DataStatement.Skipped],
    dataTitles: [String: String] = [:], offprintVersion: String, engineVersion: Int, command: String,
    records: [RunID: RunRecord], features: any FeatureSource,
    targetLogit: @escaping @Sendable (Setting, Double) -> TargetLogitSample? = { _, _ in nil },
    cache: ReportCache? = nil, testPictures: TestPictures? = nil
  ) {
    self.notebookName = notebookName
    self.notebookDigest = notebookDigest
    self.data = data
    self.skipped = skipped
    self.dataTitles = dataTitles
    self.offprintVersion = offprintVersion
    self.engineVersion = engineVersion
    self.command = command
    self.records = records
    self.features = features
    self.targetLogit = targetLogit
    self.cache = cache
    self.testPictures = testPictures
  }
}
