/// The template `article`: one column of text with the contents beside it. Its files are this folder's.
package enum ArticleTemplate {
  /// By their names.
  package static let files: [String: [UInt8]] = [
    "page.html": PackageResources.page_html, "style.css": PackageResources.style_css,
    "script.js": PackageResources.script_js, "page.yaml": PackageResources.page_yaml,
  ]
}
