package import Bibliography
package import Experiment
package import OffprintCore

/// A notebook without errors: every default filled in, every reference resolved, the runs it asks for planned.
/// This is what a report is made from.
package struct CheckedNotebook: Sendable {
  package var document: NotebookDocument
  package var frontMatter: FrontMatter
  /// In the order of the file; `document.cells` with the same indices.
  package var cells: [CheckedCell]
  package var plan: Plan
  /// The profile that the seeds were taken by; nil where all of them are in the plan.
  package var profile: ProfileInUse?
  /// What the report must answer, in the order of the file.
  package var claims: [NotebookClaim]
  /// What each result reference of the prose and the captions means, by the text between its braces.
  package var results: [String: ResultReference]
  /// The works that are cited, by their keys.
  package var works: [String: Reference]
  /// The files beside the notebook that the report is made from, by the paths in it, each once and sorted: .bib files, images,
  /// tables of claimed numbers.
  package var files: [NotebookFile]

  package init(
    document: NotebookDocument, frontMatter: FrontMatter, cells: [CheckedCell], plan: Plan,
    claims: [NotebookClaim] = [], results: [String: ResultReference], works: [String: Reference] = [:],
    files: [NotebookFile] = [], profile: ProfileInUse? = nil
  ) {
    self.profile = profile
    self.works = works
    self.files = files
    self.document = document
    self.frontMatter = frontMatter
    self.cells = cells
    self.plan = plan
    self.claims = claims
    self.results = results
  }

  /// The cell of that name, if there is one.
  package func cell(named name: String) -> CheckedCell? {
    cells.first { $0.name == name }
  }
}

/// A profile, with what it leaves out.
package struct ProfileInUse: Hashable, Sendable {
  package var profile: FrontMatter.Profile
  /// The most seeds that a cell has in the whole notebook.
  package var fullSeeds: Int
  /// The runs of the whole notebook; one that two cells share counts twice, here and in the plan.
  package var fullRuns: Int

  package init(profile: FrontMatter.Profile, fullSeeds: Int, fullRuns: Int) {
    self.profile = profile
    self.fullSeeds = fullSeeds
    self.fullRuns = fullRuns
  }
}

/// A file that a notebook names.
package struct NotebookFile: Hashable, Sendable {
  /// As the notebook has it.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// The front matter, validated.
package struct FrontMatter: Hashable, Sendable {
  package struct Author: Hashable, Sendable {
    package var name: String
    package var affiliation: String?
    package var email: String?

    package init(name: String, affiliation: String? = nil, email: String? = nil) {
      self.name = name
      self.affiliation = affiliation
      self.email = email
    }
  }

  /// A shorter way to run the notebook.
  package struct Profile: Hashable, Sendable {
    package var name: String
    /// Each cell uses the first of its own seeds, at most so many.
    package var seeds: Int
    /// What the report says of it.
    package var note: String?

    package init(name: String, seeds: Int, note: String? = nil) {
      self.name = name
      self.seeds = seeds
      self.note = note
    }
  }

  package enum Format: String, Hashable, Sendable, CaseIterable {
    case html
    case pdf
  }

  /// A file of each figure in the report's folder.
  package enum FigureFile: String, Hashable, Sendable, CaseIterable {
    case svg, pdf, png, json, csv
  }

  package var title: String
  package var subtitle: String?
  package var authors: [Author]
  /// As the author typed it.
  package var date: String?
  /// Paragraphs; empty where there is no abstract.
  package var abstract: [[Inline]]
  /// Data sets in order of preference, normalised: `{name: strokes, …}`. Never empty.
  package var data: [Setting]
  /// Never empty, no two the same.
  package var seeds: [Int]
  /// Never empty, no two the same.
  package var formats: [Format]
  /// In the order of their declaration; never empty.
  package var figureFiles: [FigureFile]
  /// The template of the report, a name or a folder relative to the notebook, as the author typed it; nil for the default.
  package var template: String?
  /// By their names, sorted.
  package var profiles: [Profile]
  /// Paths of .bib files, relative to the notebook's folder.
  package var bibliography: [String]
  package var citationStyle: CitationStyle
  /// `a4` or `letter`; nil for the template's.
  package var paper: String?
  /// What may not get worse; nil where the notebook does not say.
  package var gates: [Gate]?

  package init(
    title: String, subtitle: String?, authors: [Author], date: String?, abstract: [[Inline]], data: [Setting],
    seeds: [Int], formats: [Format], figureFiles: [FigureFile] = FigureFile.allCases, template: String? = nil,
    bibliography: [String] = [],
    citationStyle: CitationStyle = .numeric, paper: String? = nil, gates: [Gate]? = nil,
    profiles: [Profile] = []
  ) {
    self.gates = gates
    self.profiles = profiles
    self.bibliography = bibliography
    self.citationStyle = citationStyle
    self.title = title
    self.subtitle = subtitle
    self.authors = authors
    self.date = date
    self.abstract = abstract
    self.data = data
    self.seeds = seeds
    self.formats = formats
    self.figureFiles = figureFiles
    self.template = template
    self.paper = paper
  }
}

/// A cell, validated.
package struct CheckedCell: Sendable {
  package var kind: CellKind
  package var name: String
  /// What a reader calls it: its `label:`, else its name.
  package var label: String
  /// The normalised keys, every default filled in and `base` merged in:
  /// - `model`: `{layers: [{name: conv, …}, …]}`
  /// - `train`: `{model: cnn4, loss: {name: …}, optimizer: {name: …}, epochs, batch, …, seeds: […]}`
  /// - `sweep`: `{base, over: {path: [values]}, seeds: […]}`
  /// - `figure`: `{plot: {name: embedding-sphere, runs: […], …}, …}`, the plot's own keys inside `plot`
  /// - `table`: `{runs: […], columns: […], grouped, claims}`
  /// - `claim`: its keys
  package var setting: Setting
  /// Of figures and tables; empty for other cells.
  package var caption: [Inline]
  /// Of a figure, for readers who cannot see it; nil where the author gave none.
  package var alternativeText: String?

  package init(
    kind: CellKind, name: String, label: String, setting: Setting, caption: [Inline] = [],
    alternativeText: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.label = label
    self.setting = setting
    self.caption = caption
    self.alternativeText = alternativeText
  }
}
