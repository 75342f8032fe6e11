import Foundation
import TestSupport

/// Python's own web server on a free port of the loopback interface, stopped with the value.
final class LocalServer {
  let address: String
  private let process: Process
  /// The server ends when this is closed, even where the test did not come to its end.
  private let input = Pipe()

  private static let script = """
    import functools, http.server, os, sys, threading
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *a): pass
    handler = functools.partial(Quiet, directory=sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    os._exit(0)
    """

  static var isPossible: Bool { Python.with("http.server") != nil }

  init?(serving directory: String) {
    guard let python = Python.with("http.server") else { return nil }
    process = Process()
    process.executableURL = python.url
    process.arguments = ["-c", LocalServer.script, directory]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = input
    guard (try? process.run()) != nil else { return nil }
    let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { return nil }
    address = "http://127.0.0.1:\(port)/"
  }

  deinit { process.terminate() }
}
