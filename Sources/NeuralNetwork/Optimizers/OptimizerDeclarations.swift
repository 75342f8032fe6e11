package import OffprintCore

extension NetworkVocabulary {
  /// What `optimizer:` may name.
  package static let optimizers: [ComponentDeclaration] = [
    ComponentDeclaration(
      "sgd", "Stochastic gradient descent with momentum.",
      source: "Sutskever, Martens, Dahl and Hinton 2013, as PyTorch's SGD without dampening",
      keys: [
        rate(default: 0.1),
        KeyDeclaration(
          "momentum", .number(NumberRange(0...1, excludesUpper: true)), .defaulted(0.9),
          "the part of the last velocity that is kept", example: "0.9"),
        KeyDeclaration(
          "nesterov", .boolean, .defaulted(false), "whether the gradient is taken a step ahead", example: "true"),
        weightDecay(default: 0, "added to the gradient, times the parameter"), schedule,
      ]),
    ComponentDeclaration(
      "adam", "Adam, with weight decay added to the gradient.", source: "Kingma and Ba 2015, algorithm 1",
      keys: [rate(default: 0.001)] + moments
        + [weightDecay(default: 0, "added to the gradient, times the parameter"), schedule]),
    ComponentDeclaration(
      "adamw", "Adam with decoupled weight decay.", source: "Loshchilov and Hutter 2019, algorithm 2",
      keys: [rate(default: 0.01)] + moments
        + [weightDecay(default: 0.01, "times the rate, taken off each parameter in proportion"), schedule]),
  ]

  private static func rate(default value: Setting) -> KeyDeclaration {
    KeyDeclaration(
      "rate", .number(NumberRange(0...100, excludesLower: true)), .defaulted(value),
      "learning rate; its greatest value where a schedule moves it", example: "0.01")
  }

  private static func weightDecay(default value: Setting, _ summary: String) -> KeyDeclaration {
    KeyDeclaration("weight-decay", .number(NumberRange(0...1)), .defaulted(value), summary, example: "0.01")
  }

  private static let moments = [
    KeyDeclaration(
      "beta1", .number(NumberRange(0...1, excludesUpper: true)), .defaulted(0.9),
      "decay of the mean of the gradients", example: "0.9"),
    KeyDeclaration(
      "beta2", .number(NumberRange(0...0.999999)), .defaulted(0.999), "decay of the mean of their squares",
      example: "0.999"),
    KeyDeclaration(
      "epsilon", .number(NumberRange(1e-16...1)), .defaulted(1e-8), "added to the divisor", example: "1e-8"),
  ]

  private static let schedule = KeyDeclaration(
    "schedule", .component(LearningRateSchedule.declarations), .defaulted(["name": "constant"]),
    "how the learning rate moves", example: "one-cycle")
}
