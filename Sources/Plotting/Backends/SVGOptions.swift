internal import Interop

/// How a figure becomes SVG.
package struct SVGOptions: Hashable, Sendable {
  package enum Appearance: Hashable, Sendable {
    case light
    case dark
    /// Light or dark as the viewer prefers; for files of their own.
    case automatic
    /// As the page around says by the variables of `Palette.styleSheet`; light where it says nothing.
    case inherited
  }

  package enum Letters: String, Hashable, Sendable, CaseIterable {
    /// Real text, to be searched, selected and edited. Each carries its measured width, so that another font in its place
    /// neither overlaps nor sticks out.
    case text
    /// Paths that look alike where the font is missing, as in most programs for slides.
    case outlines
  }

  /// Goes before every id, so that figures in one page do not clash: `fig-sphere`. Letters, digits and hyphens are kept.
  package var idPrefix: String
  package var appearance: Appearance
  package var letters: Letters
  package var policy: RasterizationPolicy

  package init(
    idPrefix: String, appearance: Appearance = .automatic, letters: Letters = .text,
    policy: RasterizationPolicy = RasterizationPolicy()
  ) {
    self.idPrefix = idPrefix
    self.appearance = appearance
    self.letters = letters
    self.policy = policy
  }

  /// The prefix as an XML name and CSS identifier.
  var safePrefix: String {
    let kept = idPrefix.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) || scalar == "-"
        || scalar == "_"
        ? String(scalar) : "_"
    }.joined()
    return kept.first?.isLetter == true ? kept : "f" + kept
  }
}

extension Palette {
  /// The variables `--plot-…` of this palette as CSS declarations, `--plot-foreground:#1b1d21;…`, for a page that holds
  /// figures with `SVGOptions.Appearance.inherited`.
  package var styleSheet: String {
    Ink.Role.all.map { "--plot-\($0.name):\(self[$0].hexText);" }.joined()
  }
}
