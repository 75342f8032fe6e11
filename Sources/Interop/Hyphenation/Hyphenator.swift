internal import CHyphen
internal import Foundation

/// Where words may be divided, by the patterns of their language (Liang, "Word Hy-phen-a-tion by Com-put-er", 1983) as
/// libhyphen reads them. Not to be shared between threads.
@safe
package final class Hyphenator {
  private let dictionary: UnsafeMutablePointer<HyphenDict>
  private let isUTF8: Bool
  private var known: [String: [Int]] = [:]

  /// The least letters before and after a division.
  package static let leastBefore = 2
  package static let leastAfter = 3
  /// Longer words are no words of a language.
  private static let longestWord = 60

  /// Nil where this machine has no patterns for `language`, a BCP 47 tag, or none in an encoding that is read here.
  package init?(language: String) {
    guard let path = HyphenationPatterns.path(for: language), let encoding = Self.encoding(ofFile: path),
      let loaded = unsafe hnj_hyphen_load(path)
    else { return nil }
    isUTF8 = encoding == "UTF-8"
    unsafe dictionary = loaded
  }

  deinit {
    unsafe hnj_hyphen_free(dictionary)
  }

  /// The encoding that the file's first line names, where it is one of the two that occur.
  private static func encoding(ofFile path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 32) else { return nil }
    let name = String(decoding: head.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self).uppercased()
    return ["UTF-8", "ISO8859-1"].contains(name) ? name : nil
  }

  /// How many letters of `word` may stand before a division, in growing order. Words that are not letters throughout, or
  /// all capitals, are not divided.
  package func divisions(of word: String) -> [Int] {
    if let found = known[word] { return found }
    let found = divide(word)
    known[word] = found
    return found
  }

  private func divide(_ word: String) -> [Int] {
    let scalars = Array(word.unicodeScalars)
    guard scalars.count >= Self.leastBefore + Self.leastAfter, scalars.count <= Self.longestWord,
      scalars.allSatisfy(\.properties.isAlphabetic), !scalars.dropFirst().contains(where: \.properties.isUppercase)
    else { return [] }
    let lower = Array(word.lowercased().unicodeScalars)
    guard lower.count == scalars.count, let bytes = encoded(lower) else { return [] }
    var marks = [CChar](repeating: 0, count: bytes.count + 8)
    var (replacements, positions, cuts):
      (
        UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?
      )
    unsafe (replacements, positions, cuts) = (nil, nil, nil)
    let status = unsafe hnj_hyphen_hyphenate2(
      dictionary, bytes, Int32(bytes.count - 1), &marks, nil, &replacements, &positions, &cuts)
    // A division that changes the spelling ("Schiff-fahrt") is left out: what is set must be what was written.
    var changing: Set<Int> = []
    if let replacements = unsafe replacements {
      for index in 0..<bytes.count - 1 {
        guard let text = unsafe replacements[index] else { continue }
        changing.insert(index)
        unsafe free(text)
      }
      unsafe free(replacements)
    }
    unsafe free(positions)
    unsafe free(cuts)
    guard status == 0 else { return [] }
    return (Self.leastBefore...scalars.count - Self.leastAfter).filter { count in
      marks[count - 1] & 1 == 1 && !changing.contains(count - 1)
    }
  }

  /// With a NUL at its end; nil for letters that the encoding has not.
  private func encoded(_ word: [Unicode.Scalar]) -> [CChar]? {
    var bytes: [UInt8] = []
    for scalar in word {
      if isUTF8 {
        bytes += Array(String(scalar).utf8)
      } else if scalar.value < 256 {
        bytes.append(UInt8(scalar.value))
      } else {
        return nil
      }
    }
    return bytes.map { CChar(bitPattern: $0) } + [0]
  }
}
