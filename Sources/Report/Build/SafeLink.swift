/// Which link destinations may reach a page. A notebook can come from anyone, and its report is opened with a click.
package enum SafeLink {
  private static let schemes: Set<String> = ["http", "https", "mailto", "doi"]

  /// `destination` where it is harmless: a web page, a mail address or a place in the document; else nil. Control characters
  /// and white space, which browsers skip when they look for a scheme, make any destination harmful.
  package static func checked(_ destination: String) -> String? {
    guard !destination.isEmpty, destination.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      return nil
    }
    if destination.hasPrefix("#") { return destination }
    guard let colon = destination.firstIndex(of: ":") else { return nil }
    let scheme = destination[..<colon].lowercased()
    guard schemes.contains(scheme) else { return nil }
    return scheme == "doi" ? "https://doi.org/" + destination[destination.index(after: colon)...] : destination
  }
}
