import Exchange
import Experiment
import NeuralNetwork
import OffprintCore
import TestSupport
import Testing
import Training

@Suite("ONNX files")
struct ONNXTests {
  @Test(arguments: ONNXNetwork.all)
  func `the same network gives the same bytes`(_ example: ONNXNetwork) throws {
    let network = try example.network()
    #expect(try example.export(network) == example.export(network))
  }

  @Test func `a tensor that is missing or of another shape is named`() throws {
    let example = ONNXNetwork.all[0]
    let network = try example.network()
    func export(_ tensors: [NamedTensor]) throws {
      _ = try ONNXExport(
        plan: network.plan, head: network.head, tensors: tensors, pixels: .standardized, standardization: nil,
        name: "run", producerVersion: "0", metadata: []
      ).encoded()
    }
    let tensors = network.exportTensors()
    #expect(throws: TensorError(name: "head.bias", reason: "is missing")) {
      try export(tensors.filter { $0.name != "head.bias" })
    }
    let error = #expect(throws: TensorError.self) {
      try export(
        tensors.map { tensor in
          guard tensor.name == "layers.1.conv.weight" else { return tensor }
          return NamedTensor(name: tensor.name, shape: [tensor.elements.count], elements: tensor.elements)
        })
    }
    #expect(error?.name == "layers.1.conv.weight")
  }
}

@Suite(
  "ONNX Runtime runs what is exported", .serialized,
  .enabled(
    if: Python.with("onnx", "onnxruntime", "numpy") != nil, Python.lack(of: "onnx", "onnxruntime", "numpy")))
struct ONNXRuntimeTests {
  /// Prints how far logits and embeddings are from the expected ones at most, and how many predictions differ.
  private static let script = """
    import sys
    import numpy as np, onnx, onnxruntime
    folder, scale = sys.argv[1], float(sys.argv[2])
    model = onnx.load(folder + "/model.onnx")
    onnx.checker.check_model(model, full_check=True)
    assert model.producer_name == "offprint" and model.opset_import[0].version == 17
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder + "/model.onnx", options, providers=["CPUExecutionProvider"])
    assert [v.name for v in session.get_inputs()] == ["images"]
    assert [v.name for v in session.get_outputs()] == ["logits", "embedding"]
    assert session.get_inputs()[0].shape == ["batch", 1, 28, 28]
    images = np.fromfile(folder + "/images", np.uint8).reshape(-1, 1, 28, 28).astype(np.float32) * np.float32(scale)
    features = np.fromfile(folder + "/embedding", "<f4").reshape(len(images), -1)
    predictions = np.fromfile(folder + "/predictions", np.uint8)
    logits, embedding = session.run(None, {"images": images})
    # Images are independent: one alone gives what it gives among others.
    alone = session.run(["logits"], {"images": images[2:3]})[0]
    assert np.abs(alone - logits[2:3]).max() <= 1e-5
    try:
        expected = np.fromfile(folder + "/logits", "<f4").reshape(len(images), -1)
        assert np.isfinite(expected).all() and np.abs(expected).max() > 0
        difference = float(np.abs(logits - expected).max())
    except FileNotFoundError:
        difference = 0.0
    print(difference, float(np.abs(embedding - features).max()), int((logits.argmax(1) != predictions).sum()))
    """

  private func compare(
    _ directory: TemporaryDirectory, scale: Double
  ) throws -> (logits: Double, embedding: Double, predictions: Int) {
    let python = try #require(Python.with("onnx", "onnxruntime", "numpy"))
    let outcome = try python.run(["-c", Self.script, directory.path, "\(scale)"])
    #expect(outcome.status == 0, "\(outcome.output)")
    let words = outcome.output.split(separator: "\n").last?.split(separator: " ") ?? []
    try #require(words.count == 3, "\(outcome.output)")
    return (try #require(Double(words[0])), try #require(Double(words[1])), try #require(Int(words[2])))
  }

  private static func bytes(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value.bitPattern >> $0) } }
  }

  @Test(arguments: ONNXNetwork.all)
  func `logits, embeddings and predictions are the product's, to 1e-4`(_ example: ONNXNetwork) throws {
    let directory = try TemporaryDirectory()
    let network = try example.network()
    let images = ONNXNetwork.images(70)
    let source = ImageSource(
      pixels: images, pixelsPerImage: 784, mean: ONNXNetwork.mean, deviation: ONNXNetwork.deviation)
    let evaluation = network.evaluate(source, indices: 0..<70, includingLogits: true, includingEmbeddings: true)
    try directory.write(try example.export(network), to: "model.onnx")
    try directory.write(images, to: "images")
    try directory.write(Self.bytes(evaluation.logits), to: "logits")
    try directory.write(Self.bytes(evaluation.embeddings), to: "embedding")
    try directory.write(evaluation.predictions.map { UInt8($0) }, to: "predictions")
    let found = try compare(directory, scale: 1.0 / 255)
    print("\(example.name): logits \(found.logits), embedding \(found.embedding)")
    #expect(found.logits <= 1e-4)
    #expect(found.embedding <= 1e-4)
    #expect(found.predictions == 0)
  }

  @Test func `a trained network says of its own test images what its run says`() throws {
    let directory = try TemporaryDirectory()
    let data = Strokes(seed: 5, trainCount: 330, testCount: 100).dataSet(workers: 1)
    let spec = RunSpec(
      model: [
        "layers": [["name": "conv", "channels": 4, "kernel": 5, "stride": 4], ["name": "embedding", "size": 3]]
      ],
      loss: ["name": "arcface", "scale": 16, "margin": 0.3, "past-pi": "monotone", "gradient": "exact"],
      optimizer: [
        "name": "sgd", "rate": 0.05, "momentum": 0.9, "nesterov": false, "weight-decay": 0,
        "schedule": ["name": "constant"],
      ], epochs: 2, batchSize: 32, evaluationBatchSize: 64, labelSmoothing: 0, gradientClip: nil,
      augmentation: .map([:]), seed: 1)
    let provenance = Provenance(
      offprintVersion: "test", machine: "test", instructionSet: "test", imagesPerSecond: [], seconds: 0)
    let run = try Trainer(spec: spec, data: data).run(
      provenance: provenance, observer: TrainingObserver(clock: { 0 }))
    let result = try #require(run)
    let embeddings = try #require(result.embeddings)
    let plan = try NetworkPlan(
      model: spec.model, inputShape: ActivationShape(height: 28, width: 28, channels: 1))
    let head = try HeadFactory.make(setting: spec.loss, classes: 10, dimension: 3, labelSmoothing: 0)
    let model = try ONNXExport(
      plan: plan, head: head, tensors: result.weights, pixels: .bytes,
      standardization: .init(
        mean: data.standardization.mean, standardDeviation: data.standardization.standardDeviation),
      name: "run", producerVersion: "0.1.0", metadata: []
    ).encoded()
    try directory.write(model, to: "model.onnx")
    try directory.write(data.test.images, to: "images")
    try directory.write(Self.bytes(embeddings.features), to: "embedding")
    try directory.write(embeddings.predictions, to: "predictions")
    let found = try compare(directory, scale: 1)
    #expect(found.embedding <= 1e-4)
    #expect(found.predictions == 0)
  }
}
