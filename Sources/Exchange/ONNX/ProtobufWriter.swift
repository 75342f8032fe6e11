/// Writes the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding): fields of a message in the
/// order in which they are added. It knows no schema; who calls it knows the numbers of the fields.
///
/// Numbers that are repeated are written one by one, not packed, as proto2 does by default; readers take both.
package struct ProtobufWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fixed32 = 5
  }

  /// A whole number; a negative one takes ten bytes, as the format has it.
  package mutating func add(_ field: Int, _ value: Int) {
    tag(field, .varint)
    varint(UInt64(bitPattern: Int64(value)))
  }

  package mutating func add(_ field: Int, _ value: Float) {
    tag(field, .fixed32)
    append(value)
  }

  /// Text, as UTF-8.
  package mutating func add(_ field: Int, _ text: String) { add(field, bytes: Array(text.utf8)) }

  package mutating func add(_ field: Int, bytes value: [UInt8]) {
    tag(field, .lengthDelimited)
    varint(UInt64(value.count))
    bytes += value
  }

  /// A message within this one.
  package mutating func add(_ field: Int, _ message: ProtobufWriter) { add(field, bytes: message.bytes) }

  /// The values one after another as little-endian bytes: what ONNX calls raw data.
  package mutating func add(_ field: Int, raw values: [Float]) {
    tag(field, .lengthDelimited)
    varint(UInt64(4 * values.count))
    bytes.reserveCapacity(bytes.count + 4 * values.count)
    for value in values { append(value) }
  }

  private mutating func append(_ value: Float) {
    for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift)) }
  }

  private mutating func tag(_ field: Int, _ type: WireType) {
    precondition(field > 0, "fields are numbered from 1")
    varint(UInt64(field) << 3 | type.rawValue)
  }

  /// Seven bits to a byte, the lowest first; the high bit says that more follow.
  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
