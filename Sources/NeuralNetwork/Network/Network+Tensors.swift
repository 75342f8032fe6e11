internal import Kernels
package import OffprintCore

/// Tensors that do not belong to this network: which, and why.
package struct TensorError: Error, Hashable, Sendable, CustomStringConvertible {
  package var name: String
  package var reason: String

  package init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }

  package var description: String { "tensor ‘\(name)’ \(reason)" }
}

extension Network {
  /// Parameters and running statistics under PyTorch's names and in its orders: convolutions
  /// `[output][input][row][column]`, linear layers `[output][input]` with the input flattened channel by channel,
  /// `running_mean` and `running_var`, the head's `head.weight` `[class][dimension]`.
  package func exportTensors() -> [NamedTensor] {
    parameterTable.tensors(in: parameters) + statisticsTable.tensors(in: statistics)
  }

  /// The gradients of the last step, named and ordered like the parameters.
  package func exportGradients() -> [NamedTensor] { parameterTable.tensors(in: gradients) }

  /// Takes parameters and statistics back from `tensors`; every one must be there with its shape. Nothing is changed where
  /// it throws.
  package func importTensors(_ tensors: [NamedTensor]) throws(TensorError) {
    var byName: [String: NamedTensor] = [:]
    for tensor in tensors { byName[tensor.name] = tensor }
    let learned = try parameterTable.values(from: byName)
    let carried = try statisticsTable.values(from: byName)
    parameterTable.assign(learned, to: parameters)
    statisticsTable.assign(carried, to: statistics)
  }
}

extension TensorTable.Entry {
  /// The shape on disk.
  var diskShape: [Int] {
    let shape = tensor.declaration.shape
    switch tensor.ordering {
    case .same: return shape
    case .convolution: return [shape[3], shape[2], shape[0], shape[1]]
    case .linear: return [shape[3], shape[2] * shape[0] * shape[1]]
    }
  }

  /// The values of `region` in their order on disk.
  func diskValues(in region: FloatRegion) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(region.count)
    forEachPlace { values.append(region[$0]) }
    return values
  }

  /// Takes `values`, which are in their order on disk, into `region`.
  func assignDiskValues(_ values: [Float], to region: FloatRegion) {
    var index = 0
    forEachPlace { place in
      region[place] = values[index]
      index += 1
    }
  }

  /// The places in memory of the elements, in their order on disk.
  @inline(__always) private func forEachPlace(_ body: (Int) -> Void) {
    if tensor.ordering == .same {
      for place in 0..<tensor.declaration.count { body(place) }
      return
    }
    // Both orders on disk run output, input, tap from the outside in; memory runs tap, input, output.
    let shape = tensor.declaration.shape
    let (taps, inputs, outputs) = (shape[0] * shape[1], shape[2], shape[3])
    for output in 0..<outputs {
      for input in 0..<inputs {
        for tap in 0..<taps { body((tap * inputs + input) * outputs + output) }
      }
    }
  }
}

extension TensorTable {
  /// The entries' values in `region`, in their orders on disk.
  func tensors(in region: FloatRegion) -> [NamedTensor] {
    entries.map { entry in
      NamedTensor(
        name: entry.name, shape: entry.diskShape, elements: .float32(entry.diskValues(in: region.slice(entry.range))))
    }
  }

  /// The values of every entry, found by name and checked by shape.
  func values(from tensors: [String: NamedTensor]) throws(TensorError) -> [[Float]] {
    var all: [[Float]] = []
    for entry in entries {
      guard let tensor = tensors[entry.name] else { throw TensorError(name: entry.name, reason: "is missing") }
      guard case .float32(let values) = tensor.elements, tensor.shape == entry.diskShape else {
        throw TensorError(
          name: entry.name, reason: "has shape \(tensor.shape), but the model wants \(entry.diskShape) in float32")
      }
      all.append(values)
    }
    return all
  }

  /// What `values(from:)` gave, into `region`.
  func assign(_ values: [[Float]], to region: FloatRegion) {
    for (entry, values) in zip(entries, values) {
      entry.assignDiskValues(values, to: region.slice(entry.range))
    }
  }
}
