import ArticleTemplate
import BriefTemplate
import TwoColumnTemplate

/// How reports look: the files below `templates/`, built into the program so that an installed `offprint` carries them. Each
/// template is a folder and a module; what all of them use is in `templates/shared`.
package enum Templates {
  /// The names of the templates, the default first.
  package static let names = ["article", "two-column", "brief"]

  /// The files of a template by their names, or nil where there is none of that name.
  package static func files(of name: String) -> [String: [UInt8]]? {
    switch name {
    case "article": ArticleTemplate.files
    case "two-column": TwoColumnTemplate.files
    case "brief": BriefTemplate.files
    default: nil
    }
  }

  /// What every template uses and may replace: parts of pages; `base.css`, the style under every other; `theme.js`,
  /// which runs before anything is painted; a style and a script for each feature, most of which only some reports need.
  package static let shared: [String: [UInt8]] = [
    "start.html": PackageResources.start_html, "head.html": PackageResources.head_html,
    "end.html": PackageResources.end_html, "title-block.html": PackageResources.title_block_html,
    "contents.html": PackageResources.contents_html, "notices.html": PackageResources.notices_html,
    "abstract.html": PackageResources.abstract_html, "provenance.html": PackageResources.provenance_html,
    "foot.html": PackageResources.foot_html,
    "base.css": PackageResources.base_css, "theme.js": PackageResources.theme_js, "page.css": PackageResources.page_css,
    "math.css": PackageResources.math_css, "page.js": PackageResources.page_js,
    "numbers.js": PackageResources.numbers_js,
    "tables.js": PackageResources.tables_js, "data.js": PackageResources.data_js,
    "figures.css": PackageResources.figures_css, "figures.js": PackageResources.figures_js,
    "values.css": PackageResources.values_css, "values.js": PackageResources.values_js,
    "sphere.css": PackageResources.sphere_css, "sphere.js": PackageResources.sphere_js,
    "sphere-model.js": PackageResources.sphere_model_js, "sphere-painter.js": PackageResources.sphere_painter_js,
    "sphere-classes.js": PackageResources.sphere_classes_js, "sphere-layout.js": PackageResources.sphere_layout_js,
    "sphere-hands.js": PackageResources.sphere_hands_js, "sphere-cursor.js": PackageResources.sphere_cursor_js,
    "sphere-controls.js": PackageResources.sphere_controls_js,
  ]

  /// What `offprint preview` adds to the page of any template, and never to a written report.
  package static let previewScript = String(decoding: PackageResources.preview_js, as: UTF8.self)
  package static let previewStyleSheet = String(decoding: PackageResources.preview_css, as: UTF8.self)
}
