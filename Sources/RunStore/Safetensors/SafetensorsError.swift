/// Why bytes are not a safetensors file that can be trusted.
package enum SafetensorsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Shorter than the header's length field, or than the header it announces.
  case truncated(expected: Int, found: Int)
  /// The header is longer than any that is written here.
  case headerTooLong(UInt64)
  /// The header is not the JSON it should be.
  case badHeader(String)
  /// A tensor whose type, shape and place do not fit together.
  case badTensor(name: String, reason: String)
  /// The tensors leave gaps, overlap, or end before or after the file does.
  case badLayout(String)

  package var description: String {
    switch self {
    case .truncated(let expected, let found):
      "it is cut short: \(found) bytes where there should be at least \(expected)"
    case .headerTooLong(let length): "its header claims to be \(length) bytes long"
    case .badHeader(let reason): "its header cannot be read: \(reason)"
    case .badTensor(let name, let reason): "its tensor ‘\(name)’ \(reason)"
    case .badLayout(let reason): "its tensors do not fill it: \(reason)"
    }
  }
}
