import Plotting

/// A part of the page's style and script: `shared/NAME.css` and `shared/NAME.js`, either of which may be lacking. It stands in a
/// page once, and only in pages that need it.
package enum PageFeature: String, Hashable, Sendable, CaseIterable {
  /// What every page has: theme, contents, previews.
  case page
  /// How formulas look, which any text may hold.
  case math
  /// Where a computed number comes from.
  case numbers
  /// Tables that sort.
  case tables
  /// Data of figures as files.
  case data
  /// What figures have in common that answer their reader.
  case figures
  /// Values beside the pointer.
  case values
  case sphereModel = "sphere-model"
  case spherePainter = "sphere-painter"
  case sphereClasses = "sphere-classes"
  case sphereLayout = "sphere-layout"
  case sphereHands = "sphere-hands"
  case sphereCursor = "sphere-cursor"
  case sphereControls = "sphere-controls"
  /// Spheres that turn; it needs those before it.
  case sphere

  /// Those that `document` needs, in the order in which they are inlined.
  static func needed(by document: ReportDocument) -> [PageFeature] {
    allCases.filter { $0.isNeeded(by: document) }
  }

  private func isNeeded(by document: ReportDocument) -> Bool {
    switch self {
    case .page, .math: true
    case .numbers: !document.runs.isEmpty
    case .tables: document.hasTables
    case .data: !document.figures.isEmpty
    case .figures: document.figures.contains { $0.scene != nil || $0.hasValues }
    case .values: document.figures.contains(where: \.hasValues)
    case .sphereModel, .spherePainter, .sphereClasses, .sphereLayout, .sphereHands, .sphereCursor, .sphereControls,
      .sphere:
      document.figures.contains { $0.scene != nil }
    }
  }
}

/// The style sheet and the script of a page, put together from a template's files.
struct PageParts {
  /// `base.css`, those of the features, `style.css`, then `extra.css`, which a user's own template has for a few rules more.
  let styleSheet: String
  /// The features' scripts, `script.js`, then `extra.js`.
  let script: String
  /// What runs before anything is painted.
  let earlyScript: String

  init(template: ReportTemplate, features: [PageFeature]) {
    let names = features.map(\.rawValue)
    styleSheet = PageParts.joined(
      ["base.css"] + names.map { $0 + ".css" } + ["style.css", "extra.css"], of: template)
    script = PageParts.joined(names.map { $0 + ".js" } + ["script.js", "extra.js"], of: template)
    earlyScript = PageParts.joined(["theme.js"], of: template)
  }

  private static func joined(_ names: [String], of template: ReportTemplate) -> String {
    names.compactMap { template.file($0)?.text }.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
  }
}

extension ReportDocument {
  /// Whether any table stands in the body, numbered or not.
  fileprivate var hasTables: Bool {
    body.contains { if case .table = $0 { true } else { false } }
  }
}

extension ReportFigure {
  /// Whether any of its marks tells a value.
  fileprivate var hasValues: Bool { !drawing.hoverPoints.isEmpty || !(narrowDrawing?.hoverPoints.isEmpty ?? true) }
}
