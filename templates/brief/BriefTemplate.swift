/// The template `brief`: one page for a CI job: data, notices, tables, small figures, provenance. Its files are this folder's.
package enum BriefTemplate {
  /// By their names.
  package static let files: [String: [UInt8]] = [
    "page.html": PackageResources.page_html, "style.css": PackageResources.style_css,
    "script.js": PackageResources.script_js, "page.yaml": PackageResources.page_yaml,
  ]
}
