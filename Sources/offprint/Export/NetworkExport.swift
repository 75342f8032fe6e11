import CommandLineParser
import Exchange
import Experiment
import NeuralNetwork
import OffprintCore
import RunStore
import Training

/// A stored run's network as an ONNX file.
struct NetworkExport {
  let record: RunRecord
  let store: RunStore
  let pixels: ONNXExport.Pixels

  /// `standardization` is needed unless the pixels come standardised.
  func encoded(_ standardization: Standardization?) throws -> [UInt8] {
    let tensors = try store.weights(for: record.id)
    let classes = tensors.first { $0.name == "head.weight" }?.shape.first ?? 0
    let plan: NetworkPlan
    let head: any Head
    do {
      plan = try NetworkPlan(
        model: record.spec.model,
        inputShape: ActivationShape(height: DataSet.side, width: DataSet.side, channels: 1))
      head = try HeadFactory.make(
        setting: record.spec.loss, classes: classes, dimension: plan.embeddingSize, labelSmoothing: 0)
    } catch {
      throw CommandFailure("run \(record.id.short) has settings that this version cannot read: \(error)")
    }
    let export = ONNXExport(
      plan: plan, head: head, tensors: tensors, pixels: pixels,
      standardization: standardization.map {
        ONNXExport.Standardization(mean: $0.mean, standardDeviation: $0.standardDeviation)
      },
      name: "run-\(record.id.short)", producerVersion: Offprint.version, metadata: metadata(standardization))
    do {
      return try export.encoded()
    } catch {
      throw CommandFailure("the weights of run \(record.id.short) do not fit its settings: \(error)")
    }
  }

  private func metadata(_ standardization: Standardization?) -> [(key: String, value: String)] {
    var entries = [
      ("run", record.id.description), ("data", record.data.name), ("data-digest", record.data.digest.hexadecimal),
      ("engine", String(record.engineVersion)), ("settings", record.spec.setting.canonicalJSON),
    ]
    if let digest = record.weightsDigest { entries.append(("weights-digest", digest.hexadecimal)) }
    if let accuracy = record.accuracy {
      entries.append(("test-accuracy", Setting.canonicalNumber(accuracy)))
    }
    if let standardization {
      entries.append(("pixel-mean", Setting.canonicalNumber(standardization.mean)))
      entries.append(("pixel-deviation", Setting.canonicalNumber(standardization.standardDeviation)))
    }
    return entries
  }

  /// How the run's images were standardised: a matter of its training pixels, so the data have to be here. `wanted` are data
  /// sets of notebooks, which may have them in other measures.
  static func standardization(
    of record: RunRecord, wanted: [Setting], _ access: DataAccess, workers: Int
  ) throws -> Standardization {
    var candidates = wanted.filter { $0["name"] == .string(record.data.name) }
    var setting = try DataAccess.setting(named: record.data.name)
    for (key, count) in [("train", record.data.trainCount), ("test", record.data.testCount)] where setting[key] != nil {
      setting = setting.replacing(path: key, with: .number(Double(count)))
    }
    candidates.append(setting)
    for candidate in candidates {
      guard try DataResolver.identity(of: candidate, workers: workers).digest == record.data.digest else { continue }
      do throws(DataError) {
        return try access.load([candidate], isAnnounced: true).dataSet.standardization
      } catch {
        throw CommandFailure(
          "\(record.data.name) cannot be had, and by its pixels the network’s input is standardized: \(error)",
          help: "name its folder by --data, or export the network without that by --pixels standardized")
      }
    }
    throw CommandFailure(
      "run \(record.id.short) was trained on \(record.data.name) with the digest \(record.data.digest.short)…, which none of "
        + "the data sets here has, and by its pixels the network’s input is standardized",
      help:
        "name the notebook that says which data it is by --notebook, or export without that by --pixels standardized")
  }
}
