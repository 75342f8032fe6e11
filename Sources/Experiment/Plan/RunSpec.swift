package import OffprintCore

/// Everything that decides a run's weights but the data and the engine's numeric version: every default filled in, nothing
/// of names, captions or machines. Two equal specs on the same data are the same run.
package struct RunSpec: Hashable, Sendable {
  /// `{layers: [{name: conv, channels: 8, …}, …]}` in the normalised form of the layers' declarations.
  package var model: Setting
  /// `{name: arcface, scale: 30, …}` in the normalised form of the heads' declarations.
  package var loss: Setting
  /// `{name: adamw, rate: 0.01, schedule: {name: one-cycle, …}, …}`.
  package var optimizer: Setting
  /// At least 1.
  package var epochs: Int
  /// Images per training step.
  package var batchSize: Int
  /// Images per evaluation step; part of the spec so that no sum can depend on anything outside it.
  package var evaluationBatchSize: Int
  /// The probability mass spread evenly over all classes, in [0, 1).
  package var labelSmoothing: Double
  /// The largest global gradient norm, or nil for no clipping.
  package var gradientClip: Double?
  /// The keys of `augmentation:` that are set; empty for none.
  package var augmentation: Setting
  /// From 1 in a notebook's plan: the same seed gives two arms the same initial weights and batch order.
  package var seed: Int

  package init(
    model: Setting, loss: Setting, optimizer: Setting, epochs: Int, batchSize: Int, evaluationBatchSize: Int,
    labelSmoothing: Double, gradientClip: Double?, augmentation: Setting, seed: Int
  ) {
    self.model = model
    self.loss = loss
    self.optimizer = optimizer
    self.epochs = epochs
    self.batchSize = batchSize
    self.evaluationBatchSize = evaluationBatchSize
    self.labelSmoothing = labelSmoothing
    self.gradientClip = gradientClip
    self.augmentation = augmentation
    self.seed = seed
  }
}

extension RunSpec {
  /// What tells nearly all runs of a plan apart: the layers are most of a spec's values, and few plans have more than some.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(seed)
    hasher.combine(epochs)
    hasher.combine(loss)
  }

  /// The spec as the map that a notebook's paths (`loss.margin`) address. Keys that say nothing are left out, so that a key
  /// added in a later version leaves the identity of older runs alone.
  package var setting: Setting {
    var entries: [String: Setting] = [
      "model": model, "loss": loss, "optimizer": optimizer, "epochs": .number(Double(epochs)),
      "batch": .number(Double(batchSize)), "evaluation-batch": .number(Double(evaluationBatchSize)),
      "seed": .number(Double(seed)),
    ]
    if labelSmoothing != 0 { entries["label-smoothing"] = .number(labelSmoothing) }
    if let gradientClip { entries["gradient-clip"] = .number(gradientClip) }
    if augmentation != .map([:]) { entries["augmentation"] = augmentation }
    return .map(entries)
  }

  /// Reads what `setting` writes. Throws `SettingError` for a missing key or one of the wrong shape.
  package init(setting: Setting) throws(SettingError) {
    model = try setting.map("model")
    loss = try setting.map("loss")
    optimizer = try setting.map("optimizer")
    epochs = try setting.integer("epochs")
    batchSize = try setting.integer("batch")
    evaluationBatchSize = try setting.integer("evaluation-batch")
    seed = try setting.integer("seed")
    labelSmoothing = setting["label-smoothing"] == nil ? 0 : try setting.number("label-smoothing")
    gradientClip = setting["gradient-clip"] == nil ? nil : try setting.number("gradient-clip")
    augmentation = setting["augmentation"] == nil ? .map([:]) : try setting.map("augmentation")
  }
}

extension RunSpec: Codable {
  package init(from decoder: any Decoder) throws {
    try self.init(setting: Setting(from: decoder))
  }

  package func encode(to encoder: any Encoder) throws {
    try setting.encode(to: encoder)
  }
}
