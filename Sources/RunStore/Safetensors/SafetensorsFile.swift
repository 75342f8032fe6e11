package import OffprintCore

/// The content of a safetensors file: tensors with unique names, and text about them.
///
/// On disk: the header's length as a little-endian UInt64; the header, JSON padded with spaces to a multiple of 8 bytes;
/// the tensors, little-endian and row-major, without gaps. (The format of Hugging Face's `safetensors` library, whose own
/// reader the tests use.) Float bit patterns survive, NaN payloads included.
package struct SafetensorsFile: Hashable, Sendable {
  package var tensors: [NamedTensor]
  package var metadata: [String: String]

  package init(tensors: [NamedTensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  package func tensor(_ name: String) -> NamedTensor? {
    tensors.first { $0.name == name }
  }

  static let metadataKey = "__metadata__"
  /// Far above any network here, far below what could exhaust memory.
  static let maximumHeaderLength: UInt64 = 16 << 20
}

extension NamedTensor.Elements {
  /// The format's name of the element type.
  var dtype: String {
    switch self {
    case .float32: "F32"
    case .uint8: "U8"
    case .int64: "I64"
    }
  }

  /// Bytes of one element.
  var width: Int {
    switch self {
    case .float32: 4
    case .uint8: 1
    case .int64: 8
    }
  }
}
