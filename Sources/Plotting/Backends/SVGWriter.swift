internal import Foundation
package import Interop
internal import OffprintCore

extension DisplayList {
  /// The figure as SVG: real text, a class and a literal color on each mark, so that style sheets can restyle it and
  /// viewers without CSS variables still draw it.
  /// - Parameter typesetter: measures text; without one text has no widths, and `letters` is not followed.
  package func svg(_ options: SVGOptions, typesetter: Typesetter? = nil) -> String {
    let palette: Palette = options.appearance == .dark ? .dark : .light
    let pictures = LayerPictures(of: self, palette: palette, policy: options.policy)
    var writer = SVGWriter(
      prefix: options.safePrefix, palette: palette, pictures: pictures.pictures,
      lettering: typesetter.map { SVGLettering(typesetter: $0, letters: options.letters) })
    for mark in marks { writer.write(mark) }
    let (width, height) = (NumberText.short(size.width), NumberText.short(size.height))
    let (pixelWidth, pixelHeight) = (NumberText.short(size.width * 4 / 3), NumberText.short(size.height * 4 / 3))
    let id = options.safePrefix
    return """
      <svg xmlns="http://www.w3.org/2000/svg" id="\(id)" class="plot" viewBox="0 0 \(width) \(height)" \
      width="\(pixelWidth)" height="\(pixelHeight)" role="img" aria-labelledby="\(id)-title \(id)-desc" \
      font-family="\(SVGWriter.fontFamilies)">
      <title id="\(id)-title">\(MarkupText.escaped(title))</title>
      <desc id="\(id)-desc">\(MarkupText.escaped(summary))</desc>
      <style>\(writer.styleSheet(options.appearance))</style>
      \(writer.definitions.isEmpty ? "" : "<defs>\(writer.definitions)</defs>\n")\(writer.body)</svg>

      """
  }
}

/// Writes marks one by one; counts point layers to find their pictures, gradients to name them, and roles for the style.
struct SVGWriter {
  /// Those of the report's text; Palatino and its kin have the same widths.
  static let fontFamilies =
    "'TeX Gyre Pagella',Palatino,'Palatino Linotype','Book Antiqua','URW Palladio L',P052,"
    + "'TeX Gyre Pagella Math','DejaVu Serif',serif"

  let prefix: String
  let palette: Palette
  let pictures: [LayerRasterizer?]
  let lettering: SVGLettering?
  private(set) var body = ""
  private(set) var definitions = ""
  private var layersWritten = 0
  private var gradients = 0
  private var filled: Set<Ink.Role> = []
  private var stroked: Set<Ink.Role> = []
  private var stops: Set<Ink.Role> = []

  init(prefix: String, palette: Palette, pictures: [LayerRasterizer?], lettering: SVGLettering? = nil) {
    self.prefix = prefix
    self.palette = palette
    self.pictures = pictures
    self.lettering = lettering
  }

  mutating func write(_ mark: Mark) {
    switch mark {
    case .group(let group):
      body += "<g"
      if let id = group.id { body += " id=\"\(prefix)-\(MarkupText.escaped(id))\"" }
      if let role = group.role { body += " class=\"\(MarkupText.escaped(role))\"" }
      body += ">\n"
      for mark in group.marks { write(mark) }
      body += "</g>\n"
    case .shape(let shape): write(shape)
    case .text(let text): write(text)
    case .points(let layer): write(layer)
    case .image(let image): write(image)
    }
  }

  // MARK: Styles

  /// Rules for the roles in use, each scoped to this figure.
  func styleSheet(_ appearance: SVGOptions.Appearance) -> String {
    var rules = ""
    let used = Ink.Role.all.filter { filled.contains($0) || stroked.contains($0) || stops.contains($0) }
    func variables(_ palette: Palette) -> String {
      used.map { "--plot-\($0.name):\(palette[$0].hexText)" }.joined(separator: ";")
    }
    switch appearance {
    case .light: rules += "#\(prefix){\(variables(.light))}"
    case .dark: rules += "#\(prefix){\(variables(.dark))}"
    case .automatic:
      rules += "#\(prefix){\(variables(.light))}"
      rules +=
        "@media(prefers-color-scheme:dark){#\(prefix){\(variables(.dark));background:\(Palette.dark.background.hexText)}}"
    case .inherited: break
    }
    for role in used {
      let value = "var(--plot-\(role.name),\(palette[role].hexText))"
      if filled.contains(role) { rules += "#\(prefix) .f-\(role.name){fill:\(value)}" }
      if stroked.contains(role) { rules += "#\(prefix) .s-\(role.name){stroke:\(value)}" }
      if stops.contains(role) { rules += "#\(prefix) .g-\(role.name){stop-color:\(value)}" }
    }
    return rules
  }

  private mutating func fillAttributes(_ ink: Ink) -> (classes: [String], attributes: String) {
    filled.insert(ink.role)
    let opacity = ink.opacity < 1 ? " fill-opacity=\"\(NumberText.short(ink.opacity))\"" : ""
    return (["f-\(ink.role.name)"], " fill=\"\(palette[ink.role].hexText)\"" + opacity)
  }

  private mutating func strokeAttributes(_ stroke: Stroke) -> (classes: [String], attributes: String) {
    stroked.insert(stroke.ink.role)
    var text =
      " stroke=\"\(palette[stroke.ink.role].hexText)\" stroke-width=\"\(NumberText.short(stroke.style.width))\""
    if stroke.ink.opacity < 1 { text += " stroke-opacity=\"\(NumberText.short(stroke.ink.opacity))\"" }
    if !stroke.style.dash.isEmpty {
      text += " stroke-dasharray=\"\(stroke.style.dash.map { NumberText.short($0) }.joined(separator: " "))\""
    }
    switch stroke.style.cap {
    case .butt: break
    case .round: text += " stroke-linecap=\"round\""
    case .square: text += " stroke-linecap=\"square\""
    }
    switch stroke.style.join {
    case .miter: break
    case .round: text += " stroke-linejoin=\"round\""
    case .bevel: text += " stroke-linejoin=\"bevel\""
    }
    return (["s-\(stroke.ink.role.name)"], text)
  }

  private mutating func gradient(_ gradient: Gradient) -> String {
    gradients += 1
    let id = "\(prefix)-gradient-\(gradients)"
    definitions += """
      <radialGradient id="\(id)" gradientUnits="userSpaceOnUse" \(Self.place("cx", "cy", gradient.center)) \
      r="\(NumberText.short(gradient.radius))" \(Self.place("fx", "fy", gradient.focus))>
      """
    for stop in gradient.stops {
      stops.insert(stop.ink.role)
      let opacity = stop.ink.opacity < 1 ? " stop-opacity=\"\(NumberText.short(stop.ink.opacity))\"" : ""
      definitions += """
        <stop class="g-\(stop.ink.role.name)" offset="\(NumberText.short(stop.offset))" \
        stop-color="\(palette[stop.ink.role].hexText)"\(opacity)/>
        """
    }
    definitions += "</radialGradient>"
    return id
  }

  // MARK: Marks

  private mutating func write(_ shape: Shape) {
    if writeAsDots(shape) { return }
    var classes: [String] = []
    var attributes = ""
    switch shape.fill {
    case .ink(let ink)?:
      let fill = fillAttributes(ink)
      classes += fill.classes
      attributes += fill.attributes
    case .radial(let radial)?: attributes += " fill=\"url(#\(gradient(radial)))\""
    case nil: attributes += " fill=\"none\""
    }
    if let stroke = shape.stroke {
      let added = strokeAttributes(stroke)
      classes += added.classes
      attributes += added.attributes
    }
    let names = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    if let circles = shape.path.circles, circles.count == 1 {
      let place = Self.place("cx", "cy", circles[0].center)
      body += "<circle\(names) \(place) r=\"\(NumberText.short(circles[0].radius))\"\(attributes)/>\n"
      return
    }
    body += "<path\(names) d=\"\(SVGPathData.text(of: shape.path))\"\(attributes)/>\n"
  }

  /// Many filled circles of one size are strokes without length and with round ends: a tenth of their outlines' letters.
  private mutating func writeAsDots(_ shape: Shape) -> Bool {
    guard shape.stroke == nil, case .ink(let ink)? = shape.fill, let circles = shape.path.circles, circles.count > 1,
      let radius = circles.first?.radius, circles.allSatisfy({ abs($0.radius - radius) < 1e-6 })
    else { return false }
    let style = StrokeStyle(width: 2 * radius, cap: .round, join: .miter)
    let stroke = strokeAttributes(Stroke(ink, style))
    let names = stroke.classes.joined(separator: " ")
    body += "<path class=\"\(names)\" d=\"\(SVGPathData.dots(at: circles.map(\.center)))\"\(stroke.attributes)/>\n"
    return true
  }

  private mutating func write(_ mark: TextMark) {
    if mark.halo > 0 {
      let halo = strokeAttributes(
        Stroke(.background, StrokeStyle(width: 2 * mark.halo, cap: .butt, join: .round)))
      writeText(mark, classes: halo.classes, attributes: halo.attributes + " paint-order=\"stroke\"")
    } else {
      writeText(mark, classes: [], attributes: "")
    }
  }

  private mutating func writeText(_ mark: TextMark, classes: [String], attributes: String) {
    let fill = fillAttributes(mark.ink)
    if let lettering, lettering.letters == .outlines {
      let path = lettering.outlines(mark)
      guard !path.elements.isEmpty else { return }
      let names = (fill.classes + classes).joined(separator: " ")
      body += "<path class=\"\(names)\" d=\"\(SVGPathData.text(of: path))\"\(fill.attributes)\(attributes)/>\n"
      return
    }
    var text =
      "<text class=\"\((fill.classes + classes).joined(separator: " "))\" \(Self.place("x", "y", mark.position))"
    text += " font-size=\"\(NumberText.short(mark.face.size))\""
    if let width = lettering?.width(mark) { text += " textLength=\"\(NumberText.short(width))\"" }
    if mark.face.bold { text += " font-weight=\"700\"" }
    if mark.face.italic { text += " font-style=\"italic\"" }
    switch mark.anchor {
    case .start: break
    case .middle: text += " text-anchor=\"middle\""
    case .end: text += " text-anchor=\"end\""
    }
    if mark.rotation != 0 {
      text +=
        " transform=\"rotate(\([mark.rotation, mark.position.x, mark.position.y].map { NumberText.short($0) }.joined(separator: " ")))\""
    }
    body += text + fill.attributes + attributes + ">\(MarkupText.escaped(mark.text))</text>\n"
  }

  private mutating func write(_ image: ImageMark) {
    let png = Data(image.picture.bytes).base64EncodedString()
    body +=
      "<image \(Self.place("x", "y", Point(image.rect.x, image.rect.y))) width=\"\(NumberText.short(image.rect.width))\" "
      + "height=\"\(NumberText.short(image.rect.height))\" href=\"data:image/png;base64,\(png)\"/>\n"
  }

  private mutating func write(_ layer: PointLayer) {
    let picture = layersWritten < pictures.count ? pictures[layersWritten] : nil
    layersWritten += 1
    guard !layer.spots.isEmpty else { return }
    let opacity = layer.opacity < 1 ? " opacity=\"\(NumberText.short(layer.opacity))\"" : ""
    if let picture {
      let rect = picture.rect
      let png = Data(picture.png()).base64EncodedString()
      let frame =
        "\(Self.place("x", "y", Point(rect.x, rect.y))) width=\"\(NumberText.short(rect.width))\" "
        + "height=\"\(NumberText.short(rect.height))\""
      let image = "href=\"data:image/png;base64,\(png)\"/>"
      if let role = picture.maskedRole {
        // The color is the page's to say, light or dark; the picture says only where.
        let id = "\(prefix)-mask-\(layersWritten)"
        definitions += "<mask id=\"\(id)\" maskUnits=\"userSpaceOnUse\" \(frame)><image \(frame) \(image)</mask>"
        let fill = fillAttributes(Ink(role))
        body += "<rect class=\"\(fill.classes.joined(separator: " "))\" \(frame) mask=\"url(#\(id))\""
        body += "\(fill.attributes)\(opacity)/>\n"
      } else {
        body += "<image \(frame)\(opacity) \(image)\n"
      }
      return
    }
    body += "<g class=\"points\" fill=\"none\"\(opacity)>\n"
    var index = 0
    while index < layer.spots.count {
      // Neighbors of one ink share an element.
      let ink = layer.spots[index].ink
      var path = Path()
      while index < layer.spots.count, layer.spots[index].ink == ink {
        path.append(layer.path(layer.spots[index]))
        index += 1
      }
      let stroke = strokeAttributes(Stroke(ink, layer.strokeStyle))
      body +=
        "<path class=\"\(stroke.classes.joined(separator: " "))\" d=\"\(SVGPathData.text(of: path))\"\(stroke.attributes)/>\n"
    }
    body += "</g>\n"
  }

  // MARK: Numbers

  private static func place(_ x: String, _ y: String, _ point: Point) -> String {
    "\(x)=\"\(NumberText.short(point.x))\" \(y)=\"\(NumberText.short(point.y))\""
  }
}
