package import Interop

extension DisplayList {
  /// Draws the figure so that it fills `rect`; nothing is drawn behind it.
  /// - Parameter policy: nil draws every spot by itself.
  package func draw(
    on canvas: Canvas, in rect: Rect, typesetter: Typesetter, palette: Palette = .light,
    policy: RasterizationPolicy? = RasterizationPolicy()
  ) {
    let pictures = policy.map { LayerPictures(of: self, palette: palette, policy: $0) }
    var renderer = CanvasRenderer(
      canvas: canvas, typesetter: typesetter, palette: palette, pictures: pictures?.pictures ?? [])
    canvas.saved {
      canvas.translate(rect.x, rect.y)
      canvas.scale(rect.width / size.width, rect.height / size.height)
      for mark in marks { renderer.draw(mark) }
    }
  }
}

/// Draws marks one by one; counts the point layers to find their pictures.
private struct CanvasRenderer {
  let canvas: Canvas
  let typesetter: Typesetter
  let palette: Palette
  let pictures: [LayerRasterizer?]
  var layersDrawn = 0

  mutating func draw(_ mark: Mark) {
    switch mark {
    case .group(let group): for mark in group.marks { draw(mark) }
    case .shape(let shape): draw(shape)
    case .text(let text): draw(text)
    case .points(let layer): draw(layer)
    case .image(let image): canvas.draw(RasterSurface(png: image.picture.bytes), in: image.rect)
    }
  }

  private mutating func draw(_ layer: PointLayer) {
    let picture = layersDrawn < pictures.count ? pictures[layersDrawn] : nil
    layersDrawn += 1
    let drawAll = { [canvas, palette] in
      if let picture {
        canvas.draw(picture.surface(), in: picture.rect)
      } else {
        for spot in layer.spots { layer.draw(spot, on: canvas, palette: palette) }
      }
    }
    if layer.opacity < 1 { canvas.layered(opacity: layer.opacity, drawAll) } else { drawAll() }
  }

  private func draw(_ shape: Shape) {
    switch shape.fill {
    case .ink(let ink)?: canvas.fill(shape.path, .color(palette[ink]))
    case .radial(let gradient)?:
      let stops = gradient.stops.map { RadialGradient.Stop($0.offset, palette[$0.ink]) }
      canvas.fill(
        shape.path,
        .radial(
          RadialGradient(center: gradient.center, radius: gradient.radius, focus: gradient.focus, stops: stops)))
    case nil: break
    }
    if let stroke = shape.stroke { canvas.stroke(shape.path, .color(palette[stroke.ink]), stroke.style) }
  }

  private func draw(_ mark: TextMark) {
    var style = mark.face.textStyle
    style.color = palette[mark.ink]
    let paragraph = typesetter.paragraph(mark.text, style)
    guard let line = paragraph.lines.first else { return }
    let shift =
      switch mark.anchor {
      case .start: 0.0
      case .middle: -line.width / 2
      case .end: -line.width
      }
    canvas.saved {
      canvas.translate(mark.position.x, mark.position.y)
      if mark.rotation != 0 { canvas.concatenate(.rotation(degrees: mark.rotation)) }
      let origin = Point(shift, -line.baseline)
      if mark.halo > 0 {
        paragraph.strokeOutlines(on: canvas, at: origin, .color(palette[Ink.background]), width: 2 * mark.halo)
      }
      paragraph.draw(on: canvas, at: origin)
    }
  }
}
