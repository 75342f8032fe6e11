import Dispatch
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Downloads by Foundation's URLSession. Five seconds without a connection or without a byte are the end of an attempt, so
/// that a machine without a network waits no longer.
package struct URLSessionTransport: DataTransport {
  package static let timeout: Double = 5

  package init() {}

  package func fetch(
    _ address: String, atMost limit: Int, progress: @escaping @Sendable (Int) -> Void
  ) throws(TransportError) -> [UInt8] {
    guard let url = URL(string: address) else {
      throw TransportError(reason: "it is not an address", isPassing: false)
    }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = URLSessionTransport.timeout
    let receiver = Receiver(limit: limit, progress: progress)
    let session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    var request = URLRequest(url: url, timeoutInterval: URLSessionTransport.timeout)
    // The files are gzip already; a server that unpacks them on the way would hide what it stores.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    session.dataTask(with: request).resume()
    receiver.done.wait()
    return try receiver.outcome()
  }
}

/// Collects one response; URLSession calls it on a queue of its own, one call at a time.
private final class Receiver: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var error: TransportError?
  }

  let done = DispatchSemaphore(value: 0)
  private let limit: Int
  private let progress: @Sendable (Int) -> Void
  private let state = Mutex(State())

  init(limit: Int, progress: @escaping @Sendable (Int) -> Void) {
    self.limit = limit
    self.progress = progress
  }

  func outcome() throws(TransportError) -> [UInt8] {
    let final = state.withLock { $0 }
    if let error = final.error { throw error }
    return final.bytes
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    if let response = response as? HTTPURLResponse, response.statusCode != 200 {
      let isPassing = response.statusCode >= 500 || response.statusCode == 429 || response.statusCode == 408
      fail(TransportError(reason: "the server answers with status \(response.statusCode)", isPassing: isPassing))
      return completionHandler(.cancel)
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let count = state.withLock { state -> Int? in
      guard state.error == nil else { return nil }
      state.bytes += data
      return state.bytes.count
    }
    guard let count else { return }
    progress(count)
    guard count > limit else { return }
    fail(TransportError(reason: "the server sends more than the \(limit) bytes there may be", isPassing: false))
    dataTask.cancel()
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if let error {
      let hasBytes = state.withLock { !$0.bytes.isEmpty }
      fail(Receiver.transportError(error, hasBytes: hasBytes))
    }
    done.signal()
  }

  /// The first failure is the cause; a later one is only its consequence. Nobody waits for the session to notice.
  private func fail(_ error: TransportError) {
    state.withLock { state in
      if state.error == nil { state.error = error }
    }
    done.signal()
  }

  private static func transportError(_ error: any Error, hasBytes: Bool) -> TransportError {
    let (reason, isUnreachable) =
      switch (error as? URLError)?.code {
      case .timedOut: ("nothing came within \(Int(URLSessionTransport.timeout)) s", !hasBytes)
      case .cannotFindHost, .dnsLookupFailed: ("the server’s name is not known here", true)
      case .cannotConnectToHost: ("the server cannot be reached", true)
      case .networkConnectionLost: ("the connection was lost", false)
      case .notConnectedToInternet: ("there is no network", true)
      case .unsupportedURL: ("such an address cannot be read", false)
      default: ("the transfer failed", false)
      }
    return TransportError(reason: reason, isPassing: true, isUnreachable: isUnreachable)
  }
}
