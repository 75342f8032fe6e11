package import Experiment
import NeuralNetwork
import OffprintCore
import Synchronization

/// Writes down what the steps of some epochs compute.
package final class TraceRecorder: StepWitness {
  private struct State {
    var items: [TraceItem] = []
    var rows: [StepTrace.Row] = []
    /// Of the step that is being done, in the order of the items.
    var words: [UInt64] = []
  }

  private let epochs: ClosedRange<Int>
  private let state = Mutex(State())

  /// For these epochs, from 1.
  package init(epochs: ClosedRange<Int>) {
    self.epochs = epochs
  }

  package func watches(epoch: Int) -> Bool { epochs.contains(epoch) }

  package func look(_ sight: StepSight) {
    state.withLock { state in
      switch sight.moment {
      case .start: start(sight, &state)
      case .gradients(let loss): state.words = TraceRecorder.forthAndBack(sight, loss: loss)
      case .end(let result):
        state.words.append(UInt64(result.gradientNorm.bitPattern))
        state.words += TraceRecorder.updates(sight.tensors)
        state.rows.append(StepTrace.Row(epoch: sight.epoch, step: sight.step, words: state.words))
      }
    }
  }

  /// What was recorded so far of this run; `origin` says what computed it.
  package func trace(of spec: RunSpec, data: DataIdentity, origin: String) -> StepTrace {
    state.withLock { state in
      StepTrace(
        run: Trainer.runID(spec: spec, data: data), data: data.digest, engineVersion: Network.numericVersion,
        origin: origin, items: state.items, rows: state.rows)
    }
  }

  /// The state that the first step finds, in the form of a step that has computed nothing else.
  private func start(_ sight: StepSight, _ state: inout State) {
    guard state.rows.isEmpty else { return }
    let tensors = sight.tensors
    state.items = TraceItem.inOrder(
      statistics: tensors.statisticNames, parameters: tensors.parameterNames, stateCount: tensors.stateCount)
    let statistics = tensors.statisticNames.indices.map { tensors.fingerprint(.statistic, $0).word }
    let nothing = [UInt64](repeating: 0, count: tensors.parameterNames.count + 2)
    state.rows.append(
      StepTrace.Row(
        epoch: sight.epoch, step: 0, words: [0] + statistics + nothing + TraceRecorder.updates(tensors)))
  }

  private static func forthAndBack(_ sight: StepSight, loss: Float) -> [UInt64] {
    let tensors = sight.tensors
    var words = [Fingerprint(of: sight.batch.map { UInt64(truncatingIfNeeded: $0) }).word]
    words += tensors.statisticNames.indices.map { tensors.fingerprint(.statistic, $0).word }
    words.append(UInt64(loss.bitPattern))
    words += tensors.parameterNames.indices.reversed().map { tensors.fingerprint(.gradient, $0).word }
    return words
  }

  private static func updates(_ tensors: NetworkTensors) -> [UInt64] {
    tensors.parameterNames.indices.flatMap { place in
      (0..<tensors.stateCount).map { tensors.fingerprint(.state($0), place).word }
        + [tensors.fingerprint(.parameter, place).word]
    }
  }
}
