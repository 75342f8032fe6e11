import Foundation
import OffprintCore

extension SafetensorsFile {
  /// Reads a file that may say anything. Every length is checked before it is used, the tensors must fill the file without
  /// gap or overlap, and nothing larger than the file itself is ever allocated. Tensors come back sorted by name.
  package init(decoding bytes: [UInt8]) throws(SafetensorsError) {
    let header = try SafetensorsFile.headerRange(of: bytes)
    let entries = try SafetensorsFile.parse(bytes[header])
    let data = bytes[header.upperBound...]
    try SafetensorsFile.checkLayout(entries.tensors, dataCount: data.count)
    metadata = entries.metadata
    tensors = []
    for (name, entry) in entries.tensors {
      tensors.append(
        NamedTensor(name: name, shape: entry.shape, elements: try entry.elements(name: name, in: data)))
    }
  }

  private static func headerRange(of bytes: [UInt8]) throws(SafetensorsError) -> Range<Int> {
    guard bytes.count >= 8 else { throw .truncated(expected: 8, found: bytes.count) }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * $1) }
    guard length <= maximumHeaderLength else { throw .headerTooLong(length) }
    let end = 8 + Int(length)
    guard end <= bytes.count else { throw .truncated(expected: end, found: bytes.count) }
    guard length > 0, bytes[8] == UInt8(ascii: "{") else { throw .badHeader("it does not start with ‘{’") }
    return 8..<end
  }

  private static func parse(
    _ header: ArraySlice<UInt8>
  ) throws(SafetensorsError) -> (tensors: [(name: String, entry: Entry)], metadata: [String: String]) {
    let fields: [String: Field]
    do {
      fields = try JSONDecoder().decode([String: Field].self, from: Data(header))
    } catch {
      throw .badHeader("it is not JSON of the right form")
    }
    var tensors: [(name: String, entry: Entry)] = []
    var metadata: [String: String] = [:]
    for (name, field) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      switch field {
      case .metadata(let values) where name == metadataKey: metadata = values
      case .tensor(let entry) where name != metadataKey: tensors.append((name, entry))
      default: throw .badHeader("‘\(name)’ is not what it should be")
      }
    }
    return (tensors, metadata)
  }

  private static func checkLayout(
    _ tensors: [(name: String, entry: Entry)], dataCount: Int
  ) throws(SafetensorsError) {
    for (name, entry) in tensors { try entry.check(name: name) }
    var end = 0
    for (name, entry) in tensors.sorted(by: { ($0.entry.start, $0.entry.end) < ($1.entry.start, $1.entry.end) }) {
      guard entry.start == end else {
        throw .badLayout("‘\(name)’ starts at byte \(entry.start), and the one before it ends at \(end)")
      }
      end = entry.end
    }
    guard end == dataCount else { throw .badLayout("they take \(end) bytes and the file holds \(dataCount)") }
  }
}

/// One value of the header's map.
private enum Field: Decodable {
  case tensor(Entry)
  case metadata([String: String])

  init(from decoder: any Decoder) throws {
    if let entry = try? Entry(from: decoder) {
      self = .tensor(entry)
    } else {
      self = .metadata(try [String: String](from: decoder))
    }
  }
}

/// Where a tensor lies and how it is to be read.
private struct Entry: Decodable {
  var dtype: String
  var shape: [Int]
  var data_offsets: [Int]

  var start: Int { data_offsets[0] }
  var end: Int { data_offsets[1] }

  private var width: Int? {
    switch dtype {
    case "F32": 4
    case "U8": 1
    case "I64": 8
    default: nil
    }
  }

  /// The shape and type against the bytes they are said to take; after this `start` and `end` may be used.
  func check(name: String) throws(SafetensorsError) {
    guard let width else { throw .badTensor(name: name, reason: "has the type ‘\(dtype)’, which is not read here") }
    guard data_offsets.count == 2, start >= 0, start <= end else {
      throw .badTensor(name: name, reason: "has offsets that make no range")
    }
    var size = width
    for extent in shape {
      let product = size.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !product.overflow else { throw .badTensor(name: name, reason: "has an impossible shape") }
      size = product.partialValue
    }
    guard size == end - start else {
      throw .badTensor(name: name, reason: "takes \(end - start) bytes where its shape asks for \(size)")
    }
  }

  /// `check` and the layout have been passed: the range lies inside the data.
  func elements(name: String, in data: ArraySlice<UInt8>) throws(SafetensorsError) -> NamedTensor.Elements {
    let bytes = Array(data[(data.startIndex + start)..<(data.startIndex + end)])
    switch dtype {
    case "F32":
      return .float32(
        stride(from: 0, to: bytes.count, by: 4).map { index in
          Float(
            bitPattern: UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
              | UInt32(bytes[index + 3]) << 24)
        })
    case "I64":
      return .int64(
        stride(from: 0, to: bytes.count, by: 8).map { index in
          Int64(bitPattern: (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[index + $1]) << (8 * $1) })
        })
    default: return .uint8(bytes)
    }
  }
}
