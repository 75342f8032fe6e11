package import Kernels

/// Tensors side by side in one region, each starting on a cache line, so that the optimizer is one pass over all of them. What
/// lies between them is 0 and stays 0 under every optimizer.
package struct TensorTable: Sendable {
  package struct Entry: Sendable {
    /// As on disk: `layers.0.conv.weight`.
    package let name: String
    package let tensor: LayerTensor
    /// Where it lies in the region.
    package let range: Range<Int>
  }

  package private(set) var entries: [Entry] = []
  /// Floats that the region needs.
  package private(set) var count = 0

  package init() {}

  /// Adds `tensors` under `prefix` and returns their places in `entries`.
  package mutating func append(_ tensors: [LayerTensor], prefix: String) -> Range<Int> {
    let first = entries.count
    for tensor in tensors {
      let size = tensor.declaration.count
      entries.append(
        Entry(name: "\(prefix).\(tensor.declaration.name)", tensor: tensor, range: count..<(count + size)))
      count += Arena.footprint(size)
    }
    return first..<entries.count
  }

  /// The parts of `region` that belong to the entries at `places`.
  package func slices(of region: FloatRegion, at places: Range<Int>) -> [FloatRegion] {
    entries[places].map { region.slice($0.range) }
  }
}
