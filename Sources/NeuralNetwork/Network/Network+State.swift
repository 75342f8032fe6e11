import Kernels
package import OffprintCore

/// Everything that a network carries from one step to the next. Random streams are not among it: they are counters of the
/// seed, the epoch and the step.
extension Network {
  /// `exportTensors()` and the optimizer's state, `optimizer.0.<parameter>` for its first kind.
  ///
  /// Named and ordered like the tensors on disk, so that nothing depends on how they lie in memory.
  package func exportState() -> [NamedTensor] {
    exportTensors()
      + (0..<optimizer.stateCount).flatMap { kind in
        parameterTable.tensors(in: optimizerState(kind)).map { tensor in
          NamedTensor(name: Network.stateName(kind, tensor.name), shape: tensor.shape, elements: tensor.elements)
        }
      }
  }

  /// Takes back what `exportState` gave, after `initialize` with the run's seed. Every tensor must be there with its shape;
  /// nothing is changed where it throws.
  package func importState(_ tensors: [NamedTensor]) throws(TensorError) {
    var kinds: [[[Float]]] = []
    for kind in 0..<optimizer.stateCount {
      var byName: [String: NamedTensor] = [:]
      let prefix = Network.stateName(kind, "")
      for tensor in tensors where tensor.name.hasPrefix(prefix) {
        byName[String(tensor.name.dropFirst(prefix.count))] = tensor
      }
      do {
        kinds.append(try parameterTable.values(from: byName))
      } catch {
        throw TensorError(name: prefix + error.name, reason: error.reason)
      }
    }
    try importTensors(tensors)
    for (kind, values) in kinds.enumerated() { parameterTable.assign(values, to: optimizerState(kind)) }
  }

  func optimizerState(_ kind: Int) -> FloatRegion {
    optimizerState.slice(kind * parameterTable.count..<(kind + 1) * parameterTable.count)
  }

  private static func stateName(_ kind: Int, _ parameter: String) -> String { "optimizer.\(kind).\(parameter)" }
}
