import Experiment
import Notebook
import Plotting

/// What a page may show of a run besides its state, its last test accuracy and the first digits of its digests, which it shows
/// of every run.
enum PagePart: String, Codable, CaseIterable, Hashable {
  // Of the last epoch, and how the features lie after it.
  case trainAccuracy = "train-accuracy"
  case trainLoss = "train-loss"
  case weightToCenter = "w-ec"
  case betweenWeights = "w-inter"
  case withinClasses = "intra"
  case betweenCenters = "inter"
  case targetAngle = "target-angle"
  case trainWeightToCenter = "train-w-ec"
  case trainWithinClasses = "train-intra"
  case trainBetweenCenters = "train-inter"
  case trainTargetAngle = "train-target-angle"
  // Of every epoch.
  case curveTestAccuracy = "epochs.test-accuracy"
  case curveTrainAccuracy = "epochs.train-accuracy"
  case curveLoss = "epochs.loss"
  case curveGradientNorm = "epochs.gradient-norm"
  case curveLearningRate = "epochs.learning-rate"
  // Counts.
  case angles
  case trainAngles = "train-angles"
  case confusion

  /// Nil for what is kept of every run.
  init?(_ metric: ResultReference.Metric) {
    switch metric {
    case .accuracy, .error: return nil
    case .trainAccuracy: self = .trainAccuracy
    case .trainLoss: self = .trainLoss
    case .weightCenterAngle: self = .weightToCenter
    case .weightAngle: self = .betweenWeights
    case .intraAngle: self = .withinClasses
    case .interAngle: self = .betweenCenters
    case .targetAngle: self = .targetAngle
    case .trainWeightCenterAngle: self = .trainWeightToCenter
    case .trainIntraAngle: self = .trainWithinClasses
    case .trainInterAngle: self = .trainBetweenCenters
    case .trainTargetAngle: self = .trainTargetAngle
    }
  }

  init(_ metric: CurveMetric) {
    self =
      switch metric {
      case .testAccuracy: .curveTestAccuracy
      case .trainAccuracy: .curveTrainAccuracy
      case .loss: .curveLoss
      case .gradientNorm: .curveGradientNorm
      case .learningRate: .curveLearningRate
      }
  }

  /// The set of images whose features it is about; nil for other parts.
  var imageSet: WritableKeyPath<RunGeometry, EmbeddingGeometry?>? {
    switch self {
    case .weightToCenter, .betweenWeights, .withinClasses, .betweenCenters, .targetAngle, .angles: \.test
    case .trainWeightToCenter, .trainWithinClasses, .trainBetweenCenters, .trainTargetAngle, .trainAngles: \.train
    default: nil
    }
  }

  /// One number of a set of features; nil for other parts.
  var angle: WritableKeyPath<EmbeddingGeometry, Double>? {
    switch self {
    case .weightToCenter, .trainWeightToCenter: \.weightToCenter
    case .betweenWeights: \.betweenWeights
    case .withinClasses, .trainWithinClasses: \.withinClasses
    case .betweenCenters, .trainBetweenCenters: \.betweenCenters
    case .targetAngle, .trainTargetAngle: \.targetAngle
    default: nil
    }
  }

  /// One number of an epoch; nil for other parts.
  var epochValue: WritableKeyPath<EpochRecord, Double>? {
    switch self {
    case .trainAccuracy, .curveTrainAccuracy: \.trainAccuracy
    case .trainLoss, .curveLoss: \.trainLoss
    case .curveTestAccuracy: \.testAccuracy
    case .curveGradientNorm: \.gradientNorm
    case .curveLearningRate: \.learningRate
    default: nil
    }
  }

  /// Whether it is of every epoch and not of the last one alone.
  var isCurve: Bool { rawValue.hasPrefix("epochs.") }

  /// The images that it is a share of; nil for what is no share.
  func total(_ data: DataIdentity?) -> Int? {
    switch self {
    case .curveTestAccuracy: data?.testCount
    case .trainAccuracy, .curveTrainAccuracy: data?.trainCount
    default: nil
    }
  }
}
