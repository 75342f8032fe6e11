import Experiment
import NeuralNetwork

/// What an epoch adds up, in the order of its steps and in double precision.
struct EpochSums {
  private var images = 0
  private var steps = 0
  private var loss = 0.0
  private var correct = 0
  private var norm = 0.0
  private var learningRate = 0.0

  mutating func add(_ result: StepResult, images count: Int, learningRate rate: Double) {
    images += count
    steps += 1
    loss += Double(result.loss) * Double(count)
    correct += result.correct
    norm += Double(result.gradientNorm)
    learningRate = rate
  }

  func record(epoch: Int, testAccuracy: Double) -> EpochRecord {
    EpochRecord(
      epoch: epoch, trainLoss: loss / Double(max(1, images)), trainAccuracy: Double(correct) / Double(max(1, images)),
      testAccuracy: testAccuracy, learningRate: learningRate, gradientNorm: norm / Double(max(1, steps)))
  }
}
