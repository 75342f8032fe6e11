import Interop
import OffprintCore
import Plotting

/// The figures of a document as inline SVG.
struct HTMLPictures {
  /// By the figure's anchor.
  private(set) var pictures: [String: String] = [:]
  /// The style sheets inside the pictures, which the page's policy must allow.
  private(set) var styleSheets: [String] = []

  /// The colors of figures as CSS variables, light and dark, so that they follow the page.
  static var variables: String {
    let light = Palette.light
    let dark = Palette.dark
    let declarations = Ink.Role.all.map { role in
      let (day, night) = (light[role].hexText, dark[role].hexText)
      return "--plot-\(role.name):\(day == night ? day : "light-dark(\(day),\(night))")"
    }
    return ":root{\(declarations.joined(separator: ";"))}\n"
  }

  private let cache: ReportCache?
  /// Two pixels for each of a screen's: a page is printed from its PDF.
  private static let policy = RasterizationPolicy(resolution: 192)

  init(of document: ReportDocument, cache: ReportCache? = nil) {
    self.cache = cache
    guard !document.figures.isEmpty else { return }
    let typesetter = Typesetter()
    for figure in document.figures {
      let narrow = figure.describedNarrowDrawing.map { svg($0, of: figure, isNarrow: true, typesetter) }
      pictures[figure.anchor] = svg(figure.describedDrawing, of: figure, isNarrow: false, typesetter) + (narrow ?? "")
    }
  }

  /// `drawing` under a class that says on which screens the style sheet shows it, where there are two.
  private mutating func svg(
    _ drawing: DisplayList, of figure: ReportFigure, isNarrow: Bool, _ typesetter: Typesetter
  ) -> String {
    let options = SVGOptions(
      idPrefix: (isNarrow ? "plot-narrow-" : "plot-") + figure.anchor, appearance: .inherited,
      policy: HTMLPictures.policy)
    let svg = cache?.svg(of: drawing, options, typesetter) ?? drawing.svg(options, typesetter: typesetter)
    styleSheets += HTMLPictures.styleSheets(in: svg)
    guard figure.narrowDrawing != nil else { return svg }
    return "<div class=\"\(isNarrow ? "narrow" : "full")\">\n\(svg)</div>\n"
  }

  /// The widths that the author gave, by the figures' anchors. The page's policy allows no style on an element.
  static func widths(of document: ReportDocument) -> String {
    document.figures.filter { $0.width < 1 }.map { figure in
      "@media(min-width:40rem){#\(figure.anchor.replacing(".", with: "\\.")) .picture"
        + "{width:\(PrintedNumber.fixed(figure.width * 100, decimals: 1))%}}\n"
    }.joined()
  }

  /// The text of each `<style>`. Our own SVG has nothing but text in it.
  private static func styleSheets(in svg: String) -> [String] {
    let bytes = Array(svg.utf8)
    return ByteSearch.ranges(of: "<style>", in: bytes).map { opening in
      let end = ByteSearch.first(of: "</style>", in: bytes, from: opening.upperBound)?.lowerBound ?? bytes.count
      return String(decoding: bytes[opening.upperBound..<end], as: UTF8.self)
    }
  }
}
