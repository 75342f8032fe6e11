import Comparison
import Experiment
import OffprintCore

/// An audit for programs: `offprint verify --format json`, which Documentation/Verify.md describes.
struct AuditFile: Encodable {
  struct Sample: Encodable {
    var draw: UInt64
    /// The most of the others that differ, with 95 % confidence; left out where all were taken.
    var mostOthersDiffering: Int?
  }

  struct Run: Encodable {
    var name: String
    /// As the report has it.
    var id: String
    var grade: String
    var reason: String?
    var details: [String]
    /// The last epoch through which all is equal.
    var equalThroughEpoch: Int?
    /// Whether it was changed in the report after training.
    var altered: Bool?
    /// The run whose results the report gives to this one.
    var namesake: String?
    var place: Place?
    var weightsDigest: Digests?
  }

  /// Where two trainings part.
  struct Place: Encodable {
    /// `other-trace`, or `this-machine` where it contradicts itself.
    var against: String
    var epoch: Int
    /// 0 for before the first step of the trace.
    var step: Int
    /// `gradient layers.0.conv.weight`.
    var item: String
  }

  struct Digests: Encodable {
    var report: String?
    var here: String?
  }

  struct Engines: Encodable {
    var report: Int
    var here: Int
  }

  var format = "offprint-audit"
  var version = 1
  var report: String
  /// Left out, like the rest but `status`, where that part was not looked at.
  var displayed: DisplayedFindings?
  var title: String?
  var evidence: String?
  var data: DataIdentity?
  var engine: Engines?
  var population: Int?
  var sample: Sample?
  var counts: [String: Int]?
  var runs: [Run]?
  /// IDs of runs in the evidence that its notebook does not ask for.
  var strays: [String]?
  var shortening: String?
  /// What the command ends with.
  var status: Int32

  init(_ found: VerifyFindings) {
    report = found.report
    displayed = found.displayed
    status = found.status.rawValue
    guard let findings = found.runs else { return }
    title = findings.title
    evidence = findings.evidence.hexadecimal
    data = findings.data
    engine = Engines(report: findings.engines.reported, here: findings.engines.here)
    population = findings.population
    if case .drawn(let draw) = findings.choice {
      sample = Sample(draw: draw, mostOthersDiffering: findings.sample?.mostOthersUnsound)
    }
    counts = Dictionary(uniqueKeysWithValues: AuditGrade.allCases.map { ($0.rawValue, findings.count($0)) })
    runs = findings.runs.map { run in
      let words = AuditWords(report: findings.report, run: run)
      return Run(
        name: run.planned.label, id: run.planned.id.description, grade: run.audit.grade.rawValue, reason: words.reason,
        details: words.details, equalThroughEpoch: run.hasSameGrounds ? run.audit.equalThrough : nil,
        altered: run.audit.grade == .diverged ? run.audit.isAltered : nil, namesake: run.namesake,
        place: run.place.flatMap(Place.init),
        weightsDigest: run.found.map {
          Digests(report: run.planned.record?.weightsDigest?.hexadecimal, here: $0.weightsDigest?.hexadecimal)
        })
    }
    strays = findings.strays.map(\.id.description)
    shortening = findings.shortening
  }
}

extension AuditFile.Place {
  init?(_ place: DivergenceSearch.Place) {
    let difference: TraceDifference
    switch place {
    case .parted(let found, _): (against, difference) = ("other-trace", found)
    case .contradicted(let found, _): (against, difference) = ("this-machine", found)
    case .unsteady, .repeated: return nil
    }
    switch difference {
    case .step(let epoch, let step, let item, _, _): (self.epoch, self.step, self.item) = (epoch, step, item.text)
    case .earlier(let epoch, let item): (self.epoch, step, self.item) = (epoch, 0, item.text)
    case .none, .incomparable: return nil
    }
  }
}
