/// What runs are measured by after their last epoch, as notebooks name it.
package enum Metric: String, Hashable, Sendable, CaseIterable {
  case accuracy
  case error
  case trainAccuracy = "train-accuracy"
  case trainLoss = "train-loss"
  case weightCenterAngle = "w-ec"
  case weightAngle = "w-inter"
  case intraAngle = "intra"
  case interAngle = "inter"
  case targetAngle = "target-angle"
  case trainWeightCenterAngle = "train-w-ec"
  case trainIntraAngle = "train-intra"
  case trainInterAngle = "train-inter"
  case trainTargetAngle = "train-target-angle"

  /// What is better of it.
  package enum Direction: String, Hashable, Sendable {
    case higher
    case lower
    /// Neither: a gate on it watches for any change.
    case same
  }

  package var direction: Direction {
    switch self {
    case .accuracy, .trainAccuracy: .higher
    case .error, .trainLoss: .lower
    default: .same
    }
  }

  /// In sentences.
  package var phrase: String {
    switch self {
    case .accuracy: "test accuracy"
    case .error: "test error"
    case .trainAccuracy: "training accuracy"
    case .trainLoss: "training loss"
    case .weightCenterAngle: "W-EC"
    case .weightAngle: "W-Inter"
    case .intraAngle: "Intra"
    case .interAngle: "Inter"
    case .targetAngle: "mean θ of the true class"
    case .trainWeightCenterAngle: "W-EC in training"
    case .trainIntraAngle: "Intra in training"
    case .trainInterAngle: "Inter in training"
    case .trainTargetAngle: "mean θ in training"
    }
  }

  /// `%`, `°` or nothing.
  package var unit: String {
    switch self {
    case .accuracy, .error, .trainAccuracy: "%"
    case .trainLoss: ""
    default: "°"
    }
  }

  /// Of a difference: percents differ by points.
  package var differenceUnit: String { unit == "%" ? "points" : unit }

  /// The digits after the point that its values deserve.
  package var decimals: Int { self == .trainLoss ? 4 : 2 }

  /// Whether its values are counts of `testCount` images.
  package var countsTestImages: Bool { self == .accuracy || self == .error }
}
