package import OffprintCore

extension LearningRateSchedule {
  /// What an optimizer's `schedule` may name.
  package static let declarations: [ComponentDeclaration] = [
    ComponentDeclaration("constant", "The same rate throughout."),
    ComponentDeclaration(
      "step", "The rate times a factor after each so many epochs.",
      keys: [
        KeyDeclaration("every", .integer(1...1_000_000), .required, "epochs between two drops", example: "10"),
        KeyDeclaration(
          "factor", .number(NumberRange(0...1, excludesLower: true)), .defaulted(0.1), "what each drop multiplies by",
          example: "0.1"),
      ], primaryKey: "every"),
    ComponentDeclaration(
      "cosine", "Down half a cosine over the whole training.", source: "Loshchilov and Hutter 2017, SGDR, eq. 5",
      keys: [
        KeyDeclaration(
          "floor", .number(NumberRange(0...100)), .defaulted(0), "learning rate at the end", example: "1e-5"),
        KeyDeclaration(
          "warmup", .number(NumberRange(0...0.9)), .defaulted(0),
          "the part of the steps over which the rate first rises from 0 in a line, as a fraction", example: "0.05"),
      ], primaryKey: "floor"),
    ComponentDeclaration(
      "one-cycle", "Up to the rate and down again in half cosines, the momentum (β₁) the other way.",
      source: "Smith and Topin 2018, as PyTorch's OneCycleLR",
      keys: [
        KeyDeclaration(
          "rise", .number(NumberRange(0...1)), .defaulted(0.3), "the part of the steps on the way up, as a fraction",
          example: "0.3"),
        KeyDeclaration(
          "start-divisor", .number(NumberRange(1...1e9)), .defaulted(25), "the rate over the first step's rate",
          example: "25"),
        KeyDeclaration(
          "end-divisor", .number(NumberRange(1...1e12)), .defaulted(10_000),
          "the first step's rate over the last step's", example: "10000"),
        KeyDeclaration(
          "cycle-momentum", .boolean, .defaulted(true),
          "whether momentum, or Adam's β₁, goes from 0.95 to 0.85 and back instead of staying as set", example: "true"),
      ], primaryKey: "rise"),
  ]

  /// From the normalised setting of a `schedule` key; `rate` is the optimizer's.
  package init(_ setting: Setting, rate: Double) throws(SettingError) {
    let name = try setting.componentName("schedule")
    switch name {
    case "constant": self = .constant
    case "step":
      let every = try setting.integer("every")
      guard every > 0 else { throw SettingError(path: "schedule.every", expected: "at least one epoch") }
      self = .step(every: every, factor: try setting.number("factor"))
    case "cosine":
      let floor = try setting.number("floor")
      guard floor <= rate else {
        throw SettingError(path: "schedule.floor", expected: "at most the optimizer's rate, which is \(rate)")
      }
      self = .cosine(floor: floor, warmup: try setting.number("warmup"))
    case "one-cycle":
      self = .oneCycle(
        OneCycle(
          rise: try setting.number("rise"), startDivisor: try setting.number("start-divisor"),
          endDivisor: try setting.number("end-divisor"), cyclesMomentum: try setting.boolean("cycle-momentum")))
    default:
      throw SettingError(path: "schedule", expected: "constant, step, cosine or one-cycle, not ‘\(name)’")
    }
  }
}
