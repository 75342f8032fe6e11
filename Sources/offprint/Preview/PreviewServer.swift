import Interop

/// What a preview's server answers: the page, what changes, the report as PDF, and nothing else. It reads no file that a
/// request names, and answers only those who address it as this machine, so that no page of another site can reach it by a
/// name of its own that leads here (DNS rebinding).
struct PreviewServer: Sendable {
  let board: PreviewBoard
  /// Makes the PDF of the report on the page; nil where there is none.
  let pdf: @Sendable () -> [UInt8]?

  /// How long a request waits for news before it must ask again: less than what anything between here and a browser allows.
  private static let patience = 25.0

  func answer(_ request: HTTPRequest, port: Int) -> HTTPResponse {
    guard PreviewServer.isOurs(request.host, port: port) else {
      return text(421, "This preview answers to 127.0.0.1:\(port) only.\n")
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      return text(405, "There is only something to read here.\n", [.init("Allow", "GET, HEAD")])
    }
    switch request.path {
    case "/": return response(200, type: "text/html; charset=utf-8", board.html)
    case "/events":
      guard let json = board.json(after: request.query["after"] ?? "", seconds: PreviewServer.patience) else {
        return response(204, type: "application/json", [])
      }
      return response(200, type: "application/json", json)
    case "/report.pdf":
      guard let bytes = pdf() else { return text(404, "There is no report yet.\n") }
      return response(200, type: "application/pdf", bytes)
    default: return text(404, "There is nothing here; the report is at /.\n")
    }
  }

  private static func isOurs(_ host: String?, port: Int) -> Bool {
    guard let host = host?.lowercased() else { return false }
    let names = ["127.0.0.1", "localhost"]
    return names.contains { host == "\($0):\(port)" || (port == 80 && host == $0) }
  }

  private func text(_ status: Int, _ text: String, _ headers: [HTTPResponse.Header] = []) -> HTTPResponse {
    response(status, type: "text/plain; charset=utf-8", Array(text.utf8), headers)
  }

  private func response(
    _ status: Int, type: String, _ body: [UInt8], _ headers: [HTTPResponse.Header] = []
  ) -> HTTPResponse {
    HTTPResponse(
      status,
      headers: [
        .init("Content-Type", type), .init("Cache-Control", "no-store"), .init("X-Content-Type-Options", "nosniff"),
        .init("Cross-Origin-Resource-Policy", "same-origin"), .init("Referrer-Policy", "no-referrer"),
        .init("Content-Security-Policy", "frame-ancestors 'none'"),
      ] + headers, body: body)
  }
}
