package import Experiment
package import Notebook

/// A report with everything resolved: numbers computed, headings numbered, references pointing somewhere. It knows nothing of
/// HTML or paper; a back end only sets what stands here, in this order. It holds no clock, machine or timing, so equal results
/// make equal documents.
package struct ReportDocument: Hashable, Sendable {
  /// BCP 47, for hyphenation and screen readers: `en`.
  package var language: String
  package var metadata: ReportMetadata
  /// Which data the numbers come from; stands before the abstract.
  package var data: DataStatement
  /// What a reader must know before any number: failed runs, missing runs. In the order of their weight; often empty.
  package var notices: [ReportNotice]
  package var body: [ReportBlock]
  /// In the order of their numbers; often empty.
  package var footnotes: [ReportFootnote]
  /// The list of references, in its order; empty where nothing is cited.
  package var references: [ReportReference]
  package var reproducibility: ReproducibilityBox
  /// What the runs say of the claims, in the notebook's order; often empty. The ledger in `body` shows the same.
  package var claims: [ClaimResult]
  /// Every run the notebook asks for, in its order; the appendix of machine-readable results is written from these.
  package var runs: [ReportedRun]
  /// Small pictures of the test images, for figures that show them; nil where there are none.
  package var testPictures: TestPictures?
  /// What may not get worse from this report to a later one; nil where the notebook does not say.
  package var gates: [Gate]?
  /// The profile by which seeds were left out; nil for the whole notebook. A notice says the same.
  package var profile: ProfileInUse?

  package init(
    language: String, metadata: ReportMetadata, data: DataStatement, notices: [ReportNotice], body: [ReportBlock],
    footnotes: [ReportFootnote] = [], references: [ReportReference] = [], reproducibility: ReproducibilityBox,
    claims: [ClaimResult] = [], runs: [ReportedRun], testPictures: TestPictures? = nil,
    profile: ProfileInUse? = nil
  ) {
    self.profile = profile
    self.language = language
    self.metadata = metadata
    self.data = data
    self.notices = notices
    self.body = body
    self.footnotes = footnotes
    self.references = references
    self.reproducibility = reproducibility
    self.claims = claims
    self.runs = runs
    self.testPictures = testPictures
  }
}

/// The title block.
package struct ReportMetadata: Hashable, Sendable {
  package var title: String
  package var subtitle: String?
  package var authors: [ReportAuthor]
  /// As the author wrote it; never the clock's.
  package var date: String?
  /// One entry for each paragraph; empty where there is no abstract.
  package var abstract: [[ReportInline]]
  package var keywords: [String]

  package init(
    title: String, subtitle: String? = nil, authors: [ReportAuthor] = [], date: String? = nil,
    abstract: [[ReportInline]] = [], keywords: [String] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.authors = authors
    self.date = date
    self.abstract = abstract
    self.keywords = keywords
  }
}

/// One author.
package struct ReportAuthor: Hashable, Sendable {
  package var name: String
  package var affiliation: String?

  package init(name: String, affiliation: String? = nil) {
    self.name = name
    self.affiliation = affiliation
  }
}

extension ReportDocument {
  /// The figures in their order.
  package var figures: [ReportFigure] {
    body.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  /// The numbered tables in their order.
  package var tables: [ReportTable] {
    body.compactMap { if case .table(let table) = $0, table.number != nil { table } else { nil } }
  }
}
