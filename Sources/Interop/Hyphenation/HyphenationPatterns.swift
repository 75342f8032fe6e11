internal import Foundation

/// Where the patterns of a language are on this machine: the files that LibreOffice and Hunspell use too.
package enum HyphenationPatterns {
  /// Where Debian, Ubuntu, Fedora, Arch and Homebrew put them.
  static let folders = ["/usr/share/hyphen", "/usr/local/share/hyphen", "/opt/homebrew/share/hyphen"]

  /// Regions that are tried for a language without one, the most common first.
  private static let regions = [
    "en": ["US", "GB"], "pt": ["PT", "BR"], "de": ["DE"], "es": ["ES", "ANY"], "da": ["DK"], "cs": ["CZ"],
    "sv": ["SE"], "el": ["GR"], "uk": ["UA"], "sl": ["SI"], "et": ["EE"], "nb": ["NO"], "nn": ["NO"],
  ]

  /// The file for a BCP 47 tag such as `en`, `en-GB`, `de`; nil where this machine has none.
  package static func path(for language: String) -> String? {
    let parts = language.split { $0 == "-" || $0 == "_" }.map(String.init)
    guard let code = parts.first?.lowercased(), code.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    let region = parts.dropFirst().first { $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isLetter } }
    var names = region.map { ["\(code)_\($0.uppercased())"] } ?? []
    names += regions[code, default: [code.uppercased()]].map { "\(code)_\($0)" }
    names.append(code)
    for name in names {
      for folder in folders {
        let path = "\(folder)/hyph_\(name).dic"
        if FileManager.default.isReadableFile(atPath: path) { return path }
      }
    }
    return nil
  }
}
