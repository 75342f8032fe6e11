/// Why a header of a tar archive is refused.
struct TarError: Error, Hashable {
  /// A sentence without a final stop.
  var reason: String
}

/// The 512 bytes before each file of a tar archive, in the form that POSIX.1-1988 calls ustar, and GNU's reading of it.
struct TarHeader: Hashable {
  enum Kind: Hashable {
    case file
    case directory
    /// Extended attributes of the next file, or of all that follow (pax).
    case attributes
    /// Anything else, in words: a symbolic link, a device.
    case other(String)
  }

  static let size = 512

  /// With the prefix that long names have.
  var name: String
  /// Bytes of the content that follows.
  var count: Int
  var kind: Kind

  init(name: String, count: Int) {
    self.name = name
    self.count = count
    kind = .file
  }

  /// Bytes from the end of the content to the next header.
  var padding: Int { (TarHeader.size - count % TarHeader.size) % TarHeader.size }

  // MARK: - Writing

  /// Readable by all, writable by the owner, who is user 0; the time is the start of 1970: nothing of the machine or the moment,
  /// so that the same files give the same archive. Names have at most 100 bytes, contents less than 8 GiB.
  func encoded() -> [UInt8] {
    precondition(name.utf8.count <= 100 && count < 1 << 33, "a run's files have short names and fit in a header")
    var bytes = [UInt8](repeating: 0, count: TarHeader.size)
    func put(_ text: String, at offset: Int) {
      bytes.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(TarHeader.octal(count, digits: 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put("0000000", at: 329)
    put("0000000", at: 337)
    put(TarHeader.octal(bytes.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
    return bytes
  }

  private static func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }

  // MARK: - Reading

  /// Nil for a block of zeros, which ends an archive.
  init?(decoding bytes: [UInt8]) throws(TarError) {
    precondition(bytes.count == TarHeader.size)
    if bytes.allSatisfy({ $0 == 0 }) { return nil }
    let blank = bytes.indices.map { (148..<156).contains($0) ? UInt8(ascii: " ") : bytes[$0] }
    guard let sum = TarHeader.number(bytes[148..<156]), sum == blank.reduce(0, { $0 + Int($1) }) else {
      throw TarError(reason: "it is not a tar archive, or damaged: the check sum of a header is wrong")
    }
    let isPOSIX = Array(bytes[257..<263]) == Array("ustar\0".utf8)
    let prefix = isPOSIX ? TarHeader.text(bytes[345..<500]) : ""
    let name = TarHeader.text(bytes[0..<100])
    self.name = prefix.isEmpty ? name : prefix + "/" + name
    guard let count = TarHeader.number(bytes[124..<136]) else {
      throw TarError(reason: "the size of ‘\(self.name)’ is not a number that is read here")
    }
    self.count = count
    kind = TarHeader.kind(bytes[156])
  }

  private static func kind(_ flag: UInt8) -> Kind {
    switch flag {
    case 0, UInt8(ascii: "0"): .file
    case UInt8(ascii: "5"): .directory
    case UInt8(ascii: "x"), UInt8(ascii: "g"): .attributes
    case UInt8(ascii: "1"): .other("a hard link")
    case UInt8(ascii: "2"): .other("a symbolic link")
    case UInt8(ascii: "3"), UInt8(ascii: "4"): .other("a device")
    case UInt8(ascii: "6"): .other("a pipe")
    default: .other("not a file")
    }
  }

  /// Up to the first zero.
  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Octal digits with blanks before and blanks or zeros after them; nil for anything else, GNU's binary numbers included.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == UInt8(ascii: " ") }.prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    let rest = field.drop { $0 == UInt8(ascii: " ") }.dropFirst(digits.count)
    guard !digits.isEmpty, rest.allSatisfy({ $0 == 0 || $0 == UInt8(ascii: " ") }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}
