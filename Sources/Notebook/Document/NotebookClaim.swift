package import Experiment

/// What a paper says, as a `claim` cell or the `claims:` of a sweep puts it to the runs.
package struct NotebookClaim: Hashable, Sendable {
  /// Unique in the notebook: the cell's name, or for one value of a table that of its configuration, in a table's
  /// `claims:` with the table's before it.
  package var name: String
  /// Claims that are corrected for each other.
  package var family: String
  /// The claim in a few words; nil where the quote stands for itself.
  package var label: String?
  /// The paper's words; nil for a value of a table.
  package var quote: String?
  /// Where it stands in the paper: `Section 4`, `Table 1`.
  package var source: String?
  package var metric: ResultReference.Metric
  /// The data set that the claim is about, by name.
  package var data: String
  package var assertion: ClaimAssertion
  /// The sweep or table whose `claims:` it is one of; nil for a `claim` cell.
  package var group: String?

  package init(
    name: String, family: String, quote: String?, source: String?, metric: ResultReference.Metric, data: String,
    assertion: ClaimAssertion, group: String? = nil, label: String? = nil
  ) {
    self.name = name
    self.family = family
    self.quote = quote
    self.source = source
    self.metric = metric
    self.data = data
    self.assertion = assertion
    self.group = group
    self.label = label
  }
}

/// What would count. Margins are in the metric's unit.
package enum ClaimAssertion: Hashable, Sendable {
  case equals(ArmReference, ClaimedNumber, margin: Double)
  case sameAs(ArmReference, ArmReference, margin: Double)
  case above(ArmReference, ArmReference, margin: Double)
  case order([ArmReference], margin: Double)
  /// The arm, a configuration of a sweep, against each of the sweep's others.
  case bestOf(ArmReference, sweep: String, margin: Double)

  /// Every arm that it names, in its order.
  package var arms: [ArmReference] {
    switch self {
    case .equals(let arm, _, _), .bestOf(let arm, _, _): [arm]
    case .sameAs(let first, let second, _), .above(let first, let second, _): [first, second]
    case .order(let arms, _): arms
    }
  }
}

extension ClaimAssertion {
  /// The smallest difference that would matter, in the metric's unit.
  package var margin: Double {
    switch self {
    case .equals(_, _, let margin), .sameAs(_, _, let margin), .above(_, _, let margin), .order(_, let margin),
      .bestOf(_, _, let margin):
      margin
    }
  }
}

/// One side of a comparison: a value for each seed.
package enum ArmReference: Hashable, Sendable {
  /// A `train` cell's configuration or one of a sweep, by its name in the plan: `arcface`, `margins[loss.margin=0.5]`.
  case configuration(String)
  /// A sweep's mean over its configurations, seed by seed: `margins`.
  case mean(sweep: String)
  /// What choosing the best configuration really gives: each seed's value in the configuration that is best on the other
  /// seeds: `margins.best`.
  case best(sweep: String)
  /// The largest value that any configuration has under a seed, as a paper reports that tries many settings once:
  /// `margins.maximum`.
  case maximum(sweep: String)

  /// As the notebook writes it.
  package var text: String {
    switch self {
    case .configuration(let name), .mean(let name): name
    case .best(let name): name + ".best"
    case .maximum(let name): name + ".maximum"
    }
  }
}
