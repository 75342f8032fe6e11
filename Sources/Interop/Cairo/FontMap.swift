internal import CCairo
internal import Synchronization

/// Pango's fonts with what it learned of them. One thread at a time has a map; who is done with it leaves it to the next, which
/// then need not read the fonts again. None is ever destroyed: Pango looks for fonts on a thread of its own, which may still
/// have to do with a map that nobody else needs.
@safe
final class FontMap: @unsafe @unchecked Sendable {
  let handle: UnsafeMutablePointer<PangoFontMap>

  /// Never more than have been in use at the same time.
  private static let idle = Mutex<[FontMap]>([])

  /// A map that nobody else has. Under the lock of fonts.
  static func taken() -> FontMap { idle.withLock { $0.popLast() } ?? FontMap() }

  func giveBack() { FontMap.idle.withLock { $0.append(self) } }

  private init() {
    guard let map = unsafe pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else {
      preconditionFailure("this build of Pango draws no FreeType fonts")
    }
    unsafe handle = map
    // One unit of length is one point.
    unsafe pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
    unsafe pango_fc_font_map_set_config(OpaquePointer(map), FontConfiguration.shared.handle)
  }
}
