/// What a notebook may say, declared once beside the code that acts on it. Validation with its diagnostics,
/// `offprint help cells`, the documentation and the JSON Schema for editors are all read from these values.

/// One key of a cell or a component.
package struct KeyDeclaration: Sendable {
  package enum Presence: Sendable {
    case required
    /// May be left out, and then the key is absent from the normalised setting.
    case optional
    /// May be left out, and then this is what the normalised setting holds.
    case defaulted(Setting)
  }

  package var name: String
  package var kind: ValueKind
  package var presence: Presence
  /// One sentence, with units.
  package var summary: String
  /// A value as one would type it, in YAML.
  package var example: String?

  package init(
    _ name: String, _ kind: ValueKind, _ presence: Presence = .optional, _ summary: String, example: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.presence = presence
    self.summary = summary
    self.example = example
  }
}

/// A range of real numbers, each end closed unless said otherwise.
package struct NumberRange: Hashable, Sendable {
  package var lower: Double
  package var upper: Double
  package var excludesLower: Bool
  package var excludesUpper: Bool

  package init(_ range: ClosedRange<Double>, excludesLower: Bool = false, excludesUpper: Bool = false) {
    lower = range.lowerBound
    upper = range.upperBound
    self.excludesLower = excludesLower
    self.excludesUpper = excludesUpper
  }

  package func contains(_ value: Double) -> Bool {
    (excludesLower ? value > lower : value >= lower) && (excludesUpper ? value < upper : value <= upper)
  }
}

/// The shape a value must have.
package indirect enum ValueKind: Sendable {
  case boolean
  case integer(ClosedRange<Int>)
  case number(NumberRange)
  /// Any text.
  case text
  /// Any value at all: what it may be depends on something else, and whoever asks for it checks it there.
  case anything
  /// One of these words.
  case choice([String])
  /// What runs are measured by or told apart by: one of these words, or the dotted path of a setting of the figure's runs
  /// (`loss.margin`).
  case quantity(words: [String])
  /// The name of a cell of one of these kinds (`model`, `train`, `sweep`, …).
  case reference(kinds: [String])
  case list(of: ValueKind, count: ClosedRange<Int>)
  /// A map with these keys and no others.
  case group([KeyDeclaration])
  /// One of these components, written `{name: arcface, scale: 30}`, or just `arcface` where the defaults will do.
  /// Normalised to `{name: …, key: value, …}`.
  case component([ComponentDeclaration])
  /// One of these components, written as a map of one key: `conv: {channels: 8}`, `embedding: 64` (its primary key) or
  /// `relu`. Normalised to `{name: …, key: value, …}`.
  case element([ComponentDeclaration])
  /// A map from dotted paths of a train cell (`loss.margin`) to values of this kind.
  case paths(to: ValueKind)
  /// A map whose keys the author chooses, to values of this kind; `of` says in the plural what the keys are: "columns".
  case entries(of: String, to: ValueKind)
  /// The first of these that the value fits; the summary says what they are together: "a list, or {from, to, step}".
  case either([ValueKind], summary: String)
}

/// A thing a notebook can name (a layer, a head, an optimiser, a data set, a plot) with its keys.
package struct ComponentDeclaration: Sendable {
  package var name: String
  /// What running text calls it, where that is not its name: `MNIST`.
  package var title: String?
  /// One sentence.
  package var summary: String
  /// Where its formula comes from: "Deng et al. 2019, eq. 3".
  package var source: String?
  package var keys: [KeyDeclaration]
  /// The key that a bare scalar sets: `embedding: 64` is `embedding: {size: 64}`.
  package var primaryKey: String?

  package init(
    _ name: String, _ summary: String, title: String? = nil, source: String? = nil, keys: [KeyDeclaration] = [],
    primaryKey: String? = nil
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.source = source
    self.keys = keys
    self.primaryKey = primaryKey
  }
}

/// Everything the rooms offer to a notebook, gathered by the top floor and handed to the one that reads notebooks,
/// so that a new head or layer is one file in its own room.
package struct Vocabulary: Sendable {
  package var layers: [ComponentDeclaration]
  package var heads: [ComponentDeclaration]
  package var optimizers: [ComponentDeclaration]
  /// The keys of `augmentation:`, all optional.
  package var augmentation: [KeyDeclaration]
  package var dataSets: [ComponentDeclaration]
  package var plots: [ComponentDeclaration]

  package init(
    layers: [ComponentDeclaration], heads: [ComponentDeclaration], optimizers: [ComponentDeclaration],
    augmentation: [KeyDeclaration], dataSets: [ComponentDeclaration], plots: [ComponentDeclaration]
  ) {
    self.layers = layers
    self.heads = heads
    self.optimizers = optimizers
    self.augmentation = augmentation
    self.dataSets = dataSets
    self.plots = plots
  }
}
