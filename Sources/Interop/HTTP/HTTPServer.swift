internal import CMicroHTTPD

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why a server could not be started.
package enum HTTPServerError: Error, Hashable, Sendable {
  /// Somebody else listens on the port.
  case portInUse(Int)
  /// The system keeps the port for itself.
  case portForbidden(Int)
  /// `errno`, or 0 where the library does not say why.
  case failed(Int32)
}

/// A web server for this machine alone, by libmicrohttpd: it listens on 127.0.0.1 and nowhere else, and answers each
/// connection on a thread of its own, so that an answer may wait.
@safe
package final class HTTPServer {
  /// Called on many threads at once. May block; whoever stops the server must first let those that wait go on.
  package typealias Answer = @Sendable (HTTPRequest) -> HTTPResponse

  package let port: Int
  private let daemon: OpaquePointer
  private let context: Unmanaged<AnswerBox>

  private static let connectionLimit: UInt32 = 64
  private static let idleSeconds: UInt32 = 120

  /// Listens on `port`, or on a free one where it is 0.
  package init(port: Int, answer: @escaping Answer) throws(HTTPServerError) {
    precondition((0...65_535).contains(port))
    let context = unsafe Unmanaged.passRetained(AnswerBox(answer: answer))
    errno = 0
    let daemon = unsafe offprint_http_start(
      UInt16(port), answerConnection, context.toOpaque(), HTTPServer.connectionLimit, HTTPServer.idleSeconds)
    guard let daemon = unsafe daemon else {
      let code = errno
      unsafe context.release()
      switch code {
      case EADDRINUSE: throw .portInUse(port)
      case EACCES: throw .portForbidden(port)
      default: throw .failed(code)
      }
    }
    unsafe self.context = unsafe context
    unsafe self.daemon = unsafe daemon
    self.port = unsafe Int(offprint_http_port(daemon))
  }

  /// Closes all connections and waits for their threads.
  deinit {
    unsafe MHD_stop_daemon(daemon)
    unsafe context.release()
  }
}

/// What the library hands back with each request.
private final class AnswerBox: Sendable {
  let answer: HTTPServer.Answer

  init(answer: @escaping HTTPServer.Answer) {
    self.answer = answer
  }
}

/// Called by the library once the headers of a request are there. To answer at once refuses the body of any request that has
/// one: the library then closes the connection.
private func answerConnection(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?, _: UnsafeMutablePointer<Int>?,
  _: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let context = unsafe context, let connection = unsafe connection else { return .NO }
  let box = unsafe Unmanaged<AnswerBox>.fromOpaque(context).takeUnretainedValue()
  let request = unsafe HTTPRequest(
    method: text(method) ?? "", path: text(url) ?? "/", query: query(of: connection),
    host: text(MHD_lookup_connection_value(connection, .HEADER_KIND, "Host")))
  return unsafe send(box.answer(request), on: connection)
}

private func query(of connection: OpaquePointer) -> [String: String] {
  let values = QueryBox()
  let context = unsafe Unmanaged.passUnretained(values).toOpaque()
  unsafe MHD_get_connection_values(
    connection, .GET_ARGUMENT_KIND,
    { context, _, name, value in
      guard let context = unsafe context, let name = unsafe text(name) else { return .YES }
      let values = unsafe Unmanaged<QueryBox>.fromOpaque(context).takeUnretainedValue()
      values.query[name] = unsafe text(value) ?? ""
      return .YES
    }, context)
  return values.query
}

/// Gathers a query's parameters; of two with one name the last counts.
private final class QueryBox {
  var query: [String: String] = [:]
}

private func send(_ answer: HTTPResponse, on connection: OpaquePointer) -> MHD_Result {
  // The library copies the bytes, although it takes them by a pointer to what may change.
  var body = answer.body
  let response = unsafe body.withUnsafeMutableBytes { bytes in
    unsafe MHD_create_response_from_buffer(bytes.count, bytes.baseAddress, .RESPMEM_MUST_COPY)
  }
  guard let response = unsafe response else { return .NO }
  defer { unsafe MHD_destroy_response(response) }
  for header in answer.headers { unsafe MHD_add_response_header(response, header.name, header.value) }
  return unsafe MHD_queue_response(connection, UInt32(answer.status), response)
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
  unsafe pointer.map { unsafe String(cString: $0) }
}
