package import OffprintCore

/// An optimizer, its schedule and its learning rate: all that an `optimizer:` key says.
package struct OptimizerPlan: Sendable {
  package var optimizer: any Optimizer
  package var schedule: LearningRateSchedule
  /// `rate` in the notebook.
  package var baseRate: Double

  package init(optimizer: any Optimizer, schedule: LearningRateSchedule, baseRate: Double) {
    self.optimizer = optimizer
    self.schedule = schedule
    self.baseRate = baseRate
  }

  /// What the optimizer is asked at `position`, with gradients that were clipped by `gradientScale`.
  package func step(at position: LearningRateSchedule.Position, gradientScale: Float = 1) -> OptimizerStep {
    OptimizerStep(
      step: position.step, learningRate: schedule.learningRate(base: baseRate, at: position),
      momentum: schedule.momentum(at: position), gradientScale: gradientScale)
  }
}

/// Optimizers from their normalised settings: every key present, every value in its declared range.
package enum OptimizerFactory {
  /// What `setting` names. Throws a `SettingError` for an unknown name, a missing key, or a combination without a meaning.
  package static func make(setting: Setting) throws(SettingError) -> OptimizerPlan {
    let name = try setting.componentName("name")
    let rate = try setting.number("rate")
    let schedule = try LearningRateSchedule(setting["schedule"] ?? .string("constant"), rate: rate)
    return OptimizerPlan(
      optimizer: try optimizer(name, setting, schedule: schedule), schedule: schedule, baseRate: rate)
  }

  private static func optimizer(
    _ name: String, _ setting: Setting, schedule: LearningRateSchedule
  ) throws(SettingError) -> any Optimizer {
    switch name {
    case "sgd":
      let (momentum, isNesterov) = (try setting.number("momentum"), try setting.boolean("nesterov"))
      let start = LearningRateSchedule.Position(step: 0, totalSteps: 1, stepsPerEpoch: 1)
      if isNesterov && momentum == 0 && schedule.momentum(at: start) == nil {
        throw SettingError(path: "nesterov", expected: "false, or used with a momentum above 0")
      }
      return SGD(momentum: momentum, isNesterov: isNesterov, weightDecay: try setting.number("weight-decay"))
    case "adam", "adamw":
      let (beta1, beta2) = (try setting.number("beta1"), try setting.number("beta2"))
      guard beta1 >= 0, beta1 < 1 else { throw SettingError(path: "beta1", expected: "at least 0 and below 1") }
      guard beta2 >= 0, beta2 < 1 else { throw SettingError(path: "beta2", expected: "at least 0 and below 1") }
      let epsilon = try setting.number("epsilon")
      guard epsilon > 0 else { throw SettingError(path: "epsilon", expected: "above 0") }
      return Adam(
        beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: try setting.number("weight-decay"),
        isDecoupled: name == "adamw")
    default:
      let known = NetworkVocabulary.optimizers.map(\.name).joined(separator: ", ")
      throw SettingError(path: "name", expected: "one of \(known), not ‘\(name)’")
    }
  }
}
