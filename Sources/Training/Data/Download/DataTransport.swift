/// How bytes come from an address. The one that is used is URLSession's; tests bring their own.
package protocol DataTransport: Sendable {
  /// The whole of what `address` serves, at most `limit` bytes. `progress` is told the bytes so far.
  func fetch(
    _ address: String, atMost limit: Int, progress: @escaping @Sendable (Int) -> Void
  ) throws(TransportError) -> [UInt8]
}

/// Why nothing came.
package struct TransportError: Error, Hashable, Sendable {
  /// A clause: `no connection within 5 s`.
  package var reason: String
  /// Whether the same mirror may do better in a moment (a lost connection, a busy server), or not (no such file).
  package var isPassing: Bool
  /// Whether the server was never reached: where no mirror is, there is no network, and waiting does not bring one.
  package var isUnreachable: Bool

  package init(reason: String, isPassing: Bool, isUnreachable: Bool = false) {
    self.reason = reason
    self.isPassing = isPassing
    self.isUnreachable = isUnreachable
  }
}
