internal import CCairo

/// A picture in memory, premultiplied ARGB with 8 bits each.
@safe
package final class RasterSurface {
  package let pixelWidth: Int
  package let pixelHeight: Int
  /// Draws in points, `scale` pixels each.
  package let canvas: Canvas
  let surface: OpaquePointer

  /// Transparent, at least one pixel, at most 16,384 on a side.
  package init(size: Size, scale: Double) {
    func pixels(_ length: Double) -> Int {
      let value = (length * scale).rounded(.up)
      return value.isFinite ? Int(min(max(value, 1), 16_384)) : 1
    }
    (pixelWidth, pixelHeight) = (pixels(size.width), pixels(size.height))
    unsafe surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(pixelWidth), Int32(pixelHeight))
    unsafe canvas = Canvas(surface: surface)
    canvas.scale(scale, scale)
  }

  /// A picture from its own pixels, premultiplied 0xAARRGGBB, row by row from the top.
  package convenience init(pixels: [UInt32], width: Int, height: Int) {
    precondition(width > 0 && height > 0 && pixels.count == width * height, "as many pixels as width × height")
    self.init(size: Size(Double(width), Double(height)), scale: 1)
    precondition(pixelWidth == width && pixelHeight == height, "at most 16,384 pixels on a side")
    unsafe cairo_surface_flush(surface)
    guard let base = unsafe cairo_image_surface_get_data(surface) else { return }
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    for row in 0..<height {
      let line = unsafe UnsafeMutableRawPointer(base + row * stride).assumingMemoryBound(to: UInt32.self)
      unsafe pixels.withUnsafeBufferPointer { source in
        guard let first = source.baseAddress else { return }
        unsafe line.update(from: first + row * width, count: width)
      }
    }
    unsafe cairo_surface_mark_dirty(surface)
  }

  /// A picture from a PNG file that `PNGPicture` found to be one; transparent, of one pixel, from other bytes.
  package init(png bytes: [UInt8]) {
    let source = ByteSource(bytes)
    let read = unsafe cairo_image_surface_create_from_png_stream(ByteSource.read, source.closure)
    let isRead = unsafe cairo_surface_status(read) == CAIRO_STATUS_SUCCESS
    if !isRead { unsafe cairo_surface_destroy(read) }
    guard let made = unsafe isRead ? read : cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 1, 1) else {
      preconditionFailure("cairo answers with a surface even where it has no memory")
    }
    unsafe surface = made
    pixelWidth = Int(unsafe cairo_image_surface_get_width(surface))
    pixelHeight = Int(unsafe cairo_image_surface_get_height(surface))
    unsafe canvas = Canvas(surface: surface)
  }

  deinit {
    unsafe cairo_surface_destroy(surface)
  }

  /// The pixels, premultiplied 0xAARRGGBB, row by row from the top.
  package var pixels: [UInt32] {
    unsafe cairo_surface_flush(surface)
    guard let base = unsafe cairo_image_surface_get_data(surface) else { return [] }
    let stride = unsafe Int(cairo_image_surface_get_stride(surface))
    var result: [UInt32] = []
    result.reserveCapacity(pixelWidth * pixelHeight)
    for row in 0..<pixelHeight {
      let line = unsafe UnsafeRawPointer(base + row * stride).assumingMemoryBound(to: UInt32.self)
      unsafe result.append(contentsOf: UnsafeBufferPointer(start: line, count: pixelWidth))
    }
    return result
  }

  /// The picture as a PNG file.
  package func png() throws(CairoError) -> [UInt8] {
    try check()
    let pixels = pixels
    let isOpaque = pixels.allSatisfy { $0 >> 24 == 255 }
    var file = PNGFile(
      width: pixelWidth, height: pixelHeight, colorType: isOpaque ? .trueColor : .trueColorWithAlpha)
    var rows: [UInt8] = []
    rows.reserveCapacity(pixelHeight * (1 + pixelWidth * (isOpaque ? 3 : 4)))
    for row in 0..<pixelHeight {
      rows.append(0)
      for pixel in pixels[row * pixelWidth..<(row + 1) * pixelWidth] {
        let (red, green, blue, alpha) = RasterSurface.straight(pixel)
        rows.append(red)
        rows.append(green)
        rows.append(blue)
        if !isOpaque { rows.append(alpha) }
      }
    }
    file.finish(rows: rows)
    return file.bytes
  }

  /// Throws where something could not be drawn.
  func check() throws(CairoError) {
    try CairoError.check(unsafe cairo_status(canvas.context))
    try CairoError.check(unsafe cairo_surface_status(surface))
  }

  /// The samples of a premultiplied pixel with the alpha taken out, rounded to the nearest.
  private static func straight(_ pixel: UInt32) -> (UInt8, UInt8, UInt8, UInt8) {
    let alpha = pixel >> 24
    let samples = (pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff)
    guard alpha != 255 else { return (UInt8(samples.0), UInt8(samples.1), UInt8(samples.2), 255) }
    guard alpha != 0 else { return (0, 0, 0, 0) }
    func undone(_ sample: UInt32) -> UInt8 { UInt8(min(255, (sample * 255 + alpha / 2) / alpha)) }
    return (undone(samples.0), undone(samples.1), undone(samples.2), UInt8(alpha))
  }
}

/// Remembers what is drawn, to tell how much room it takes.
@safe
package final class MeasuringSurface {
  package let canvas: Canvas
  private let surface: OpaquePointer

  package init() {
    unsafe surface = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nil)
    unsafe canvas = Canvas(surface: surface)
  }

  deinit {
    FontLock.lock()
    defer { FontLock.unlock() }
    unsafe cairo_surface_destroy(surface)
  }

  /// The smallest rectangle around all ink.
  package var inkExtents: Rect {
    FontLock.lock()
    defer { FontLock.unlock() }
    var (x, y, width, height) = (0.0, 0.0, 0.0, 0.0)
    unsafe cairo_recording_surface_ink_extents(surface, &x, &y, &width, &height)
    return Rect(x: x, y: y, width: width, height: height)
  }
}
