import Experiment
import NeuralNetwork
import OffprintCore

extension Trainer {
  /// Bytes that one run may allocate.
  private static let memoryLimit = 2 << 30
  /// In epochs: far more than anyone waits for, and far from any overflow when multiplied by steps.
  static let longestRun = 1_000_000

  /// The network a spec describes, its optimizer and its augmentation.
  static func build(
    _ spec: RunSpec, classCount: Int
  ) throws(TrainingError) -> (Network, OptimizerPlan, Augmentation) {
    try check(spec)
    do {
      let shape = ActivationShape(height: DataSet.side, width: DataSet.side, channels: 1)
      let plan = try NetworkPlan(model: spec.model, inputShape: shape)
      let head = try HeadFactory.make(
        setting: spec.loss, classes: classCount, dimension: plan.embeddingSize, labelSmoothing: spec.labelSmoothing)
      let optimizer = try OptimizerFactory.make(setting: spec.optimizer)
      let network = try Network(
        plan: plan, head: head, classCount: classCount, optimizer: optimizer.optimizer, batchSize: spec.batchSize,
        evaluationBatchSize: spec.evaluationBatchSize, memoryLimit: memoryLimit)
      return (network, optimizer, try Augmentation(setting: spec.augmentation))
    } catch let error as ModelError {
      throw TrainingError(reason: error.description)
    } catch let error as SettingError {
      throw TrainingError(reason: error.description)
    } catch {
      preconditionFailure("the builders throw the two errors above only")
    }
  }

  private static func check(_ spec: RunSpec) throws(TrainingError) {
    guard 1...longestRun ~= spec.epochs else {
      throw TrainingError(reason: "‘epochs’ is \(spec.epochs); it should be from 1 to \(longestRun)")
    }
    if let clip = spec.gradientClip, !(clip > 0 && clip.isFinite && Float(clip) > 0) {
      throw TrainingError(reason: "‘gradient-clip’ is \(clip); it should be above 0")
    }
  }

  static func source(_ part: DataSet.Part, _ standardization: Standardization) -> ImageSource {
    ImageSource(
      pixels: part.images, pixelsPerImage: DataSet.pixelCount, mean: standardization.mean,
      deviation: standardization.standardDeviation)
  }
}
