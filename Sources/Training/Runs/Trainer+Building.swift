package import Experiment
import Kernels
import NeuralNetwork
import OffprintCore

extension Trainer {
  /// Bytes that one run may allocate.
  private static let memoryLimit = 2 << 30
  /// In epochs: far more than anyone waits for, and far from any overflow when multiplied by steps.
  static let longestRun = 1_000_000

  /// What keeps a spec from being trained; nil where nothing does. Allocates nothing, so that a notebook can be told before
  /// its first run.
  package static func problem(with spec: RunSpec, classCount: Int = 10) -> TrainingError? {
    do throws(TrainingError) {
      let parts = try Parts(spec, classCount: classCount)
      do throws(ModelError) {
        try Network.requireRoom(
          plan: parts.plan, head: parts.head, classCount: classCount, optimizer: parts.optimizer.optimizer,
          batchSize: spec.batchSize, evaluationBatchSize: spec.evaluationBatchSize, memoryLimit: memoryLimit)
      } catch {
        throw TrainingError(reason: error.description, key: "model")
      }
      return nil
    } catch {
      return error
    }
  }

  /// The network a spec describes, its optimizer and its augmentation.
  static func build(
    _ spec: RunSpec, classCount: Int, kernels: (any KernelSet.Type)?, threads: Int, mostThreads: Int
  ) throws(TrainingError) -> (Network, OptimizerPlan, Augmentation) {
    let parts = try Parts(spec, classCount: classCount)
    do throws(ModelError) {
      let network = try Network(
        plan: parts.plan, head: parts.head, classCount: classCount, optimizer: parts.optimizer.optimizer,
        batchSize: spec.batchSize, evaluationBatchSize: spec.evaluationBatchSize, memoryLimit: memoryLimit,
        kernels: kernels, threads: threads, mostThreads: mostThreads)
      return (network, parts.optimizer, parts.augmentation)
    } catch {
      throw TrainingError(reason: error.description, key: "model")
    }
  }

  /// What a spec's settings stand for, before anything is allocated.
  private struct Parts {
    let plan: NetworkPlan
    let head: any Head
    let optimizer: OptimizerPlan
    let augmentation: Augmentation

    init(_ spec: RunSpec, classCount: Int) throws(TrainingError) {
      try Trainer.check(spec)
      let shape = ActivationShape(height: DataSet.side, width: DataSet.side, channels: 1)
      do throws(ModelError) {
        plan = try NetworkPlan(model: spec.model, inputShape: shape)
      } catch {
        throw TrainingError(reason: error.description, key: "model")
      }
      let dimension = plan.embeddingSize
      head = try Parts.setting("loss") { () throws(SettingError) in
        try HeadFactory.make(
          setting: spec.loss, classes: classCount, dimension: dimension, labelSmoothing: spec.labelSmoothing)
      }
      optimizer = try Parts.setting("optimizer") { () throws(SettingError) in
        try OptimizerFactory.make(setting: spec.optimizer)
      }
      augmentation = try Parts.setting("augmentation") { () throws(SettingError) in
        try Augmentation(setting: spec.augmentation)
      }
    }

    private static func setting<Value>(
      _ key: String, _ make: () throws(SettingError) -> Value
    ) throws(TrainingError) -> Value {
      do throws(SettingError) {
        return try make()
      } catch {
        throw TrainingError(reason: error.description, key: key)
      }
    }
  }

  private static func check(_ spec: RunSpec) throws(TrainingError) {
    guard 1...longestRun ~= spec.epochs else {
      throw TrainingError(
        reason: "‘epochs’ is \(spec.epochs); it should be from 1 to \(longestRun)", key: "epochs")
    }
    if let clip = spec.gradientClip, !(clip > 0 && clip.isFinite && Float(clip) > 0) {
      throw TrainingError(reason: "‘gradient-clip’ is \(clip); it should be above 0", key: "gradient-clip")
    }
  }

  static func source(_ part: DataSet.Part, _ standardization: Standardization) -> ImageSource {
    ImageSource(
      pixels: part.images, pixelsPerImage: DataSet.pixelCount, mean: standardization.mean,
      deviation: standardization.standardDeviation)
  }
}
