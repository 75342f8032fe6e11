import Experiment
package import Notebook

/// The numbers that are claimed of the configurations of a table.
package struct TableClaims: Sendable {
  private struct Key: Hashable {
    var configuration: String
    var metric: ResultReference.Metric
  }

  private let results: [Key: ClaimResult]

  package static let none = TableClaims(ClaimResults([], results: .empty), of: nil)

  /// Of several claims about one number, that of the table's own `claims:`, else of a sweep's, else the first of the cells.
  package init(_ claims: ClaimResults, of table: String?) {
    var results: [Key: ClaimResult] = [:]
    func rank(_ result: ClaimResult) -> Int {
      switch result.claim.group {
      case nil: 2
      case table?: 0
      // A table's own name says that it is one.
      case let group?: group.hasPrefix("tbl-") ? 3 : 1
      }
    }
    for result in claims.all {
      guard case .equals(.configuration(let name), _, _) = result.claim.assertion else { continue }
      let key = Key(configuration: name, metric: result.claim.metric)
      if let known = results[key], rank(known) <= rank(result) { continue }
      results[key] = result
    }
    self.results = results
  }

  subscript(_ result: ConfigurationResult, _ metric: ResultReference.Metric) -> ClaimResult? {
    results[Key(configuration: result.configuration.name, metric: metric)]
  }

  /// The claimed value of a configuration; nil where nothing is claimed.
  package func value(of result: ConfigurationResult, _ metric: ResultReference.Metric) -> Double? {
    guard case .equals(_, let number, _)? = self[result, metric]?.claim.assertion else { return nil }
    return number.value
  }
}
