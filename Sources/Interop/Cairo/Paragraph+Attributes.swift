internal import CCairo

/// `length` in 1/1024 of a point, limited to what Pango's integers hold.
func pangoUnits(_ length: Double) -> Int32 {
  let scaled = (length * Double(PANGO_SCALE)).rounded()
  return scaled.isFinite ? Int32(min(max(scaled, -1e9), 1e9)) : 0
}

extension Paragraph {
  /// The styles of `text` in Pango's terms; to be released by the caller.
  static func attributes(of text: AttributedText) -> OpaquePointer? {
    let list = unsafe pango_attr_list_new()
    func insert(_ attribute: UnsafeMutablePointer<PangoAttribute>?, _ bytes: Range<Int>) {
      guard let attribute = unsafe attribute else { return }
      unsafe attribute.pointee.start_index = UInt32(clamping: bytes.lowerBound)
      unsafe attribute.pointee.end_index = UInt32(clamping: bytes.upperBound)
      unsafe pango_attr_list_insert(list, attribute)
    }
    for run in text.runs {
      let style = run.style
      let description = unsafe fontDescription(style)
      unsafe insert(pango_attr_font_desc_new(description), run.bytes)
      unsafe pango_font_description_free(description)
      let (red, green, blue) = (channel(style.color.red), channel(style.color.green), channel(style.color.blue))
      unsafe insert(pango_attr_foreground_new(red, green, blue), run.bytes)
      unsafe insert(pango_attr_foreground_alpha_new(max(1, channel(style.color.alpha))), run.bytes)
      var features: [String] = []
      if style.smallCaps { features.append("smcp=1") }
      if style.tabularFigures { features.append("tnum=1") }
      if !style.ligatures { features.append("liga=0") }
      if !features.isEmpty {
        unsafe insert(pango_attr_font_features_new(features.joined(separator: ",")), run.bytes)
      }
      if style.rise != 0 { unsafe insert(pango_attr_rise_new(pangoUnits(style.rise)), run.bytes) }
      if style.letterSpacing != 0 {
        unsafe insert(pango_attr_letter_spacing_new(pangoUnits(style.letterSpacing)), run.bytes)
      }
      if style.underline { unsafe insert(pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), run.bytes) }
    }
    for box in text.boxes {
      var extents = PangoRectangle(
        x: 0, y: pangoUnits(-box.ascent), width: pangoUnits(box.width), height: pangoUnits(box.ascent + box.descent))
      unsafe insert(pango_attr_shape_new(&extents, &extents), box.byte..<box.byte + 3)
    }
    return unsafe list
  }

  private static func fontDescription(_ style: TextStyle) -> OpaquePointer? {
    let description = unsafe pango_font_description_new()
    unsafe pango_font_description_set_family(description, familyList(style.families))
    unsafe pango_font_description_set_absolute_size(description, Double(max(1, pangoUnits(style.size))))
    unsafe pango_font_description_set_weight(
      description, PangoWeight(rawValue: UInt32(min(max(style.weight, 100), 1000))))
    unsafe pango_font_description_set_style(description, style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
    return unsafe description
  }

  /// As Pango wants them. A line has a description for each of its spaces, so names are looked through by bytes.
  private static func familyList(_ families: [String]) -> String {
    var list = ""
    for family in families {
      // A comma would end a family's name.
      let isPlain = !family.utf8.contains { $0 == UInt8(ascii: ",") || $0 == 0 }
      list += isPlain ? family : family.filter { $0 != "," && $0 != "\0" }
      list += ","
    }
    return list + Fonts.fallback
  }

  private static func channel(_ value: Double) -> UInt16 {
    UInt16((min(max(value, 0), 1) * 65535).rounded())
  }
}
