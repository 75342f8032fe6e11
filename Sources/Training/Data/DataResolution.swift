package import Experiment

/// Which data set a notebook got, and why not one that it would rather have had: for the terminal, the report's header and
/// `results.json`, the same words in each.
package struct DataResolution: Hashable, Sendable, Codable {
  package struct Skipped: Hashable, Sendable, Codable {
    /// `mnist`.
    package var name: String
    /// A clause in the reader's words; the same for the same situation, so that it may stand in a report.
    package var reason: String
    /// What each mirror said. For the terminal only: it can differ from one minute to the next.
    package var detail: String?

    package init(name: String, reason: String, detail: String? = nil) {
      self.name = name
      self.reason = reason
      self.detail = detail
    }
  }

  package var used: DataIdentity
  /// Where it came from: a directory, or `built in`. For the terminal only, since it names a place on one machine.
  package var origin: String
  /// Those listed before it, in the notebook's order.
  package var skipped: [Skipped]

  package init(used: DataIdentity, origin: String, skipped: [Skipped]) {
    self.used = used
    self.origin = origin
    self.skipped = skipped
  }
}

/// A data set with the account of how it came to be the one.
package struct ResolvedData: Sendable {
  package var dataSet: DataSet
  package var resolution: DataResolution
}
