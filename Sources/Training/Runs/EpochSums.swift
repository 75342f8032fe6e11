import Experiment
import NeuralNetwork

extension EpochSums {
  mutating func add(_ result: StepResult, images count: Int, learningRate rate: Double) {
    images += count
    steps += 1
    loss += Double(result.loss) * Double(count)
    correct += result.correct
    gradientNorm += Double(result.gradientNorm)
    learningRate = rate
  }

  func record(epoch: Int, testAccuracy: Double) -> EpochRecord {
    EpochRecord(
      epoch: epoch, trainLoss: loss / Double(max(1, images)), trainAccuracy: Double(correct) / Double(max(1, images)),
      testAccuracy: testAccuracy, learningRate: learningRate, gradientNorm: gradientNorm / Double(max(1, steps)))
  }
}
