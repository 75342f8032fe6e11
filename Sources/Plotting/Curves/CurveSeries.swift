/// One line of `learning-curves`: a train cell, or a member of a sweep, with its seeds.
package struct CurveSeries: Hashable, Sendable {
  package var name: String
  /// For each seed, the metric after epochs 1, 2, …; as records have it, so accuracies as fractions. A run that ended
  /// early has fewer values; a value that is not finite leaves a gap.
  package var seeds: [[Double]]

  package init(name: String, seeds: [[Double]]) {
    self.name = name
    self.seeds = seeds
  }

  /// Over the seeds that have a finite value, for each epoch; nil where none has.
  static func mean(_ seeds: [[Double?]]) -> [Double?] {
    let count = seeds.map(\.count).max() ?? 0
    return (0..<count).map { epoch in
      let values = seeds.compactMap { epoch < $0.count ? $0[epoch] : nil }
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
  }
}

/// What `learning-curves` can show.
package enum CurveMetric: String, Hashable, Sendable, CaseIterable {
  case testAccuracy = "test-accuracy"
  case trainAccuracy = "train-accuracy"
  case loss
  case gradientNorm = "gradient-norm"
  case learningRate = "learning-rate"

  package var isAccuracy: Bool { self == .testAccuracy || self == .trainAccuracy }

  /// With the unit, as the axis is titled; on a logarithmic axis accuracies are shown as error.
  func title(_ scale: LearningCurves.Scale) -> String {
    switch self {
    case .testAccuracy: scale == .log ? "Test error (%)" : "Test accuracy (%)"
    case .trainAccuracy: scale == .log ? "Training error (%)" : "Training accuracy (%)"
    case .loss: "Training loss"
    case .gradientNorm: "Gradient norm"
    case .learningRate: "Learning rate"
    }
  }

  /// A recorded value as it is drawn; nil where the axis has no place for it.
  func drawn(_ value: Double, _ scale: LearningCurves.Scale) -> Double? {
    guard value.isFinite, value.magnitude < 1e12 else { return nil }
    let shown = isAccuracy ? (scale == .log ? (1 - value) * 100 : value * 100) : value
    return scale == .log && shown < 1e-9 ? nil : shown
  }
}
