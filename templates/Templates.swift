/// How a report looks. The files of this folder are built into the program, so that an installed `offprint` carries them:
/// edit `article.html` (the page, in the Mustache-like language of `Sources/Report/Template`) and `article.css`, build, and
/// every report follows.
package enum Templates {
  /// The page of a template, or nil where there is none of that name.
  package static func page(_ name: String) -> String? {
    switch name {
    case "article": text(PackageResources.article_html)
    default: nil
    }
  }

  /// The style sheet of a template, or nil where there is none of that name.
  package static func styleSheet(_ name: String) -> String? {
    switch name {
    case "article": text(PackageResources.article_css)
    default: nil
    }
  }

  /// The script of a template, or nil where it needs none.
  package static func script(_ name: String) -> String? {
    switch name {
    case "article": text(PackageResources.article_js)
    default: nil
    }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
