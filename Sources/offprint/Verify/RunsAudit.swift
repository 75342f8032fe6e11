import CommandLineParser
import Experiment
import Interop
import Kernels
import NeuralNetwork
import Notebook
import OffprintCore
import Report
import RunStore
import Synchronization
import Training

/// Trains runs of a report again, in a store of their own, and holds them to the report.
struct RunsAudit {
  let report: AuditedReport
  /// As the user named it.
  let name: String
  let options: Options
  let access: DataAccess
  let world: World

  /// What the command line says.
  struct Options: Sendable {
    var cells: [String]
    var sample: SampleSize?
    /// In seconds.
    var budget: Double?
    /// Which random order; nil for one that nobody could know.
    var draw: UInt64?
    var tolerance: AuditTolerance
    /// Nil for a store that goes in the end.
    var store: String?
    var jobs: Int
    var checkpointInterval: Double
    /// Files and folders.
    var traces: [String]
    var isQuiet: Bool
  }

  /// Of so many runs that DIVERGED the place is looked for, which takes as long as training them twice more.
  private static let located = 3

  private var console: Console { world.console }

  func perform() throws -> RunsFindings {
    let others = try TraceFiles.read(named: options.traces)
    let population = try AuditChoice.runs(options.cells, of: report)
    let draw = options.sample == nil && options.budget == nil ? nil : options.draw ?? UInt64(world.unforeseen())
    var findings = RunsFindings(
      report: name, title: report.loaded.notebook.frontMatter.title, evidence: report.replay.file.digest,
      engines: (report.evidence.engineVersion, Network.numericVersion), data: report.evidence.data,
      population: population.count, cells: options.cells, choice: draw.map(RunsFindings.Choice.drawn) ?? .all, runs: [],
      strays: report.strays, missingCount: report.status.missing.count)
    guard !population.isEmpty else { return findings }
    let ordered = draw.map { AuditSample.order(population: population.count, draw: $0).map { population[$0] } }
    let wanted = Array((ordered ?? population).prefix(options.sample?.count(of: population.count) ?? population.count))
    switch AuditData.find(report, access, workers: world.processorCount) {
    case .absent(let reason):
      findings.runs = wanted.map { AuditedRun(planned: $0, audit: .inconclusive(reason), found: nil) }
      return findings
    case .found(let data):
      let kernels = try KernelChoice.kernels(world)
      try train(wanted, on: data, kernels, &findings)
      try locate(&findings, data, kernels, others)
      return findings
    }
  }

  // MARK: - Training

  private func train(
    _ wanted: [PlanStatus.PlannedRun], on data: DataSet, _ kernels: any KernelSet.Type, _ findings: inout RunsFindings
  ) throws {
    let temporaryFolder = world[variable: "TMPDIR"] ?? "/tmp"
    let kept = try AuditStore.open(
      options.store, evidence: report.replay.file.digest, temporaryFolder: temporaryFolder)
    defer { kept.close() }
    let chosen = try fitting(wanted, data, kernels, kept.store)
    if chosen.count < wanted.count { findings.shortening = shortening(chosen.count, of: wanted.count) }
    let status = try PlanStatus(chosen.map { ($0.spec, $0.name) }, data: data.identity, store: kept.store)
    let reported = Dictionary(uniqueKeysWithValues: zip(status.runs.map(\.id), chosen))
    announce(status, findings)
    let troubles = Mutex<[RunID: String]>([:])
    var session = TrainingSession(
      store: kept.store, world: world, jobs: options.jobs, kernels: kernels, isQuiet: options.isQuiet,
      checkpointInterval: options.checkpointInterval)
    session.keepsRuns = options.store != nil
    session.onTrouble = { id, reason in troubles.withLock { $0[id] = reason } }
    session.remark = { record in
      guard let run = reported[record.id] else { return nil }
      let audit = audit(run, record)
      return audit.grade == .diverged ? "\(run.label): \(AuditGrade.diverged.rawValue)" : nil
    }
    if let budget = options.budget {
      // The clock runs since the program was started. One run is trained however short the time is.
      let hasBegun = Mutex(false)
      session.mayBegin = { [clock = world.clock] in
        hasBegun.withLock { hasBegun in
          defer { hasBegun = true }
          return !hasBegun || clock.seconds < budget
        }
      }
    }
    let ending = session.train(status, on: data)
    switch ending {
    case .interrupted(let kind):
      findings.interruption = kind == .interrupt ? .interrupted : .terminated
      findings.shortening = "stopped before the end"
    case .storageFailed(let reason): findings.shortening = "stopped, since nothing could be stored any more: \(reason)"
    case nil: break
    }
    findings.runs = try graded(
      zip(chosen, status.runs.map(\.id)), kept.store, troubles.withLock { $0 }, findings.choice)
    if findings.shortening == nil, findings.runs.count < chosen.count {
      findings.shortening = shortening(findings.runs.count, of: chosen.count)
    }
  }

  private func shortening(_ count: Int, of all: Int) -> String {
    "\(Quantities.grouped(count)) of \(Quantities.count(all, "run")) fitted into the time"
  }

  private func announce(_ status: PlanStatus, _ findings: RunsFindings) {
    guard !options.isQuiet else { return }
    let stored = status.stored.count
    var line = "training \(Quantities.count(status.toTrain.count, "run")) of the report again"
    if case .drawn(let draw) = findings.choice {
      line += ", drawn from \(Quantities.grouped(findings.population)) (draw \(draw))"
    }
    if stored > 0 { line += ", \(Quantities.grouped(stored)) done before" }
    console.note(line)
  }

  /// As many of the first as are expected to fit into the time; at least one.
  private func fitting(
    _ runs: [PlanStatus.PlannedRun], _ data: DataSet, _ kernels: any KernelSet.Type, _ store: RunStore
  ) throws -> [PlanStatus.PlannedRun] {
    guard let budget = options.budget else { return runs }
    let status = try PlanStatus(runs.map { ($0.spec, $0.name) }, data: data.identity, store: store)
    let costs = CostEstimate(
      status: status, jobs: options.jobs, machine: Machine(world: world), clock: world.clock, kernels: kernels
    ).measured()
    var ends = [Double](repeating: world.clock.seconds, count: max(1, options.jobs))
    var fitting: [PlanStatus.PlannedRun] = []
    for (run, planned) in zip(runs, status.runs) {
      let first = ends.indices.min { ends[$0] < ends[$1] } ?? 0
      if planned.record == nil {
        let images = Double(run.spec.epochs) * Double(data.train.count)
        ends[first] += images * (costs[run.spec.model] ?? 0)
      }
      guard fitting.isEmpty || ends[first] <= budget else { break }
      fitting.append(run)
    }
    return fitting
  }

  // MARK: - Grades

  private func audit(_ run: PlanStatus.PlannedRun, _ found: RunRecord) -> RunAudit {
    guard let record = run.record else { return .inconclusive("the report has nothing of it") }
    return RunAudit(reported: record, found: found, tolerance: options.tolerance)
  }

  /// Those that were trained. Of a random draw that was stopped all up to the last one that ended, so that they are still the
  /// beginning of the order that was drawn.
  private func graded(
    _ runs: some Sequence<(PlanStatus.PlannedRun, RunID)>, _ store: RunStore, _ troubles: [RunID: String],
    _ choice: RunsFindings.Choice
  ) throws -> [AuditedRun] {
    var graded: [AuditedRun] = []
    var ended = 0
    for (run, id) in runs {
      let found: RunRecord?
      var gap = troubles[id] ?? "it was not trained to its end"
      do throws(RunStoreError) {
        let record = try store.record(for: id)
        try store.check(record)
        found = record
      } catch {
        found = nil
        if case .damaged = error { gap = error.description }
      }
      graded.append(AuditedRun(planned: run, audit: found.map { audit(run, $0) } ?? .inconclusive(gap), found: found))
      if found != nil || troubles[id] != nil { ended = graded.count }
    }
    if case .drawn = choice { graded = Array(graded.prefix(ended)) }
    return RunsAudit.namingTwins(graded)
  }

  /// Finds results that the report has under another run's name.
  private static func namingTwins(_ runs: [AuditedRun]) -> [AuditedRun] {
    let pairs = runs.compactMap { run in run.found?.weightsDigest.map { ($0, run.planned.label) } }
    let labels = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    return runs.map { run in
      guard run.audit.grade == .diverged, !run.audit.isAltered, let digest = run.planned.record?.weightsDigest else {
        return run
      }
      var run = run
      run.namesake = labels[digest].flatMap { $0 == run.planned.label ? nil : $0 }
      return run
    }
  }

  // MARK: - Places

  private func locate(
    _ findings: inout RunsFindings, _ data: DataSet, _ kernels: any KernelSet.Type, _ others: [StepTrace]
  ) throws {
    guard findings.interruption == nil, findings.count(.diverged) > 0 else { return }
    let folders = [Paths.joined(report.folder, "traces")] + (options.store.map { [Paths.joined($0, "traces")] } ?? [])
    let interruption = TraceInterruption()
    defer { withExtendedLifetime(interruption) {} }
    let search = DivergenceSearch(
      making: TraceMaking(data: data, world: world, stop: interruption.stop), kernels: kernels,
      traces: others + folders.flatMap(TraceFiles.found), console: console, isQuiet: options.isQuiet)
    var left = RunsAudit.located
    for index in findings.runs.indices where left > 0 && !interruption.stop.isCancelled {
      findings.runs[index].place = search.place(of: findings.runs[index])
      if findings.runs[index].place != nil { left -= 1 }
    }
  }
}
