/// What a client asks for. Only requests without a body are passed on.
package struct HTTPRequest: Hashable, Sendable {
  /// `GET`.
  package var method: String
  /// Without the query, percent escapes taken away: `/events`.
  package var path: String
  /// The parameters behind `?`, by name.
  package var query: [String: String]
  /// The header that names the server; nil where there is none.
  package var host: String?

  package init(method: String, path: String, query: [String: String] = [:], host: String?) {
    self.method = method
    self.path = path
    self.query = query
    self.host = host
  }
}

/// What it gets.
package struct HTTPResponse: Hashable, Sendable {
  package var status: Int
  package var headers: [Header]
  package var body: [UInt8]

  package struct Header: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(_ status: Int, headers: [Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
