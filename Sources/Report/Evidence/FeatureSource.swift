package import Experiment
package import Plotting
import Synchronization

/// What figures take of test features: places on a sphere and quantities of images, never the features themselves, so that
/// what figures were made from can be kept beside the report and is small.
package protocol FeatureSource: Sendable {
  /// The test set on a sphere; nil where the run's features are not there.
  func sphere(_ question: SphereQuestion) -> SphereAnswer?
  /// Of every test image, rising; nil where the run's features are not there.
  func values(_ question: ValuesQuestion) -> [Double]?
}

/// A sphere that a figure draws.
package struct SphereQuestion: Hashable, Sendable {
  package var run: RunID
  /// After which the run ended.
  package var epoch: Int
  /// Epochs before that which the figure would show as well, rising.
  package var earlier: [Int]
  package var method: ProjectionMethod
  /// What the figure calls the run: only for the words of a refusal.
  package var title: String

  package init(run: RunID, epoch: Int, earlier: [Int], method: ProjectionMethod, title: String) {
    self.run = run
    self.epoch = epoch
    self.earlier = earlier
    self.method = method
    self.title = title
  }
}

package enum SphereAnswer: Hashable, Sendable {
  /// With the earlier epochs that were kept.
  case measured(SphereMeasurement)
  /// Why the features cannot be drawn, in the reader's words.
  case refused(String)
}

/// A quantity of each test image that a figure counts.
package struct ValuesQuestion: Hashable, Sendable {
  package var run: RunID
  package var quantity: ImageQuantity

  package init(run: RunID, quantity: ImageQuantity) {
    self.run = run
    self.quantity = quantity
  }
}

/// Measures stored features, and remembers every answer.
package final class MeasuredFeatures: FeatureSource {
  private let embeddings: @Sendable (RunID) -> EmbeddingSet?
  private let snapshots: @Sendable (RunID, Int) -> EmbeddingSet?
  private let answers = Mutex(FeatureEvidence())

  /// `embeddings` is the test set as a finished run sees it, `snapshots` the same after an earlier epoch, from 1; both nil
  /// where it was not kept.
  package init(
    embeddings: @escaping @Sendable (RunID) -> EmbeddingSet?,
    snapshots: @escaping @Sendable (RunID, Int) -> EmbeddingSet? = { _, _ in nil }
  ) {
    self.embeddings = embeddings
    self.snapshots = snapshots
  }

  /// All answers that were given.
  package var evidence: FeatureEvidence { answers.withLock { $0 } }

  package func sphere(_ question: SphereQuestion) -> SphereAnswer? {
    guard let set = embeddings(question.run) else { return nil }
    let answer: SphereAnswer
    do throws(PlotError) {
      answer = .measured(try SphereMeasurement(panel(of: set, question), method: question.method))
    } catch {
      answer = .refused(Sentences.sentence(error.description))
    }
    answers.withLock { $0.spheres[question] = answer }
    return answer
  }

  package func values(_ question: ValuesQuestion) -> [Double]? {
    guard let values = embeddings(question.run).map(question.quantity.values) else { return nil }
    answers.withLock { $0.values[question] = values }
    return values
  }

  private func panel(of set: EmbeddingSet, _ question: SphereQuestion) -> EmbeddingPanel {
    let earlier = question.earlier.compactMap { epoch -> EmbeddingMoment? in
      guard let kept = snapshots(question.run, epoch), kept.dimension == set.dimension, kept.labels == set.labels else {
        return nil
      }
      return EmbeddingMoment(
        epoch: epoch, features: kept.features, predictions: kept.predictions.map(Int.init),
        classWeights: kept.classWeights)
    }
    return EmbeddingPanel(
      title: question.title, features: set.features, dimension: set.dimension, labels: set.labels.map(Int.init),
      predictions: set.predictions.map(Int.init), classWeights: set.classWeights,
      classNames: (0..<set.classCount).map(String.init), epoch: question.epoch, earlier: earlier)
  }
}

/// The answers that the figures of a report were made from; as a source it gives them again.
package struct FeatureEvidence: Hashable, Sendable {
  package var spheres: [SphereQuestion: SphereAnswer] = [:]
  package var values: [ValuesQuestion: [Double]] = [:]

  package init() {}
}

extension FeatureEvidence: FeatureSource {
  package func sphere(_ question: SphereQuestion) -> SphereAnswer? {
    spheres[question] ?? spheres.first { $0.key.asksTheSame(as: question) && $0.value.isMeasured }?.value
  }

  package func values(_ question: ValuesQuestion) -> [Double]? { values[question] }
}

extension SphereQuestion {
  /// Whatever the figure calls the run: measurements do not name it.
  fileprivate func asksTheSame(as other: SphereQuestion) -> Bool {
    var renamed = self
    renamed.title = other.title
    return renamed == other
  }
}

extension SphereAnswer {
  fileprivate var isMeasured: Bool { if case .measured = self { true } else { false } }
}

/// Answers from evidence, and remembers which of them were asked for: what a report that is made from older evidence rests on.
package final class KeptFeatures: FeatureSource {
  private let kept: FeatureEvidence
  private let asked = Mutex(FeatureEvidence())

  package init(_ kept: FeatureEvidence) {
    self.kept = kept
  }

  /// All answers that were given.
  package var evidence: FeatureEvidence { asked.withLock { $0 } }

  package func sphere(_ question: SphereQuestion) -> SphereAnswer? {
    guard let answer = kept.sphere(question) else { return nil }
    asked.withLock { $0.spheres[question] = answer }
    return answer
  }

  package func values(_ question: ValuesQuestion) -> [Double]? {
    guard let values = kept.values(question) else { return nil }
    asked.withLock { $0.values[question] = values }
    return values
  }
}
