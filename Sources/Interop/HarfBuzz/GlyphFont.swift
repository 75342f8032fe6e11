// CCairo has a part of HarfBuzz’s headers through Pango’s, and so some of its types.
internal import CCairo
internal import CHarfBuzz

/// A font file as glyphs, measured in ems. Not to be shared between threads.
@safe
package final class GlyphFont {
  package let file: FontFile
  let font: OpaquePointer
  let face: OpaquePointer
  /// Font units in an em.
  let unitsPerEm: Double
  let cairoFace: CairoFontFace

  /// Opens the face; nil where the file is no font.
  package init?(_ file: FontFile) {
    guard let blob = unsafe hb_blob_create_from_file_or_fail(file.path) else { return nil }
    defer { unsafe hb_blob_destroy(blob) }
    guard let face = unsafe hb_face_create(blob, UInt32(clamping: file.index)) else { return nil }
    guard unsafe hb_face_get_glyph_count(face) > 0, let cairoFace = CairoFontFace(file),
      let font = unsafe hb_font_create(face)
    else {
      unsafe hb_face_destroy(face)
      return nil
    }
    self.file = file
    unsafe self.face = face
    unsafe self.font = font
    self.cairoFace = cairoFace
    let units = unsafe hb_face_get_upem(face)
    unitsPerEm = Double(max(1, units))
    unsafe hb_font_set_scale(font, Int32(clamping: units), Int32(clamping: units))
  }

  deinit {
    unsafe hb_font_destroy(font)
    unsafe hb_face_destroy(face)
  }

  /// The glyph of a character by itself; nil where the font has none.
  package func glyph(for scalar: Unicode.Scalar) -> UInt32? {
    var glyph: hb_codepoint_t = 0
    return unsafe hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 ? glyph : nil
  }

  /// How far the next glyph is, in ems.
  package func advance(of glyph: UInt32) -> Double {
    unsafe Double(hb_font_get_glyph_h_advance(font, glyph)) / unitsPerEm
  }

  /// The box around what is drawn, in ems from the glyph's origin, y downward.
  package func ink(of glyph: UInt32) -> Rect {
    var extents = hb_glyph_extents_t()
    guard unsafe hb_font_get_glyph_extents(font, glyph, &extents) != 0 else {
      return Rect(x: 0, y: 0, width: 0, height: 0)
    }
    return Rect(
      x: Double(extents.x_bearing) / unitsPerEm, y: -Double(extents.y_bearing) / unitsPerEm,
      width: Double(extents.width) / unitsPerEm, height: -Double(extents.height) / unitsPerEm)
  }

  /// `text` as glyphs in one line, left to right.
  ///
  /// - Parameter scriptLevel: 1 or 2 for the forms that a mathematical font has for scripts and scripts of scripts.
  package func shape(_ text: String, isMathematics: Bool, scriptLevel: Int = 0, dotless: Bool = false) -> [ShapedGlyph]
  {
    guard let buffer = unsafe hb_buffer_create() else { return [] }
    defer { unsafe hb_buffer_destroy(buffer) }
    var text = text
    text.withUTF8 { bytes in
      let count = Int32(clamping: bytes.count)
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe hb_buffer_add_utf8(buffer, characters.baseAddress, count, 0, count)
      }
    }
    unsafe hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
    unsafe hb_buffer_set_script(buffer, isMathematics ? HB_SCRIPT_MATH : HB_SCRIPT_LATIN)
    unsafe hb_buffer_set_language(buffer, hb_language_from_string("en", -1))
    unsafe hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS)
    var features: [hb_feature_t] = []
    if scriptLevel > 0 { features.append(Self.feature("ssty", UInt32(clamping: scriptLevel))) }
    if dotless { features.append(Self.feature("dtls", 1)) }
    unsafe hb_shape(font, buffer, &features, UInt32(features.count))
    var count: UInt32 = 0
    guard let glyphs = unsafe hb_buffer_get_glyph_infos(buffer, &count),
      let positions = unsafe hb_buffer_get_glyph_positions(buffer, &count)
    else { return [] }
    return (0..<Int(count)).map { index in
      let position = unsafe positions[index]
      return unsafe ShapedGlyph(
        glyph: glyphs[index].codepoint, cluster: Int(glyphs[index].cluster),
        advance: Double(position.x_advance) / unitsPerEm,
        offset: Point(Double(position.x_offset) / unitsPerEm, -Double(position.y_offset) / unitsPerEm))
    }
  }

  private static func feature(_ name: String, _ value: UInt32) -> hb_feature_t {
    hb_feature_t(tag: tag(name), value: value, start: 0, end: UInt32.max)
  }

  private static func tag(_ name: String) -> hb_tag_t {
    name.utf8.reduce(0) { $0 << 8 | hb_tag_t($1) }
  }
}

/// A glyph of a line of text; lengths in ems.
package struct ShapedGlyph: Hashable, Sendable {
  /// 0 where the font has nothing for the character.
  package var glyph: UInt32
  /// The first byte of the text that it stands for.
  package var cluster: Int
  package var advance: Double
  /// From the pen, y downward.
  package var offset: Point
}
