import Kernels
import NeuralNetwork
import OffprintCore
import Testing

@Suite struct GradientTests {
  @Test(arguments: NetworkFixture.all.indices)
  func theReferenceAgreesWithFiniteDifferences(fixture index: Int) throws {
    let fixture = NetworkFixture.all[index]
    let images = 5
    var reference = fixture.reference(try fixture.network(batchSize: images))
    let (x, labels) = (fixture.batch(images), fixture.labels(images))
    let embedding = reference.forward(x, isTraining: true)
    reference.backward(quadraticLoss(embedding, labels: labels).gradient)
    let gradients = reference.gradients
    let floor = largest(gradients)
    for place in reference.layers.indices {
      let name = reference.layers[place].name
      for (key, values) in reference.layers[place].layer.parameters.sorted(by: { $0.key < $1.key }) {
        let analytic = try #require(gradients["\(name).\(key)"])
        let scale = analytic.reduce(floor / 10) { max($0, abs($1)) }
        for element in stride(from: 0, to: values.count, by: max(1, values.count / 7)) {
          let losses = [1e-6, -1e-6].map { step in
            var moved = reference
            moved.layers[place].layer.parameters[key]?[element] += step
            return quadraticLoss(moved.forward(x, isTraining: true), labels: labels).loss
          }
          let numeric = (losses[0] - losses[1]) / 2e-6
          #expect(abs(numeric - analytic[element]) < 1e-6 * scale, "\(name).\(key)[\(element)]")
        }
      }
    }
  }

  @Test(arguments: NetworkFixture.all.indices, [5, 32, 37])
  func theNetworkFollowsTheReference(fixture index: Int, images: Int) throws {
    let fixture = NetworkFixture.all[index]
    let network = try fixture.network(batchSize: 40)
    var reference = fixture.reference(network, step: 4)
    let labels = fixture.labels(images)
    network.load(fixture.pixels(images), count: images)
    let result = network.computeGradients(labels: labels[...], progress: HeadProgress(step: 4, totalSteps: 10))
    let (loss, gradient) = quadraticLoss(reference.forward(fixture.batch(images), isTraining: true), labels: labels)
    reference.backward(gradient)
    #expect(abs(Double(result.loss) - loss) < 1e-5 * max(1, abs(loss)))
    let expected = reference.gradients
    // Some sums cancel all but to nothing (a bias ahead of batch norm, a shared slope); they are held to the others' size.
    let floor = largest(expected) / 10
    for tensor in network.exportGradients() where !tensor.name.hasPrefix("head") {
      expectClose(
        tensor, try #require(expected[tensor.name], "\(tensor.name)"), relative: fixture.tolerance, floor: floor)
    }
    for (name, layer) in reference.layers {
      guard let normalization = layer as? ReferenceBatchNormalization else { continue }
      let tensors = network.exportTensors()
      let mean = try #require(tensors.first { $0.name == "\(name).running_mean" })
      let variance = try #require(tensors.first { $0.name == "\(name).running_var" })
      expectClose(mean, normalization.runningMean, relative: 1e-5)
      expectClose(variance, normalization.runningVariance, relative: 1e-5)
    }
  }

  @Test(arguments: NetworkFixture.all.indices)
  func evaluationFollowsTheReferenceWithRunningStatistics(fixture index: Int) throws {
    let fixture = NetworkFixture.all[index]
    let network = try fixture.network(batchSize: 8)
    let images = 70
    let bytes = fixture.pixels(images).map { UInt8(max(0, min(255, 128 + $0 * 40))) }
    let source = ImageSource(pixels: bytes, pixelsPerImage: fixture.shape.count, mean: 0.5, deviation: 0.2)
    let evaluation = network.evaluate(source, indices: 3..<images, includingLogits: true, includingEmbeddings: true)
    let size = network.plan.embeddingSize
    var reference = fixture.reference(network)
    var x = Batch(images, fixture.channels, 9, 9)
    for n in 0..<images {
      for pixel in 0..<81 {
        for c in 0..<fixture.channels {
          x[n, c, pixel / 9, pixel % 9] = (Double(bytes[(n * 81 + pixel) * fixture.channels + c]) / 255 - 0.5) / 0.2
        }
      }
    }
    let expected = Array(reference.forward(x, isTraining: false).values[(3 * size)...])
    expectClose(
      NamedTensor(name: "embeddings", shape: [images - 3, size], elements: .float32(evaluation.embeddings)), expected,
      relative: 1e-5)
    #expect(evaluation.predictions.count == images - 3)
    for (image, prediction) in evaluation.predictions.enumerated() {
      let row = evaluation.logits[image * 3..<image * 3 + 3]
      #expect(row[row.startIndex + Int(prediction)] == row.max())
    }
  }

  private func largest(_ gradients: [String: [Double]]) -> Double {
    gradients.values.reduce(0) { $1.reduce($0) { max($0, abs($1)) } }
  }

  /// Every element within `relative` of the largest, or of `floor` where all are smaller.
  private func expectClose(_ tensor: NamedTensor, _ expected: [Double], relative: Double, floor: Double = 1e-3) {
    guard case .float32(let values) = tensor.elements, values.count == expected.count else {
      Issue.record("\(tensor.name): \(tensor.elements.count) elements, not \(expected.count)")
      return
    }
    let scale = expected.reduce(floor) { max($0, abs($1)) }
    let worst = zip(values, expected).map { abs(Double($0) - $1) / scale }.max() ?? 0
    #expect(worst < relative, "\(tensor.name): off by \(worst) of the largest")
  }
}
