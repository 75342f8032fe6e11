import Foundation
import OffprintCore
import RunStore
import Testing

@Suite("Safetensors") struct SafetensorsTests {
  /// Zero-sized, scalar, all three types; NaNs with payloads, both zeros, subnormals, infinities.
  static let file = SafetensorsFile(
    tensors: [
      NamedTensor(
        name: "specials", shape: [2, 4],
        elements: .float32([
          Float(bitPattern: 0x7FC0_1234), Float(bitPattern: 0xFFA0_0001), -0.0, 0, .infinity, -.infinity,
          Float(bitPattern: 1), Float(bitPattern: 0x007F_FFFF),
        ])),
      NamedTensor(name: "bytes", shape: [3], elements: .uint8([0, 128, 255])),
      NamedTensor(name: "wide", shape: [2, 1], elements: .int64([.min, .max])),
      NamedTensor(name: "none", shape: [0, 5], elements: .float32([])),
      NamedTensor(name: "scalar", shape: [], elements: .float32([2.5])),
      NamedTensor(name: "name with \"quotes\" and ü", shape: [1], elements: .uint8([7])),
    ], metadata: ["run": "abc", "a \"b\"": "line\nbreak"])

  private func bits(_ file: SafetensorsFile, _ name: String) -> [UInt32] {
    guard case .float32(let values)? = file.tensor(name)?.elements else { return [] }
    return values.map(\.bitPattern)
  }

  @Test func `every bit comes back`() throws {
    let read = try SafetensorsFile(decoding: Self.file.encoded())
    #expect(bits(read, "specials") == bits(Self.file, "specials"))
    for name in ["bytes", "wide", "none", "scalar", "name with \"quotes\" and ü"] {
      #expect(read.tensor(name) == Self.file.tensor(name))
    }
    #expect(read.metadata == Self.file.metadata)
    #expect(read.tensors.count == 6)
  }

  @Test func `the order of the tensors in memory changes no byte`() {
    var shuffled = Self.file
    shuffled.tensors.reverse()
    #expect(shuffled.encoded() == Self.file.encoded())
  }

  @Test func `the header is sorted and padded so that tensors start at multiples of eight`() {
    let bytes = Self.file.encoded()
    let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    #expect(length.isMultiple(of: 8))
    let header = String(decoding: bytes[8..<8 + length], as: UTF8.self)
    #expect(header.hasPrefix(#"{"__metadata__":{"a \"b\"":"line\nbreak","run":"abc"},"bytes":{"dtype":"U8""#))
  }

  @Test func `a file of nothing is a file`() throws {
    let read = try SafetensorsFile(decoding: SafetensorsFile(tensors: []).encoded())
    #expect(read.tensors.isEmpty && read.metadata.isEmpty)
  }

  // MARK: - Hostile files

  private func bytes(header: String, data: Int = 0) -> [UInt8] {
    let length = header.utf8.count
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private func tensor(_ shape: String, _ offsets: String, dtype: String = "F32") -> String {
    #"{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  @Test func `lengths that lie are refused before they are used`() {
    for bytes: [UInt8] in [
      [], [1, 2, 3], [8, 0, 0, 0, 0, 0, 0, 0], [UInt8](repeating: 255, count: 64),
      [0, 0, 0, 1, 0, 0, 0, 0, 123, 125], [0, 0, 0, 0, 0, 0, 0, 128, 123, 125], [0, 0, 0, 0, 0, 0, 0, 0],
    ] {
      #expect(throws: SafetensorsError.self) { try SafetensorsFile(decoding: bytes) }
    }
    let huge = [UInt8](repeating: 255, count: 64)
    #expect(throws: SafetensorsError.headerTooLong(.max)) { try SafetensorsFile(decoding: huge) }
  }

  @Test func `headers that are not what they should be are refused`() {
    for header in [
      "[]", "{", "{}x", "null", "\u{0}{}", #"{"a":1}"#, #"{"a":{"dtype":"F32"}}"#, #"{"a":{"x":"y"}}"#,
      #"{"__metadata__":{"a":1}}"#, #"{"__metadata__":\#(tensor("[0]", "[0,0]"))}"#,
      "{" + String(repeating: #""a":{"#, count: 20_000),
    ] {
      #expect(throws: SafetensorsError.self, "\(header.prefix(60))") {
        try SafetensorsFile(decoding: bytes(header: header))
      }
    }
  }

  @Test func `tensors that do not fit their bytes are refused`() {
    let cases: [(shape: String, offsets: String, dtype: String, data: Int)] = [
      ("[2]", "[0,4]", "F32", 8), ("[2]", "[0,16]", "F32", 8), ("[2]", "[4,12]", "F32", 12),
      ("[2]", "[8,0]", "F32", 8), ("[2]", "[-8,0]", "F32", 8), ("[-2]", "[0,8]", "F32", 8),
      ("[-1,-2]", "[0,8]", "F32", 8), ("[2]", "[0]", "F32", 8), ("[2]", "[0,8,8]", "F32", 8), ("[2]", "[]", "F32", 8),
      ("[4611686018427387904,4]", "[0,0]", "F32", 0), ("[9223372036854775807]", "[0,8]", "F32", 8),
      ("[99999999999999999999]", "[0,8]", "F32", 8), ("[2]", "[0,9223372036854775807]", "F32", 8),
      ("[1.5]", "[0,6]", "F32", 6), ("[2]", "[0,8]", "F64", 8), ("[2]", "[0,8]", "", 8), ("[1]", "[0,4]", "F32", 5),
    ]
    for (shape, offsets, dtype, data) in cases {
      let header = #"{"a":"# + tensor(shape, offsets, dtype: dtype) + "}"
      #expect(throws: SafetensorsError.self, "\(header)") {
        try SafetensorsFile(decoding: bytes(header: header, data: data))
      }
    }
  }

  @Test func `tensors that overlap or leave a gap are refused`() {
    let overlap = #"{"a":\#(tensor("[2]", "[0,8]")),"b":\#(tensor("[2]", "[4,12]"))}"#
    let gap = #"{"a":\#(tensor("[2]", "[0,8]")),"b":\#(tensor("[1]", "[12,16]"))}"#
    let twice = #"{"a":\#(tensor("[2]", "[0,8]")),"a":\#(tensor("[1]", "[8,12]"))}"#
    for (header, data) in [(overlap, 12), (gap, 16), (twice, 12)] {
      #expect(throws: SafetensorsError.self, "\(header)") {
        try SafetensorsFile(decoding: bytes(header: header, data: data))
      }
    }
  }

  @Test func `a file cut at any byte is refused`() {
    let whole = Self.file.encoded()
    for count in 0..<whole.count {
      #expect(throws: SafetensorsError.self) { try SafetensorsFile(decoding: Array(whole[..<count])) }
    }
  }
}
