package import Experiment

/// What `{arcface-margins.best.loss.margin}` in the prose stands for. Parsed and checked with the notebook; its value is
/// looked up when the report is made.
package enum ResultReference: Hashable, Sendable {
  /// `{arcface.accuracy}`, `{margins.best.accuracy.sd}`, `{margins[loss.margin=0.5].accuracy}`, `{margins.accuracy.min}`.
  case metric(RunSelection, Metric, Statistic)
  /// `{arcface.runs}`, `{margins.below.98}`: how many finished runs there are, or those that fulfill a condition.
  case runCount(RunSelection, RunCondition?)
  /// `{arcface.epochs}`, `{margins.best.loss.margin}`: the value at a dotted path of the spec's setting.
  case setting(RunSelection, path: String)
  /// `{margins.count}`: how many configurations the cell has.
  case configurationCount(cell: String)
  /// `{data.name}`.
  case data(DataFact)
  /// `{claim-name.verdict}`.
  case claim(String, ClaimFact)
  /// `{claims.reproduced}`, `{claims.table-1.reproduced}`, `{margins.claims.reproduced}`: how many claims have this verdict;
  /// nil for how many there are.
  case claimCount(Verdict?, of: ClaimScope = .all)

  /// Which claims are counted.
  package enum ClaimScope: Hashable, Sendable {
    case all
    case family(String)
    /// Those of a sweep's or a table's `claims:`.
    case group(String)
  }

  /// Which configuration of which cell.
  package struct RunSelection: Hashable, Sendable {
    package var cell: String
    package var choice: Choice

    package init(cell: String, choice: Choice) {
      self.cell = cell
      self.choice = choice
    }
  }

  /// Which of a cell's configurations.
  package enum Choice: Hashable, Sendable {
    /// The one of a `train` cell.
    case only
    /// Every one of a sweep.
    case all
    /// The one of a sweep that has this name in the plan: `margins[loss.margin=0.5]`.
    case configuration(String)
    /// Of a sweep: the highest mean accuracy, of equals the first in the plan.
    case best
    /// Of a sweep: the lowest mean accuracy, of equals the first in the plan.
    case worst
  }

  /// On which side of a bound a run's own value lies, the bound itself left out.
  package struct RunCondition: Hashable, Sendable {
    package enum Side: String, Hashable, Sendable, CaseIterable {
      case below
      case above
    }

    package var metric: Metric
    package var side: Side
    /// In the metric's unit: percent for accuracies.
    package var bound: Double

    package init(metric: Metric, side: Side, bound: Double) {
      self.metric = metric
      self.side = side
      self.bound = bound
    }
  }

  /// What a finished run is measured by, after its last epoch.
  package enum Metric: String, Hashable, Sendable, CaseIterable {
    /// Test accuracy in percent.
    case accuracy
    /// 100 − accuracy, in percent.
    case error
    /// Accuracy on the training set while training, in percent.
    case trainAccuracy = "train-accuracy"
    /// Mean training loss of the last epoch, margins included.
    case trainLoss = "train-loss"
    /// W-EC of the test features, in degrees: between a class's weight and the centre of its features (Deng et al. 2019,
    /// Table 3, as are the next three).
    case weightCenterAngle = "w-ec"
    /// W-Inter, in degrees: to the nearest weight of another class.
    case weightAngle = "w-inter"
    /// Intra of the test features, in degrees: to the centre of their class.
    case intraAngle = "intra"
    /// Inter of the test features, in degrees: from a centre to the nearest other one.
    case interAngle = "inter"
    /// The mean of θ_y over the test features, in degrees: to the weight of their class.
    case targetAngle = "target-angle"
    /// The same four of the training set, seen without augmentation after the last epoch. (W-Inter has no set.)
    case trainWeightCenterAngle = "train-w-ec"
    case trainIntraAngle = "train-intra"
    case trainInterAngle = "train-inter"
    case trainTargetAngle = "train-target-angle"
  }

  /// How the seeds become one text.
  package enum Statistic: String, Hashable, Sendable, CaseIterable {
    case mean
    /// Standard deviation over the seeds, n − 1 in the denominator.
    case standardDeviation = "sd"
    /// The 95 % t interval of the mean.
    case interval
    /// The lowest run's own value.
    case minimum = "min"
    case maximum = "max"
    /// How many seeds finished; of a sweep in each of its configurations.
    case seeds

    /// Whether it can be of all runs of a sweep, whose configurations have no common mean.
    package var isOfManyConfigurations: Bool {
      switch self {
      case .mean, .standardDeviation, .interval: false
      case .minimum, .maximum, .seeds: true
      }
    }
  }

  /// What the runs say of a claim.
  package enum ClaimFact: String, Hashable, Sendable, CaseIterable {
    /// `REPRODUCED`.
    case verdict
    /// Mean less claimed number, or the difference of two arms, in the metric's unit, signed.
    case effect
    /// Of the effect, with its level.
    case interval
    /// That decided, after the correction for its family.
    case probability = "p"
    /// Seeds, or pairs of them.
    case seeds
    /// That it would take.
    case seedsNeeded = "seeds-needed"
    /// The smallest difference that would matter, in the metric's unit.
    case margin
    /// The claim in a few words; it has them.
    case label
  }

  /// What is known of the data that the runs used.
  package enum DataFact: String, Hashable, Sendable, CaseIterable {
    case name
    /// What running text calls it: `MNIST` for `mnist`.
    case title
    case trainCount = "train-count"
    case testCount = "test-count"
    /// The first twelve digits of the digest.
    case digest
  }
}
