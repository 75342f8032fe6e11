internal import CCairo

/// A face in a font file of this machine.
package struct FontFile: Hashable, Sendable {
  package let path: String
  /// Of the face within a collection; 0 in a file of one.
  package let index: Int
  package let family: String
}

/// The fonts of this machine, by family.
package final class FontLibrary {
  private let configuration = FontConfiguration.shared

  package init() {}

  /// The first of `families` that is installed, upright or italic, regular or bold; nil without any.
  package func font(_ families: [String], bold: Bool = false, italic: Bool = false) -> GlyphFont? {
    configuration.file(families, bold: bold, italic: italic).flatMap { GlyphFont($0) }
  }
}

extension FontConfiguration {
  /// The file of the first of `families` that is installed, upright or italic, regular or bold; nil without any.
  func file(_ families: [String], bold: Bool = false, italic: Bool = false) -> FontFile? {
    guard let set = unsafe FcConfigGetFonts(handle, FcSetSystem) else { return nil }
    let count = unsafe Int(set.pointee.nfont)
    for family in families {
      var found: [FontFile] = []
      for index in 0..<count {
        guard let pattern = unsafe set.pointee.fonts[index], unsafe Self.text(pattern, FC_FAMILY) == family,
          unsafe (Self.number(pattern, FC_WEIGHT) > FC_WEIGHT_MEDIUM) == bold,
          unsafe (Self.number(pattern, FC_SLANT) != FC_SLANT_ROMAN) == italic,
          unsafe Self.number(pattern, FC_WIDTH) == FC_WIDTH_NORMAL, let path = unsafe Self.text(pattern, FC_FILE)
        else { continue }
        unsafe found.append(FontFile(path: path, index: Int(Self.number(pattern, FC_INDEX)), family: family))
      }
      // Where a family is installed twice, the order of fontconfig's directories must not decide.
      if let first = found.min(by: { ($0.path, $0.index) < ($1.path, $1.index) }) { return first }
    }
    return nil
  }

  private static func text(_ pattern: OpaquePointer, _ key: String) -> String? {
    var value: UnsafeMutablePointer<FcChar8>?
    guard unsafe FcPatternGetString(pattern, key, 0, &value) == FcResultMatch, let value = unsafe value else {
      return nil
    }
    return unsafe String(cString: value)
  }

  private static func number(_ pattern: OpaquePointer, _ key: String) -> Int32 {
    var value: Int32 = 0
    guard unsafe FcPatternGetInteger(pattern, key, 0, &value) == FcResultMatch else { return 0 }
    return value
  }
}

/// Cairo's handle of a font file.
@safe
final class CairoFontFace {
  let handle: OpaquePointer

  init?(_ file: FontFile) {
    FontLock.lock()
    defer { FontLock.unlock() }
    guard let pattern = unsafe FcPatternCreate() else { return nil }
    defer { unsafe FcPatternDestroy(pattern) }
    let path = Array(file.path.utf8) + [0]
    unsafe path.withUnsafeBufferPointer { buffer in
      _ = unsafe FcPatternAddString(pattern, FC_FILE, buffer.baseAddress)
    }
    unsafe FcPatternAddInteger(pattern, FC_INDEX, Int32(clamping: file.index))
    guard let face = unsafe cairo_ft_font_face_create_for_pattern(pattern) else { return nil }
    guard unsafe cairo_font_face_status(face) == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_font_face_destroy(face)
      return nil
    }
    unsafe handle = face
  }

  deinit {
    FontLock.lock()
    defer { FontLock.unlock() }
    unsafe cairo_font_face_destroy(handle)
  }
}
