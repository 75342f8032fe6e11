import OffprintCore

/// A vocabulary of the tests' own, so that they do not change with the rooms that offer the real one.
enum TestVocabulary {
  static let vocabulary = Vocabulary(
    layers: layers, heads: heads, optimizers: optimizers, augmentation: augmentation, dataSets: dataSets, plots: plots)

  private static let positive = NumberRange(0...1e6, excludesLower: true)

  private static let layers = [
    ComponentDeclaration(
      "conv", "A convolution.",
      keys: [
        KeyDeclaration("channels", .integer(1...4096), .required, "Feature maps it makes.", example: "8"),
        KeyDeclaration("kernel", .integer(1...28), .defaulted(3), "Side of the kernel, in pixels."),
        KeyDeclaration("stride", .integer(1...8), .defaulted(1), "Pixels from one position to the next."),
        KeyDeclaration("batch-norm", .boolean, .defaulted(true), "Whether batch normalisation follows."),
      ], primaryKey: "channels"),
    ComponentDeclaration("relu", "max(0, x)."),
    ComponentDeclaration(
      "embedding", "A linear layer to the embedding.",
      keys: [KeyDeclaration("size", .integer(1...4096), .required, "Its dimensions.", example: "64")],
      primaryKey: "size"),
  ]

  private static let heads = [
    ComponentDeclaration("softmax", "Softmax over inner products.", source: "Bridle 1990"),
    ComponentDeclaration(
      "arcface", "Adds an angle to the target.", source: "Deng et al. 2019, eq. 3",
      keys: [
        KeyDeclaration("scale", .number(positive), .defaulted(30), "What cosines are multiplied by.", example: "30"),
        KeyDeclaration("margin", .number(NumberRange(0...3.15)), .defaulted(0.5), "In radians.", example: "0.5"),
        KeyDeclaration(
          "past-pi", .choice(["linear", "clamp"]), .defaulted("linear"), "What happens when the angle passes π."),
      ]),
  ]

  private static let optimizers = [
    ComponentDeclaration(
      "adamw", "Adam with decoupled weight decay.",
      keys: [
        KeyDeclaration("rate", .number(positive), .defaulted(0.001), "The learning rate.", example: "0.01"),
        KeyDeclaration("weight-decay", .number(NumberRange(0...1)), .defaulted(0.01), "Per step, times the rate."),
        KeyDeclaration("schedule", .component(schedules), .defaulted("constant"), "How the rate changes."),
      ])
  ]

  private static let schedules = [
    ComponentDeclaration("constant", "Always the same."),
    ComponentDeclaration(
      "one-cycle", "Up and down once.",
      keys: [KeyDeclaration("warmup", .number(NumberRange(0...1)), .defaulted(0.3), "The part that goes up.")]),
  ]

  private static let augmentation = [
    KeyDeclaration("shift", .number(NumberRange(0...8)), .optional, "Pixels, at most.", example: "2")
  ]

  private static let dataSets = [
    ComponentDeclaration("mnist", "Handwritten digits."),
    ComponentDeclaration(
      "strokes", "Drawn digits.", keys: [KeyDeclaration("seed", .integer(0...1000), .defaulted(1), "Of the hands.")]),
  ]

  private static let plots = [
    ComponentDeclaration(
      "embedding-sphere", "Features on the sphere.",
      keys: [
        KeyDeclaration(
          "runs", .list(of: .reference(kinds: ["train"]), count: 1...4), .required, "One panel for each.",
          example: "[softmax, arcface]")
      ]),
    ComponentDeclaration(
      "learning-curves", "A metric by epoch.",
      keys: [
        KeyDeclaration(
          "runs", .list(of: .reference(kinds: ["train", "sweep"]), count: 1...20), .required, "One curve for each.",
          example: "[softmax]"),
        KeyDeclaration("metric", .choice(["test-accuracy", "loss"]), .defaulted("test-accuracy"), "What is drawn."),
      ]),
  ]
}
