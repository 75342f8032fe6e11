import Foundation
import Kernels
import NeuralNetwork
import OffprintCore
import Testing

/// Numbers that PyTorch computed; `Reference/make_optimizer_reference.py` made the file.
struct OptimizerReference: Decodable {
  struct Run: Decodable {
    var parameters: [[Float]]
    var norms: [Float]
  }
  var start: [Float]
  var gradients: [[Float]]
  var optimizers: [String: Run]
  /// Learning rate and perhaps momentum for each step.
  var schedules: [String: [[Double]]]

  static func load() throws -> OptimizerReference {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/optimizer_reference.json")
    return try JSONDecoder().decode(OptimizerReference.self, from: Data(contentsOf: file))
  }
}

@Suite("Optimizers")
struct OptimizersTests {
  /// What PyTorch ran under each name, in our words.
  static let plans: [(String, OptimizerPlan, clip: Double?)] = {
    func plan(
      _ optimizer: any Optimizer, _ rate: Double, _ schedule: LearningRateSchedule = .constant
    )
      -> OptimizerPlan
    { OptimizerPlan(optimizer: optimizer, schedule: schedule, baseRate: rate) }
    return [
      ("sgd", plan(SGD(), 0.1), nil), ("sgd-momentum", plan(SGD(momentum: 0.9), 0.1), nil),
      ("sgd-nesterov", plan(SGD(momentum: 0.9, isNesterov: true, weightDecay: 0.05), 0.1), nil),
      ("adam", plan(Adam(isDecoupled: false), 0.01), nil),
      (
        "adam-decay",
        plan(Adam(beta1: 0.8, beta2: 0.95, epsilon: 1e-6, weightDecay: 0.1, isDecoupled: false), 0.01), nil
      ),
      ("adamw", plan(Adam(weightDecay: 0.3, isDecoupled: true), 0.01), nil),
      ("adamw-clipped", plan(Adam(weightDecay: 0.01, isDecoupled: true), 0.01), 0.5),
      ("adamw-one-cycle", plan(Adam(weightDecay: 0.01, isDecoupled: true), 0.01, .oneCycle(OneCycle())), nil),
      ("sgd-one-cycle", plan(SGD(momentum: 0.9), 0.1, .oneCycle(OneCycle())), nil),
    ]
  }()

  @Test("twelve steps follow PyTorch's, with decay, momentum, clipping and one-cycle", arguments: 0..<9)
  func followsPyTorch(index: Int) throws {
    let (name, plan, clip) = Self.plans[index]
    let reference = try OptimizerReference.load()
    let expected = try #require(reference.optimizers[name])
    let count = reference.start.count
    let arena = Arena(capacity: 1024)
    let (parameters, gradients) = (arena.take(count), arena.take(count))
    let state = arena.take(count * plan.optimizer.stateCount)
    parameters.assign(reference.start)
    for (step, values) in reference.gradients.enumerated() {
      gradients.assign(values)
      let norm = Worker.fastest.kernels.euclideanNorm(gradients)
      #expect(abs(norm / expected.norms[step] - 1) < 1e-6)
      // The reference's schedules run over one step more than are taken.
      let position = LearningRateSchedule.Position(
        step: step, totalSteps: reference.gradients.count + 1, stepsPerEpoch: 5)
      plan.optimizer.update(
        parameters: parameters, gradients: gradients, state: state,
        step: plan.step(at: position, gradientScale: GradientClipping.scale(norm: norm, maximum: clip)),
        worker: .fastest)
      for (ours, theirs) in zip(parameters.values, expected.parameters[step]) {
        #expect(abs(ours - theirs) < 2e-6 * max(1, abs(theirs)), "\(name), step \(step)")
      }
    }
    #expect(Set(reference.optimizers.keys) == Set(Self.plans.map(\.0)))
  }

  @Test("a parameter's step does not depend on where in the region it lies")
  func placesAreAlike() {
    for (_, plan, _) in Self.plans {
      let arena = Arena(capacity: 4096)
      var results: [[Float]] = []
      for offset in [0, 5, 13] {
        let room = (0..<4).map { _ in arena.take(100) }
        let all = (offset..<offset + 35)
        let state = arena.take(35 * plan.optimizer.stateCount)
        let (parameters, gradients) = (room[0].slice(all), room[1].slice(all))
        parameters.assign((0..<35).map { Float($0) * 0.1 - 1 })
        for step in 0..<3 {
          gradients.assign((0..<35).map { Float(($0 * 7 + step) % 11) * 0.03 - 0.1 })
          let position = LearningRateSchedule.Position(step: step, totalSteps: 3, stepsPerEpoch: 1)
          plan.optimizer.update(
            parameters: parameters, gradients: gradients, state: state, step: plan.step(at: position), worker: .fastest)
        }
        results.append(parameters.values)
      }
      #expect(results[0] == results[1] && results[0] == results[2])
    }
  }

  @Test("the norm sums in its stated order, and shows what is not finite")
  func norm() {
    let arena = Arena(capacity: 256)
    let region = arena.take(53)
    let stream = RandomStream(seed: 1, purpose: .initialization)
    for trial in 0..<50 {
      region.assign((0..<53).map { Float(stream.normal(at: UInt64(trial * 53 + $0))) })
      var lanes = [Float](repeating: 0, count: 16)
      for index in 0..<53 { lanes[index % 16].addProduct(region[index], region[index]) }
      for width in [8, 4, 2, 1] { for lane in 0..<width { lanes[lane] += lanes[lane + width] } }
      #expect(Worker.fastest.kernels.euclideanNorm(region).bitPattern == lanes[0].squareRoot().bitPattern)
    }
    region[50] = .nan
    #expect(Worker.fastest.kernels.euclideanNorm(region).isNaN)
    #expect(Worker.fastest.kernels.euclideanNorm(arena.take(0)) == 0)
    #expect(GradientClipping.scale(norm: 4, maximum: nil) == 1 && GradientClipping.scale(norm: 0.3, maximum: 1) == 1)
    #expect(abs(GradientClipping.scale(norm: 4, maximum: 1) - 0.25) < 1e-6)
  }

  @Test("each optimizer's declared defaults make a plan, and mistakes name their key")
  func factory() throws {
    for declaration in NetworkVocabulary.optimizers {
      let plan = try OptimizerFactory.make(setting: defaults(of: declaration))
      #expect(plan.schedule == .constant && plan.baseRate > 0)
    }
    let (sgd, adamw) = (NetworkVocabulary.optimizers[0], NetworkVocabulary.optimizers[2])
    let plan = try OptimizerFactory.make(setting: defaults(of: adamw))
    let adam = try #require(plan.optimizer as? Adam)
    #expect(adam.isDecoupled && adam.weightDecay == 0.01 && plan.baseRate == 0.01)
    let oneCycle = try #require(LearningRateSchedule.declarations.first { $0.name == "one-cycle" })
    let cycled = defaults(of: adamw).replacing(path: "schedule", with: defaults(of: oneCycle))
    #expect(try OptimizerFactory.make(setting: cycled).schedule == .oneCycle(OneCycle()))
    let bad: [(String, Setting)] = [
      ("name", defaults(of: sgd).replacing(path: "name", with: "sgdm")),
      ("nesterov", defaults(of: sgd).replacing(path: "nesterov", with: true).replacing(path: "momentum", with: 0)),
      ("beta1", defaults(of: adamw).replacing(path: "beta1", with: 1)),
      ("epsilon", defaults(of: adamw).replacing(path: "epsilon", with: 0)),
      ("rate", defaults(of: adamw).replacing(path: "rate", with: "fast")),
      ("schedule", defaults(of: adamw).replacing(path: "schedule", with: "zigzag")),
      (
        "schedule.floor",
        defaults(of: adamw).replacing(path: "schedule", with: ["name": "cosine", "floor": 1, "warmup": 0])
      ),
    ]
    for (path, setting) in bad {
      let error = #expect(throws: SettingError.self) { try OptimizerFactory.make(setting: setting) }
      #expect(error?.path == path)
    }
  }
}
