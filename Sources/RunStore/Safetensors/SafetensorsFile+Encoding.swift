import OffprintCore

extension SafetensorsFile {
  /// The file's bytes; the same content always gives the same ones. Names must be unique.
  package func encoded() -> [UInt8] {
    precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors have one name")
    precondition(!tensors.contains { $0.name == SafetensorsFile.metadataKey }, "the name is taken by the format")
    // Wide elements first, so that each tensor starts at a multiple of its own element size.
    let order = tensors.sorted {
      ($1.elements.width, $0.name) < ($0.elements.width, $1.name)
    }
    var offset = 0
    var entries: [(name: String, json: String)] = []
    for tensor in order {
      let end = offset + tensor.elements.count * tensor.elements.width
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let description =
        #"{"dtype":"\#(tensor.elements.dtype)","shape":[\#(shape)],"data_offsets":[\#(offset),\#(end)]}"#
      entries.append((tensor.name, description))
      offset = end
    }
    let header = header(entries)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + offset)
    bytes.appendLittleEndian(UInt64(header.count))
    bytes += header
    for tensor in order { bytes.append(elements: tensor.elements) }
    return bytes
  }

  private func header(_ entries: [(name: String, json: String)]) -> [UInt8] {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { Setting.quoted($0.key) + ":" + Setting.quoted($0.value) }
      fields.append(Setting.quoted(SafetensorsFile.metadataKey) + ":{" + pairs.joined(separator: ",") + "}")
    }
    fields += entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .map { Setting.quoted($0.name) + ":" + $0.json }
    var header = Array(("{" + fields.joined(separator: ",") + "}").utf8)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
    return header
  }
}

extension [UInt8] {
  fileprivate mutating func appendLittleEndian(_ value: some FixedWidthInteger & UnsignedInteger) {
    for byte in 0..<value.bitWidth / 8 { append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
  }

  fileprivate mutating func append(elements: NamedTensor.Elements) {
    switch elements {
    case .float32(let values): for value in values { appendLittleEndian(value.bitPattern) }
    case .uint8(let values): self += values
    case .int64(let values): for value in values { appendLittleEndian(UInt64(bitPattern: value)) }
    }
  }
}
