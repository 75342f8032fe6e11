internal import CCairo

/// The type faces that figures and reports are set in, and whether this machine has them.
package enum Fonts {
  /// Running text.
  package static let text = ["TeX Gyre Pagella", "DejaVu Serif"]
  /// Labels in figures, headings.
  package static let labels = ["TeX Gyre Heros", "DejaVu Sans"]
  /// Letters in figures: those of the text around them, with the mathematical face for Greek.
  package static let figures = ["TeX Gyre Pagella", "TeX Gyre Pagella Math", "DejaVu Serif"]
  /// DejaVu first: the hairlines of Cursor vanish at the sizes of listings.
  package static let code = ["DejaVu Sans Mono", "TeX Gyre Cursor"]
  /// What every list of families ends in, for characters that nothing before it has.
  static let fallback = "DejaVu Sans"

  /// The families that are not installed, in the order of the lists above; the next of each list is used instead.
  package static func missing() -> [String] {
    var wanted: [String] = []
    for family in text + labels + code where !wanted.contains(family) { wanted.append(family) }
    let installed = Set(FontConfiguration.shared.families)
    return wanted.filter { !installed.contains($0) }
  }
}

/// Fontconfig without the user's and the system's rules, so that only the font files themselves decide how text looks.
@safe
final class FontConfiguration: @unsafe @unchecked Sendable {
  /// Reading what fonts there are takes milliseconds, so a process does it once. Fontconfig lets threads share what is not
  /// changed any more.
  static let shared = FontConfiguration()

  let handle: OpaquePointer

  /// Where Debian, Ubuntu, Fedora, Arch and Homebrew put the families above, and fonts for other scripts.
  private static let rules = """
    <?xml version="1.0"?>
    <fontconfig>
    <dir>/usr/share/texmf/fonts/opentype/public/tex-gyre</dir>
    <dir>/usr/share/texmf/fonts/opentype/public/tex-gyre-math</dir>
    <dir>/usr/share/texmf-dist/fonts/opentype/public/tex-gyre</dir>
    <dir>/usr/share/fonts</dir>
    <dir>/usr/local/share/fonts</dir>
    <dir>/opt/homebrew/share/fonts</dir>
    <dir>/Library/Fonts</dir>
    <cachedir>/var/cache/fontconfig</cachedir>
    <cachedir prefix="xdg">fontconfig</cachedir>
    </fontconfig>
    """

  /// Without the lock of fonts, which who waits for this may have; nothing of Cairo's takes part.
  private init() {
    guard let created = unsafe FcConfigCreate() else { preconditionFailure("out of memory") }
    unsafe handle = created
    let bytes = Array(Self.rules.utf8) + [0]
    unsafe bytes.withUnsafeBufferPointer { buffer in
      _ = unsafe FcConfigParseAndLoadFromMemory(created, buffer.baseAddress, 0)
    }
    unsafe FcConfigBuildFonts(created)
  }

  deinit {
    unsafe FcConfigDestroy(handle)
  }

  /// The names of all families, in fontconfig's order, some more than once.
  var families: [String] {
    guard let set = unsafe FcConfigGetFonts(handle, FcSetSystem) else { return [] }
    var names: [String] = []
    let count = unsafe Int(set.pointee.nfont)
    for index in 0..<count {
      var value: UnsafeMutablePointer<FcChar8>?
      guard unsafe FcPatternGetString(set.pointee.fonts[index], FC_FAMILY, 0, &value) == FcResultMatch,
        let name = unsafe value
      else { continue }
      unsafe names.append(String(cString: name))
    }
    return names
  }
}
