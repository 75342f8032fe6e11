package import Experiment
package import OffprintCore

/// One side of a comparison: what a report, its results or a single run says, however it was read.
package struct ReportSnapshot: Hashable, Sendable {
  /// Where it comes from; says what it can know.
  package enum Origin: String, Hashable, Sendable {
    /// A folder on the disk or in a git revision.
    case folder
    /// An `index.html` by itself: values as printed, no pictures.
    case page
    /// A `results.json` by itself: neither figures' data nor text.
    case results
    /// A run of a store.
    case run
  }

  /// As the user named it.
  package var name: String
  package var origin: Origin
  package var title: String
  /// Facts of the whole report by key: `notebook`, `data`, `engine`, ….
  package var facts: [String: String] = [:]
  package var data: Data?
  /// In the notebook's order.
  package var configurations: [Configuration] = []
  package var runs: [Run] = []
  package var claims: [Claim] = []
  /// Nil where the notebook declares none.
  package var gates: [Gate]?
  package var tables: [Table] = []
  package var figures: [Figure] = []
  /// Blocks of running text; nil where this side has none.
  package var prose: [ProseBlock]?

  package init(name: String, origin: Origin, title: String) {
    self.name = name
    self.origin = origin
    self.title = title
  }

  package struct Data: Hashable, Sendable {
    package var name: String
    /// Nil where the side does not say.
    package var digest: String?
    package var testCount: Int?

    package init(name: String, digest: String?, testCount: Int?) {
      self.name = name
      self.digest = digest
      self.testCount = testCount
    }
  }

  /// Runs but for their seeds.
  package struct Configuration: Hashable, Sendable {
    package var name: String
    package var cell: String
    package var label: String
    /// All but the seed, as JSON; nil where only their text is known.
    package var settings: Setting?
    /// Each first key with its value in words; of a page.
    package var settingsText: [String: String]?

    package init(name: String, cell: String, label: String, settings: Setting?, settingsText: [String: String]? = nil) {
      self.name = name
      self.cell = cell
      self.label = label
      self.settings = settings
      self.settingsText = settingsText
    }

    /// Whether it is one of several of a sweep.
    package var isSwept: Bool { name != cell }
  }

  package struct Run: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable {
      case finished, failed, missing
    }

    /// The configuration's name.
    package var configuration: String
    package var seed: Int
    package var status: Status
    /// Or its first digits.
    package var id: String?
    /// Or its first digits.
    package var weights: String?
    package var metrics: [Metric: Double]
    /// Why it failed.
    package var failure: String?

    package init(
      configuration: String, seed: Int, status: Status, id: String?, weights: String?, metrics: [Metric: Double],
      failure: String? = nil
    ) {
      self.configuration = configuration
      self.seed = seed
      self.status = status
      self.id = id
      self.weights = weights
      self.metrics = metrics
      self.failure = failure
    }
  }

  package struct Claim: Hashable, Sendable {
    package var name: String
    package var words: String
    /// `reproduced`, `not-reproduced`, `underpowered`, `not-comparable`.
    package var verdict: String
    package var effect: Double?
    package var seeds: Int?

    package init(name: String, words: String, verdict: String, effect: Double?, seeds: Int?) {
      self.name = name
      self.words = words
      self.verdict = verdict
      self.effect = effect
      self.seeds = seeds
    }
  }

  /// A numbered table, as printed.
  package struct Table: Hashable, Sendable {
    package var anchor: String
    package var label: String
    package var caption: String
    package var columns: [String]
    package var rows: [[String]]

    package init(anchor: String, label: String, caption: String, columns: [String], rows: [[String]]) {
      self.anchor = anchor
      self.label = label
      self.caption = caption
      self.columns = columns
      self.rows = rows
    }
  }

  package struct Figure: Hashable, Sendable {
    package var anchor: String
    package var number: Int?
    package var caption: String
    /// What it draws, as its JSON file has it; nil where this side does not have it.
    package var data: FigureBytes?
    /// A table of marks that its JSON file refers to, decompressed by who asks.
    package var marks: FigureBytes?
    /// Pictures by their form: `svg`, `png`.
    package var pictures: [String: FigureBytes] = [:]

    package init(anchor: String, number: Int?, caption: String) {
      self.anchor = anchor
      self.number = number
      self.caption = caption
    }

    package var label: String { number.map { "Figure \($0)" } ?? anchor }
  }

  /// A paragraph, a heading, an item of a list.
  package struct ProseBlock: Hashable, Sendable {
    /// A computed number in it.
    package struct Value: Hashable, Sendable {
      package var path: String
      package var text: String

      package init(path: String, text: String) {
        self.path = path
        self.text = text
      }
    }

    /// With `{path}` in place of computed numbers.
    package var text: String
    package var values: [Value]

    package init(text: String, values: [Value]) {
      self.text = text
      self.values = values
    }
  }
}

/// The bytes of a figure's file, compared without being read twice.
package struct FigureBytes: Hashable, Sendable {
  package var bytes: [UInt8]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// Why something is no side of a comparison: a clause without a final stop.
package struct SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
