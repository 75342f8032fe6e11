import Experiment
import OffprintCore

/// The header of the evidence inside a page; columns of bytes follow it, in the order in which it names them.
struct WrittenPage: Codable {
  static let format = "offprint-page-evidence"
  /// Raised when a reader of the older form would misread the newer.
  static let version = 1

  struct File: Codable {
    var path: String
    /// Nil for a picture that the page shows.
    var content: Content?
    /// Which of the pictures inside the page's drawings it is, from 0, and its SHA-256.
    var picture: Int?
    var digest: ContentHash?
  }

  struct Sphere: Codable {
    struct Moment: Codable {
      var epoch: Int?
      /// Each `[x, y, z]`, or empty for none.
      var centers: [[Double]]
      var weights: [[Double]]
      /// Whether it has angles, and whether they follow in columns.
      var hasAngles: Bool
      var angleColumns: Bool
    }

    /// The place of its run in the plan.
    var run: Int
    var epoch: Int
    var earlier: [Int]
    var method: String
    var title: String
    /// Why there is no sphere; then the rest is left out.
    var refusal: String?
    var dimension: Int?
    var projection: String?
    var share: Double?
    var hasWeights: Bool?
    /// Images.
    var count: Int?
    /// The figure and the sphere of it, from 0, that have its places; nil where they follow in columns.
    var figure: String?
    var panel: Int?
    var moments: [Moment]?
  }

  /// Each distinct value and how often it occurs are columns.
  struct Values: Codable {
    var run: Int
    var quantity: String
    var count: Int
  }

  struct Pictures: Codable {
    var count: Int
    var side: Int
    var levels: Int
    /// Of their bytes, which the page has for its reader.
    var digest: ContentHash
  }

  var format = WrittenPage.format
  var version = WrittenPage.version
  var notebook: WrittenEvidence.Notebook
  var files: [File]
  var template: WrittenEvidence.Template
  var data: WrittenEvidence.Data
  var versions: WrittenEvidence.Versions
  /// SHA-256 of the whole evidence, in evidence.json.gz.
  var evidence: ContentHash?
  /// Of the letters and pictures that were at hand.
  var typesetting: String
  var runs: PageRuns.Header
  var spheres: [Sphere]
  var values: [Values]
  /// By the figure, of the columns in its scene.
  var scenes: [String: ContentHash]
  var testPictures: Pictures?
}
