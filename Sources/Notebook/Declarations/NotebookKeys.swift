package import OffprintCore

/// The keys of the front matter and of the six cells, declared once: validation, `offprint help cells`, the documentation
/// and the JSON Schema are all read from here. Components come from the vocabulary that the top floor gathers.
package struct NotebookKeys: Sendable {
  /// The most runs one sweep, and seeds one cell, may ask for; and a whole notebook.
  package static let maximumRunsOfSweep = 10_000
  package static let maximumRunsOfNotebook = 20_000
  static let maximumSeeds = 1000

  package let vocabulary: Vocabulary

  package init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// What a cell of this kind may say. A figure's also takes the keys of its plot.
  package func keys(of kind: CellKind) -> [KeyDeclaration] {
    switch kind {
    case .model: model
    case .train: train
    case .sweep: sweep
    case .figure: figure
    case .table: table
    case .claim: ClaimKeys.all
    }
  }

  private static let seedsKind = ValueKind.either(
    [
      .integer(1...maximumSeeds), .list(of: .integer(0...Int(Int32.max)), count: 1...maximumSeeds),
    ], summary: "a number of seeds from 1 to \(maximumSeeds), or a list of seeds")

  private static let labelKey = KeyDeclaration(
    "label", .text, .optional, "What readers call it in tables, legends and captions; the cell's name if left out.",
    example: "ArcFace")

  // MARK: - Front matter

  /// The keys between the two `---` at the start of a notebook.
  package var frontMatter: [KeyDeclaration] {
    [
      KeyDeclaration("title", .text, .required, "The title of the report.", example: "Cosine losses on MNIST"),
      KeyDeclaration("subtitle", .text, .optional, "A line under the title.", example: "Three seeds each"),
      KeyDeclaration(
        "authors",
        .list(
          of: .either(
            [.text, .group(NotebookKeys.author)], summary: "a name, or {name: …, affiliation: …, email: …}"),
          count: 1...100),
        .optional, "The authors, in order.", example: "[Ada Lovelace, {name: Emmy Noether, affiliation: Göttingen}]"),
      KeyDeclaration("date", .text, .optional, "The date of the report, printed as given.", example: "May 2026"),
      KeyDeclaration(
        "abstract", .text, .optional,
        "A summary in Markdown: paragraphs of running text, results and cross-references included.",
        example: "We train five losses and report every seed."),
      KeyDeclaration(
        "data", .list(of: .component(vocabulary.dataSets), count: 1...20), defaultData,
        "Data sets in order of preference: the first that can be had is used, and the report says which.",
        example: "[mnist, strokes]"),
      KeyDeclaration(
        "seeds", NotebookKeys.seedsKind, .defaulted(3),
        "The seeds of every configuration: a number N for the seeds 1 to N, or a list.", example: "3"),
      KeyDeclaration(
        "profiles", .entries(of: "names", to: .group(NotebookKeys.profile)), .optional,
        "Shorter ways to run the notebook, for `--profile`: each cell takes the first of its own seeds, and the report says so.",
        example: "{quick: {seeds: 1}}"),
      KeyDeclaration(
        "bibliography",
        .either([.text, .list(of: .text, count: 1...20)], summary: "the path of a .bib file, or a list of paths"),
        .optional,
        "BibTeX files with the works that @key cites, relative to the notebook.", example: "references.bib"),
      KeyDeclaration(
        "citation-style", .choice(["numeric", "author-year"]), .defaulted("numeric"),
        "How works are cited: `[3]`, in the order of their first citations, or `(Deng et al., 2019)`.",
        example: "author-year"),
      KeyDeclaration(
        "formats", .list(of: .choice(FrontMatter.Format.allCases.map(\.rawValue)), count: 1...2),
        .defaulted(["html", "pdf"]), "The forms in which the report is written.", example: "[html, pdf]"),
      KeyDeclaration(
        "figure-files",
        .list(
          of: .choice(FrontMatter.FigureFile.allCases.map(\.rawValue)), count: 1...FrontMatter.FigureFile.allCases.count
        ),
        .defaulted(.list(FrontMatter.FigureFile.allCases.map { .string($0.rawValue) })),
        "What the report’s folder has of each figure: pictures, and what it draws as data (json, csv).",
        example: "[svg, json]"),
      KeyDeclaration(
        "template", .text, .optional,
        "How the report looks: article, two-column, brief, or a folder of your own; the article if left out.",
        example: "two-column"),
      KeyDeclaration(
        "paper", .choice(["a4", "letter"]), .optional, "The paper of the PDF; the template’s if left out.",
        example: "letter"),
      GateKeys.gate,
    ]
  }

  private static let author: [KeyDeclaration] = [
    KeyDeclaration("name", .text, .required, "The author's name.", example: "Emmy Noether"),
    KeyDeclaration("affiliation", .text, .optional, "Where the author works.", example: "Göttingen"),
    KeyDeclaration("email", .text, .optional, "Where the author can be reached.", example: "noether@example.org"),
  ]

  private static let profile: [KeyDeclaration] = [
    KeyDeclaration(
      "seeds", .integer(1...maximumSeeds), .required, "At most so many of each cell's seeds are used.", example: "1"),
    KeyDeclaration(
      "note", .text, .optional, "What the report says of it at its top, in a sentence.",
      example: "One seed shows the figures, and decides no claim."),
  ]

  private var defaultData: KeyDeclaration.Presence {
    vocabulary.dataSets.contains { $0.name == "strokes" } ? .defaulted(["strokes"]) : .required
  }

  // MARK: - Models and runs

  private var model: [KeyDeclaration] {
    [
      KeyDeclaration(
        "layers", .list(of: .element(vocabulary.layers), count: 1...200), .required,
        "The layers from the image to the embedding, in order.", example: "[{conv: {channels: 8}}, {embedding: 64}]")
    ]
  }

  private var train: [KeyDeclaration] {
    [
      KeyDeclaration(
        "base", .reference(kinds: ["train"]), .optional,
        "A cell to inherit from: every key but `label` that is not given here is taken from there.",
        example: "softmax"),
      NotebookKeys.labelKey,
      KeyDeclaration("model", .reference(kinds: ["model"]), .required, "The network.", example: "cnn4"),
      KeyDeclaration(
        "loss", .component(vocabulary.heads), .required, "The loss, with the head that computes it.",
        example: "{name: arcface, scale: 30, margin: 0.5}"),
      KeyDeclaration(
        "optimizer", .component(vocabulary.optimizers), defaultOptimizer,
        "How the weights follow the gradient, with the schedule of its rate.", example: "{name: adamw, rate: 0.01}"),
      KeyDeclaration(
        "epochs", .integer(1...100_000), .required, "How often the training set is gone through.", example: "20"),
      KeyDeclaration("batch", .integer(1...65_536), .defaulted(64), "Images per training step.", example: "64"),
      KeyDeclaration(
        "evaluation-batch", .integer(1...65_536), .defaulted(512),
        "Images per evaluation step; part of a run's identity, since it is part of the arithmetic.", example: "512"),
      KeyDeclaration(
        "label-smoothing", .number(NumberRange(0...1, excludesUpper: true)), .defaulted(0),
        "The probability that is spread evenly over all classes in the target.", example: "0.1"),
      KeyDeclaration(
        "gradient-clip", .number(NumberRange(0...1e9, excludesLower: true)), .optional,
        "The largest norm of the whole gradient; a longer one is scaled down to it.", example: "5"),
      KeyDeclaration(
        "augmentation", .group(vocabulary.augmentation), .optional, "Random changes to the training images.",
        example: nil),
      KeyDeclaration(
        "seeds", NotebookKeys.seedsKind, .optional, "The seeds of this cell; those of the front matter if left out.",
        example: "[1, 2, 3]"),
    ]
  }

  private var defaultOptimizer: KeyDeclaration.Presence {
    vocabulary.optimizers.contains { $0.name == "adamw" } ? .defaulted("adamw") : .required
  }

  private var sweep: [KeyDeclaration] {
    [
      KeyDeclaration(
        "base", .reference(kinds: ["train"]), .required, "The cell whose keys are varied.", example: "arcface"),
      NotebookKeys.labelKey,
      KeyDeclaration(
        "over", .paths(to: NotebookKeys.sweepValues), .required,
        "The keys that vary, by their paths, with their values; several make a grid, the last varying fastest.",
        example: "{loss.margin: {from: 0.40, to: 0.59, step: 0.01}}"),
      KeyDeclaration(
        "seeds", NotebookKeys.seedsKind, .optional, "The seeds of this sweep; those of its base if left out.",
        example: "1"),
      ClaimKeys.claims,
    ]
  }

  /// The values of one path of a sweep.
  static let sweepValues = ValueKind.either(
    [.list(of: .anything, count: 1...maximumRunsOfSweep), .group(steps)],
    summary: "a list of values, or {from: …, to: …, step: …}")

  static let steps: [KeyDeclaration] = [
    KeyDeclaration("from", .number(anyNumber), .required, "The first value.", example: "0.40"),
    KeyDeclaration("to", .number(anyNumber), .required, "The last value.", example: "0.59"),
    KeyDeclaration(
      "step", .number(NumberRange(0...Double.greatestFiniteMagnitude, excludesLower: true)), .required,
      "From one value to the next, in exact decimals.", example: "0.01"),
  ]

  private static let anyNumber = NumberRange(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)

  // MARK: - Figures and tables

  private static let captionKey = KeyDeclaration(
    "caption", .text, .required, "What is to be seen, in Markdown; results and cross-references included.",
    example: "Test features on the unit sphere.")

  private var figure: [KeyDeclaration] {
    [
      KeyDeclaration(
        "plot", .choice(vocabulary.plots.map(\.name)), .required,
        "What is drawn; the plot's own keys stand beside this one.", example: vocabulary.plots.first?.name),
      NotebookKeys.captionKey,
      KeyDeclaration(
        "alt", .text, .optional, "What there is to see, for readers who cannot; a warning without it.",
        example: "Ten patches of points on two spheres."),
      KeyDeclaration(
        "width", .number(NumberRange(0.2...1)), .defaulted(1), "The width, as a part of the text's.", example: "0.6"),
      KeyDeclaration(
        "letters", .choice(["text", "outlines"]), .defaulted("text"),
        "What letters are in the figure's SVG file: text, or outlines that look alike where the font is missing."),
    ]
  }

  private var table: [KeyDeclaration] {
    [
      KeyDeclaration(
        "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...1000), .required,
        "The cells whose configurations are the rows, in order.", example: "[softmax, arcface]"),
      KeyDeclaration(
        "columns", .list(of: .choice(TableColumn.allCases.map(\.rawValue)), count: 1...TableColumn.allCases.count),
        .defaulted(["accuracy", "seeds"]),
        "The columns after the row's label, in order. `sd`, `interval`, `claimed`, `difference` and `verdict` are of the metric before them, of accuracy if there is none.",
        example: "[accuracy, seeds, range]"),
      KeyDeclaration(
        "grouped", .boolean, .defaulted(false), "Whether the rows of each cell stand under a heading of their own.",
        example: "true"),
      ClaimKeys.claims,
      NotebookKeys.captionKey,
    ]
  }
}

/// A column of a table of runs. All are of the last epoch: none is chosen by looking at the test set.
package enum TableColumn: String, Hashable, Sendable, CaseIterable {
  /// Test accuracy in percent, mean ± standard deviation over the seeds.
  case accuracy
  /// 100 − accuracy, in percent, mean ± standard deviation over the seeds.
  case error
  /// How many seeds finished, of how many.
  case seeds
  /// The lowest and the highest test accuracy of any seed.
  case range
  /// Accuracy on the training set while training, in percent, mean over the seeds.
  case trainAccuracy = "train-accuracy"
  /// Mean training loss of the last epoch, mean over the seeds; not comparable between losses.
  case trainLoss = "train-loss"
  /// Angles between features, class weights and class centres, in degrees, mean over the seeds: Table 3 of Deng et al. 2019.
  case weightCenterAngle = "w-ec"
  case weightAngle = "w-inter"
  case intraAngle = "intra"
  case interAngle = "inter"
  case targetAngle = "target-angle"
  case trainWeightCenterAngle = "train-w-ec"
  case trainIntraAngle = "train-intra"
  case trainInterAngle = "train-inter"
  case trainTargetAngle = "train-target-angle"
  case epochs
  /// Standard deviation over the seeds of the metric before it, instead of the one that comes with accuracy by itself.
  case deviation = "sd"
  /// 95 % t interval of the mean of the metric before it.
  case interval
  /// What a claim says that the metric before it is, as printed.
  case claimed
  /// The mean less the claimed number, with the interval of the claim's own test.
  case difference
  /// Of that claim.
  case verdict

  /// Those that are about the metric before them, so that several metrics may be followed by the same.
  package static let aboutMetric: [TableColumn] = [.deviation, .interval, .claimed, .difference, .verdict]
}
