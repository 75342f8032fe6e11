import Experiment
import Interop
import Kernels
import OffprintCore
import Synchronization
import Training

/// Trains runs again for their steps' sake.
struct TraceMaking {
  let data: DataSet
  let world: World
  /// Ends what is going on; nothing of it is kept.
  let stop: Cancellation

  /// How the work is divided; the bits are to be the same in any way.
  struct Schedule: Sendable {
    let kernels: any KernelSet.Type
    let threads: Int

    /// `x86-64-v3 kernels, 2 threads`.
    var description: String { "\(kernels.instructionSet.name) kernels, \(Quantities.count(threads, "thread"))" }
  }

  /// A trace, and what the epochs up to its last one came to.
  struct Traced: Sendable {
    let trace: StepTrace
    let epochs: [EpochRecord]
  }

  /// Of these epochs of a run, which is trained from its beginning to the last of them. Nil where it was stopped, or cannot be trained.
  func trace(_ spec: RunSpec, epochs: ClosedRange<Int>, _ schedule: Schedule) -> Traced? {
    guard
      let trainer = try? Trainer(
        spec: spec, data: data, kernels: schedule.kernels, threads: schedule.threads, mostThreads: schedule.threads)
    else { return nil }
    let recorder = TraceRecorder(epochs: epochs)
    let cancellation = Cancellation()
    let records = Mutex<[EpochRecord]>([])
    _ = trainer.run(
      provenance: Provenance(
        offprintVersion: Offprint.version, machine: "", instructionSet: "", imagesPerSecond: [], seconds: 0),
      observer: TrainingObserver(
        clock: { [clock = world.clock] in clock.seconds }, cancellation: cancellation, witness: recorder,
        onStep: { [stop] _, _ in if stop.isCancelled { cancellation.cancel() } },
        onEpoch: { record, _ in
          records.withLock { $0.append(record) }
          if record.epoch >= epochs.upperBound { cancellation.cancel() }
        }))
    if stop.isCancelled { return nil }
    let origin = "\(Offprint.version), \(schedule.description), \(Machine(world: world).description)"
    return Traced(
      trace: recorder.trace(of: spec, data: data.identity, origin: origin), epochs: records.withLock { $0 })
  }
}

/// Ctrl-C while runs are traced: the first one ends the tracing, the next one the program.
final class TraceInterruption {
  let stop = Cancellation()
  private let interruptions: Interruptions

  init() {
    interruptions = Interruptions { [stop] kind in
      if stop.isCancelled { Interruptions.endProcess(status: kind.exitStatus) }
      stop.cancel()
    }
  }
}

/// Traces as files.
enum TraceFiles {
  /// `softmax-seed-1-epochs-4.trace`: names for people; what a trace is of stands in it.
  static func name(_ label: String, _ epochs: ClosedRange<Int>) -> String {
    let plain = label.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" }
    let range = epochs.count == 1 ? "\(epochs.lowerBound)" : "\(epochs.lowerBound)-\(epochs.upperBound)"
    return "\(String(plain))-epochs-\(range).trace"
  }

  /// Whole or not at all, in place of one that is there.
  static func write(_ trace: StepTrace, to path: String) throws(CommandFailure) {
    let new = "\(path).\(FileSystem.processNumber).new"
    do throws(SystemError) {
      try FileSystem.writeNew(TraceFile.encode(trace), to: new)
      try FileSystem.rename(new, to: path)
    } catch {
      try? FileSystem.removeFile(new)
      throw CommandFailure(error.description)
    }
  }

  /// Those in files and folders that the user names, of which each must be one.
  static func read(named paths: [String]) throws(CommandFailure) -> [StepTrace] {
    var traces: [StepTrace] = []
    for path in paths {
      switch FileSystem.kind(of: path) {
      case .directory:
        let files = try files(in: path)
        guard !files.isEmpty else { throw CommandFailure("‘\(path)’ has no traces", help: help, status: .usage) }
        for file in files { traces.append(try read(file)) }
      case .file: traces.append(try read(path))
      default: throw CommandFailure("there is no trace ‘\(path)’", help: help, status: .usage)
      }
    }
    return traces
  }

  /// Those that happen to be in `folder`; one that cannot be read is none.
  static func found(in folder: String) -> [StepTrace] {
    ((try? files(in: folder)) ?? []).compactMap { try? read($0) }
  }

  private static let help = "‘--trace’ writes them"

  private static func files(in folder: String) throws(CommandFailure) -> [String] {
    do throws(SystemError) {
      return try FileSystem.entries(of: folder).filter { $0.hasSuffix(".trace") }.map { Paths.joined(folder, $0) }
    } catch {
      throw CommandFailure(error.description, status: .usage)
    }
  }

  private static func read(_ path: String) throws(CommandFailure) -> StepTrace {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try FileSystem.read(path, atMost: 1 << 31) } catch {
      throw CommandFailure(error.description, status: .usage)
    }
    do throws(TraceError) { return try TraceFile.decode(bytes) } catch {
      throw CommandFailure("‘\(path)’ is no trace that can be used: \(error)", status: .usage)
    }
  }
}
