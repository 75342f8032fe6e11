/// The template `two-column`: a paper's look: two columns where there is room. Its files are this folder's.
package enum TwoColumnTemplate {
  /// By their names.
  package static let files: [String: [UInt8]] = [
    "page.html": PackageResources.page_html, "style.css": PackageResources.style_css,
    "script.js": PackageResources.script_js, "page.yaml": PackageResources.page_yaml,
  ]
}
