/// A metric of one configuration: what each seed gave, and what follows from them. Computed by whoever has the statistics.
package struct Estimate: Hashable, Sendable {
  package struct SeedValue: Hashable, Sendable {
    package var seed: Int
    package var value: Double

    package init(seed: Int, value: Double) {
      self.seed = seed
      self.value = value
    }
  }

  /// What a reader calls the configuration: `ArcFace, margin = 0.4`.
  package var label: String
  /// The same within its group, `margin = 0.4`, where it has one.
  package var shortLabel: String?
  /// Configurations of one sweep share a group: `ArcFace`.
  package var group: String?
  /// Of the seeds that finished, in their order.
  package var values: [SeedValue]
  /// Nil where no seed finished.
  package var mean: Double?
  /// Nil where there are too few seeds for one, or none was asked for.
  package var interval: ClosedRange<Double>?
  /// What somebody else reports for it, such as a paper.
  package var reference: Double?

  package init(
    label: String, shortLabel: String? = nil, group: String? = nil, values: [SeedValue], mean: Double?,
    interval: ClosedRange<Double>? = nil, reference: Double? = nil
  ) {
    self.label = label
    self.shortLabel = shortLabel
    self.group = group
    self.values = values
    self.mean = mean
    self.interval = interval
    self.reference = reference
  }

  /// Without what no axis has a place for, and how many values that are.
  func drawable(_ scale: AxisScale) -> (estimate: Estimate, omitted: Int) {
    var result = self
    result.values = values.filter { scale.place($0.value) != nil }
    var omitted = values.count - result.values.count
    if let mean, scale.place(mean) == nil {
      result.mean = nil
      result.interval = nil
      if values.isEmpty { omitted += 1 }
    }
    if let interval = result.interval,
      scale.place(interval.lowerBound) == nil || scale.place(interval.upperBound) == nil
    {
      result.interval = nil
    }
    if let reference, scale.place(reference) == nil { result.reference = nil }
    return (result, omitted)
  }
}

/// What a bar around a mean stands for.
package enum Spread: String, Hashable, Sendable, CaseIterable {
  /// The 95 % t interval of the mean.
  case t
  /// One standard deviation to either side.
  case sd
  /// From the lowest to the highest seed.
  case range
  case none

  /// For captions: "Error bars are …".
  var sentence: String? {
    switch self {
    case .t: "Error bars are 95\u{A0}% t intervals of the mean over seeds."
    case .sd: "Error bars reach one standard deviation over seeds to either side of the mean."
    case .range: "Error bars reach from the lowest to the highest seed."
    case .none: nil
    }
  }
}

/// A metric or a setting as an axis shows it.
package struct Quantity: Hashable, Sendable {
  /// What notebooks measure finished runs by.
  package static let metrics = [
    "accuracy", "error", "train-accuracy", "train-loss", "w-ec", "w-inter", "intra", "inter", "target-angle",
    "train-w-ec",
    "train-intra", "train-inter", "train-target-angle",
  ]
  /// What else they may put on an axis, beside the settings of runs.
  package static let derived = ["embedding-size"]

  /// As the notebook names it: `accuracy`, `loss.margin`.
  package var name: String
  /// With the unit, as an axis is titled: `Test accuracy (%)`.
  package var title: String
  /// In sentences: `test accuracy`.
  package var phrase: String
  /// After a number: `\u{A0}%` or empty.
  package var unit: String
  /// What it can be; nil for any number.
  package var limits: ClosedRange<Double>?
  /// The digits after the point that its values deserve; nil for three significant ones.
  package var decimals: Int?
  package var isWhole: Bool

  package init(
    name: String, title: String, phrase: String, unit: String = "", limits: ClosedRange<Double>? = nil,
    decimals: Int? = nil, isWhole: Bool = false
  ) {
    self.name = name
    self.title = title
    self.phrase = phrase
    self.unit = unit
    self.limits = limits
    self.decimals = decimals
    self.isWhole = isWhole
  }

  /// `98.97 %`.
  func text(_ value: Double) -> String { number(value) + unit }

  /// `98.97`.
  func number(_ value: Double) -> String {
    if let decimals, value.magnitude < 1e6 { return NumberText.fixed(value, decimals: decimals) }
    return isWhole && value == value.rounded() ? NumberText.shortest(value) : NumberText.significant(value, digits: 4)
  }
}
