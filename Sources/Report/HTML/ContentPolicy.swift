import Foundation
import OffprintCore

/// The page's Content-Security-Policy: nothing is loaded, and only the styles and scripts that were written with the page
/// take effect (Content Security Policy Level 3, §2.3.1: hash sources).
enum ContentPolicy {
  /// With `connects` scripts may speak to the server that the page came from, which a report in a file never may.
  static func text(styles: [String], scripts: [String], connects: Bool = false) -> String {
    ([
      "default-src 'none'", "img-src data:", directive("style-src", styles), directive("script-src", scripts),
      "base-uri 'none'", "form-action 'none'",
    ] + (connects ? ["connect-src 'self'"] : [])).joined(separator: "; ")
  }

  private static func directive(_ name: String, _ texts: [String]) -> String {
    let sources = Set(texts.map(source)).sorted()
    return "\(name) \(sources.isEmpty ? "'none'" : sources.joined(separator: " "))"
  }

  /// `'sha256-…'` of the text's UTF-8, in base 64.
  private static func source(_ text: String) -> String {
    let digits = Array(ContentHash(ofText: text).hexadecimal)
    let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0..<$0 + 2]), radix: 16) ?? 0 }
    return "'sha256-\(Data(bytes).base64EncodedString())'"
  }
}
