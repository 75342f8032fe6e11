package import Kernels
package import OffprintCore

/// A moment of a step at which nothing moves, for those who look at a run's tensors from outside.
package enum StepMoment: Hashable, Sendable {
  /// Before the first step that is watched.
  case start
  /// Forward and backward are done: the running statistics have moved, the gradients are there, the parameters are as they
  /// were. With the mean loss over the batch.
  case gradients(loss: Float)
  /// The step is done. A step whose loss or gradients are not finite has changed no parameter.
  case end(StepResult)
}

/// The tensors of a network, by kind and by their names on disk.
package struct NetworkTensors {
  package enum Kind: Hashable, Sendable {
    case parameter
    case gradient
    case statistic
    /// The optimizer's, by its number: Adam has m and v.
    case state(Int)
  }

  private let network: Network

  package init(_ network: Network) {
    self.network = network
  }

  /// How many numbers the optimizer keeps for each parameter.
  package var stateCount: Int { network.optimizer.stateCount }

  /// `layers.0.conv.weight`, …, the head's last.
  package var parameterNames: [String] { network.parameterTable.entries.map(\.name) }

  /// `layers.1.norm.running_mean`, ….
  package var statisticNames: [String] { network.statisticsTable.entries.map(\.name) }

  /// The values of one tensor as they lie in memory, whoever writes to which changes the run. `place` counts the names of the
  /// parameters, or of the statistics.
  package func region(_ kind: Kind, _ place: Int) -> FloatRegion {
    let (table, region) = home(of: kind)
    return region.slice(table.entries[place].range)
  }

  /// Of one tensor in its order on disk.
  package func fingerprint(_ kind: Kind, _ place: Int) -> Fingerprint {
    let entry = home(of: kind).table.entries[place]
    return Fingerprint(of: entry.diskValues(in: region(kind, place)))
  }

  private func home(of kind: Kind) -> (table: TensorTable, region: FloatRegion) {
    switch kind {
    case .parameter: (network.parameterTable, network.parameters)
    case .gradient: (network.parameterTable, network.gradients)
    case .statistic: (network.statisticsTable, network.statistics)
    case .state(let number): (network.parameterTable, network.optimizerState(number))
    }
  }
}

extension Network {
  /// Of all that the next step depends on beside the data: parameters, running statistics, the optimizer's state; chained with
  /// what it was at an earlier moment, so that two equal ones were equal then, too.
  ///
  /// The fingerprint of these words: `previous`, or 0, then the fingerprint of each tensor in the order of `exportState`.
  package func stateFingerprint(after previous: Fingerprint?) -> Fingerprint {
    let tensors = NetworkTensors(self)
    var words = [previous?.word ?? 0]
    for place in parameterTable.entries.indices { words.append(tensors.fingerprint(.parameter, place).word) }
    for place in statisticsTable.entries.indices { words.append(tensors.fingerprint(.statistic, place).word) }
    for kind in 0..<optimizer.stateCount {
      for place in parameterTable.entries.indices { words.append(tensors.fingerprint(.state(kind), place).word) }
    }
    return Fingerprint(of: words)
  }

  /// `trainStep` in two halves with a look after each, to the same bits. What `look` writes to a tensor counts.
  package func watchedTrainStep(
    labels batchLabels: ArraySlice<Int32>, progress: HeadProgress, step: OptimizerStep, clipNorm: Double?,
    look: (StepMoment) -> Void
  ) -> StepResult {
    let result = computeGradients(labels: batchLabels, progress: progress)
    look(.gradients(loss: result.loss))
    let order = StepOrder(progress: progress, optimizer: step, clipNorm: clipNorm)
    team.run { share in finishShare(result, order, Worker(kernels: kernels, share: share)) }
    look(.end(outcome))
    return outcome
  }
}
