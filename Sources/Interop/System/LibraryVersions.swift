internal import CCairo
internal import CCrypto
internal import CHarfBuzz
internal import CMarkGFM
internal import CMicroHTTPD
internal import COpenBLAS
internal import CYAML
internal import CZlib

/// The C libraries that this process has loaded, for people who look for the cause of something.
package enum LibraryVersions {
  /// Names and versions, in a fixed order.
  package static var all: [(name: String, version: String)] {
    unsafe [
      ("Cairo", text(cairo_version_string())),
      ("Pango", text(pango_version_string())),
      ("HarfBuzz", text(hb_version_string())),
      ("cmark-gfm", text(cmark_version_string())),
      ("libyaml", text(yaml_get_version_string())),
      ("zlib", text(zlibVersion())),
      ("OpenSSL", openSSL),
      ("OpenBLAS", openBLAS),
      ("libmicrohttpd", text(MHD_get_version())),
    ]
  }

  /// `OpenSSL 3.0.22 2 Feb 2027` without its name and date.
  private static var openSSL: String {
    unsafe word(1, of: text(OpenSSL_version(OPENSSL_VERSION)))
  }

  /// `OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …` without its name and options.
  private static var openBLAS: String {
    unsafe word(1, of: text(UnsafePointer(openblas_get_config())))
  }

  private static func word(_ index: Int, of text: String) -> String {
    let words = text.split(separator: " ")
    return words.indices.contains(index) ? String(words[index]) : text
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    guard let pointer = unsafe pointer else { return "unknown" }
    return unsafe String(cString: pointer)
  }
}
