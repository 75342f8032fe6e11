import Experiment
import OffprintCore
import Testing

@Suite("What a random part of a report's runs proves") struct AuditSampleTests {
  /// C(n, k), exact below 2⁵³.
  private static let triangle: [[Double]] = (1..<32).reduce(into: [[1.0]]) { rows, n in
    let last = rows[n - 1]
    rows.append((0...n).map { k in (k > 0 ? last[k - 1] : 0) + (k < n ? last[k] : 0) })
  }

  private static func choices(_ n: Int, _ k: Int) -> Double { 0...n ~= k ? triangle[n][k] : 0 }

  @Test("the bound is that of counting every possible drawing", arguments: [0.9, 0.95, 0.99])
  func counting(confidence: Double) {
    for population in [1, 2, 5, 13, 24] {
      for drawn in 0...population {
        for found in 0...drawn {
          let possible = (found...population - (drawn - found)).filter { marked in
            let ways = (0...found).reduce(0.0) {
              $0 + Self.choices(marked, $1) * Self.choices(population - marked, drawn - $1)
            }
            // What is just as likely as the level is excluded, and 1 − 0.9 is not quite 0.1.
            return ways > (1 - confidence) * (1 + 1e-9) * Self.choices(population, drawn)
          }
          let most = FinitePopulation.mostMarked(
            population: population, drawn: drawn, found: found, confidence: confidence)
          #expect(most == (possible.max() ?? found), "\(found) of \(drawn) of \(population)")
        }
      }
    }
  }

  /// Counted with whole numbers of any size, in Python.
  @Test(
    "large wholes",
    arguments: [
      (1217, 12, 0, 267), (1217, 3, 0, 768), (1217, 12, 1, 410), (1217, 60, 0, 57), (1217, 300, 0, 10),
      (1217, 300, 5, 39), (1217, 1216, 0, 0), (1000, 500, 200, 426), (20000, 1000, 900, 18297),
    ])
  func large(population: Int, drawn: Int, found: Int, most: Int) {
    #expect(
      FinitePopulation.mostMarked(population: population, drawn: drawn, found: found, confidence: 0.95) == most)
  }

  @Test("of audits that draw at random no more than one in twenty promises too much")
  func coverage() {
    // 19 of 200 runs are unsound, 30 are drawn.
    let wrong = (0..<4000).count { draw in
      let drawn = AuditSample.order(population: 200, draw: UInt64(draw)).prefix(30)
      let found = drawn.count { $0 < 19 }
      let sample = AuditSample(population: 200, drawn: 30, unsound: found)
      return found + sample.mostOthersUnsound < 19
    }
    #expect(wrong <= 200 && wrong > 20, "\(wrong)")
  }

  @Test("a draw is a permutation that its number decides, and each place is drawn as often as another")
  func draws() {
    let order = AuditSample.order(population: 1217, draw: 7)
    #expect(order.sorted() == Array(0..<1217))
    #expect(
      AuditSample.order(population: 1217, draw: 7) == order && AuditSample.order(population: 1217, draw: 8) != order)
    var counts = [Int](repeating: 0, count: 10)
    for draw in 0..<5000 {
      for place in AuditSample.order(population: 10, draw: UInt64(draw)).prefix(3) { counts[place] += 1 }
    }
    // 1500 each, give or take five standard deviations.
    #expect(counts.allSatisfy { abs($0 - 1500) < 165 }, "\(counts)")
  }
}

@Suite("Grades of runs that are trained again") struct RunAuditTests {
  private static func hash(_ text: String) -> ContentHash { ContentHash(ofText: text) }

  private static func record(epochs: Int = 4, engine: Int = 1, data: String = "data", states: Bool = true) -> RunRecord
  {
    let spec = RunSpec(
      model: ["layers": [["name": "embedding", "size": 3]]], loss: ["name": "softmax"], optimizer: ["name": "adamw"],
      epochs: 4, batchSize: 8, evaluationBatchSize: 8, labelSmoothing: 0, gradientClip: nil, augmentation: .map([:]),
      seed: 1)
    let identity = DataIdentity(name: "strokes", digest: hash(data), trainCount: 10, testCount: 10)
    let angles = EmbeddingSet(
      dimension: 2, features: [1, 0, 0.9, 0.1, 0, 1, 0.1, 0.9], labels: [0, 0, 1, 1], predictions: [0, 0, 1, 1],
      classWeights: [1, 0, 0, 1])
    return RunRecord(
      id: RunID(spec: spec, data: identity.digest, engineVersion: engine), spec: spec, data: identity,
      engineVersion: engine, status: .finished,
      epochs: (1...max(1, epochs)).map { epoch in
        EpochRecord(
          epoch: epoch, trainLoss: 1 / Double(epoch), trainAccuracy: 0.5, testAccuracy: 0.9, learningRate: 0.1,
          gradientNorm: 2, state: states ? Fingerprint(word: UInt64(epoch)) : nil)
      },
      confusion: [[2, 0], [0, 2]], weightsDigest: hash("weights"), embeddingsDigest: hash("features"),
      geometry: RunGeometry(train: nil, test: EmbeddingGeometry(angles)),
      provenance: Provenance(offprintVersion: "", machine: "", instructionSet: "", imagesPerSecond: [], seconds: 0))
  }

  private func audit(_ reported: RunRecord, _ found: RunRecord) -> RunAudit {
    RunAudit(reported: reported, found: found)
  }

  @Test("the same bits are BITWISE, whatever machine, engine or data made them; also without the states of epochs")
  func bitwise() {
    for found in [Self.record(), Self.record(engine: 2), Self.record(data: "other"), Self.record(states: false)] {
      #expect(audit(Self.record(), found).grade == .bitwise)
      #expect(audit(Self.record(states: false), found).grade == .bitwise)
    }
  }

  @Test("without a digest of the weights equal numbers prove nothing, and other numbers do")
  func digestMissing() {
    var reported = Self.record()
    reported.weightsDigest = nil
    #expect(audit(reported, Self.record()).grade == .inconclusive)
    #expect(audit(reported, Self.record()).gap?.contains("no digest") == true)
    reported.epochs[1].trainLoss += 1
    #expect(audit(reported, Self.record()).grade == .diverged)
  }

  /// The found record with everything from an epoch on another.
  private static func parted(at epoch: Int, states: Bool = true) -> RunRecord {
    var record = Self.record(states: states)
    for index in (epoch - 1)..<4 {
      record.epochs[index].trainLoss = record.epochs[index].trainLoss.nextUp
      record.epochs[index].state = record.epochs[index].state.map { Fingerprint(word: $0.word + 100) }
    }
    record.weightsDigest = hash("other weights")
    record.embeddingsDigest = hash("other features")
    return record
  }

  @Test(
    "training that parts is DIVERGED, equal through the epoch before, with states or with numbers alone",
    arguments: 1...4)
  func diverged(epoch: Int) {
    for states in [true, false] {
      let result = audit(Self.record(states: states), Self.parted(at: epoch, states: states))
      #expect(result.grade == .diverged && !result.isAltered && result.equalThrough == epoch - 1)
    }
    // One bit that no number shows yet.
    var found = Self.record()
    for index in (epoch - 1)..<4 { found.epochs[index].state = Fingerprint(word: 0) }
    found.weightsDigest = Self.hash("other")
    found.embeddingsDigest = Self.hash("others")
    let result = audit(Self.record(), found)
    #expect(result.equalThrough == epoch - 1 && result.differences.first == .state(epoch: epoch))
  }

  @Test("a value that was changed afterwards is told from training that went another way")
  func altered() {
    let found = Self.record()
    func change(_ states: Bool = true, _ change: (inout RunRecord) -> Void) -> RunAudit {
      var reported = Self.record(states: states)
      change(&reported)
      return audit(reported, found)
    }
    let forged = Self.hash("forged")
    for states in [true, false] {
      let weights = change(states) { $0.weightsDigest = forged }
      #expect(weights.differences == [.weights(reported: forged, found: found.weightsDigest)] && weights.isAltered)
      let features = change(states) { $0.embeddingsDigest = forged }
      #expect(features.isAltered && features.grade == .diverged)
      let number = change(states) { $0.epochs[1].testAccuracy = 0.95 }
      #expect(number.differences == [.value(epoch: 2, key: "testAccuracy", reported: 0.95, found: 0.9)])
      #expect(number.isAltered)
      #expect(change(states) { $0.confusion[0] = [1, 1] }.differences == [.confusion(cells: 2)])
    }
    let state = change { $0.epochs[1].state = Fingerprint(word: 9) }
    #expect(state.differences == [.state(epoch: 2)] && state.isAltered, "a chain does not come back")
  }

  @Test("a run that failed in the same place with the same numbers is BITWISE, in another place DIVERGED")
  func failed() {
    var reported = Self.record(epochs: 2)
    reported.status = .failed(RunFailure(epoch: 3, step: 5, reason: "the loss is not a number any more"))
    (reported.weightsDigest, reported.embeddingsDigest, reported.confusion, reported.geometry) = (nil, nil, [], nil)
    #expect(audit(reported, reported).grade == .bitwise)
    var elsewhere = reported
    elsewhere.status = .failed(RunFailure(epoch: 3, step: 6, reason: "the loss is not a number any more"))
    let result = audit(reported, elsewhere)
    #expect(result.grade == .diverged && result.equalThrough == 2 && !result.isAltered)
    #expect(audit(reported, Self.record()).grade == .diverged)
    #expect(audit(Self.record(), reported).grade == .diverged)
  }

  @Test("another engine or other data excuse other bits as long as every final metric is within the tolerance")
  func equivalent() {
    for (engine, data) in [(2, "data"), (1, "other"), (2, "other")] {
      var found = Self.parted(at: 1)
      (found.engineVersion, found.data.digest) = (engine, Self.hash(data))
      #expect(audit(Self.record(), found).grade == .equivalent)
      found.epochs[3].testAccuracy = 0.9029
      let near = audit(Self.record(), found)
      #expect(near.grade == .equivalent && near.metrics.count == 7 && near.equalThrough == nil)
      found.epochs[3].testAccuracy = 0.9031
      let far = audit(Self.record(), found)
      #expect(far.grade == .diverged && far.metrics.filter { !$0.isWithin }.map(\.name) == ["accuracy"])
      #expect(
        RunAudit(
          reported: Self.record(), found: found, tolerance: AuditTolerance(points: 0.4, degrees: 2)
        ).grade == .equivalent)
      found.epochs[3].testAccuracy = 0.9
      found.geometry?.test?.targetAngle += 2.1
      #expect(audit(Self.record(), found).metrics.filter { !$0.isWithin }.map(\.name) == ["target-angle"])
      // Earlier epochs are no final metric.
      found.geometry = Self.record().geometry
      found.epochs[1].testAccuracy = 0.1
      #expect(audit(Self.record(), found).grade == .equivalent)
      found.status = .failed(RunFailure(epoch: 4, step: 1, reason: ""))
      #expect(audit(Self.record(), found).grade == .diverged)
    }
  }

  @Test("a record keeps the states of epochs, and one without them has the text that it always had")
  func storing() throws {
    let record = Self.record()
    let text = String(decoding: try ReadableJSON.encode(record), as: UTF8.self)
    #expect(text.contains("\"state\" : \"0000000000000001\""))
    #expect(try ReadableJSON.decode(RunRecord.self, from: ReadableJSON.encode(record)) == record)
    let old = try ReadableJSON.encode(Self.record(states: false).epochs)
    #expect(!String(decoding: old, as: UTF8.self).contains("state"))
  }
}

@Suite("Traces of steps") struct StepTraceTests {
  private static let items = TraceItem.inOrder(
    statistics: ["layers.0.running_mean"], parameters: ["layers.0.weight", "head.weight"], stateCount: 2)

  private static func trace(
    _ epochs: ClosedRange<Int> = 4...4, steps: Int = 5, run: String = "run",
    change: (epoch: Int, step: Int, item: Int)? = nil
  ) -> StepTrace {
    let hash = ContentHash(ofText: run)
    let rows = epochs.flatMap { epoch in
      ((epoch == epochs.lowerBound ? 0 : 1)...steps).map { step in
        StepTrace.Row(
          epoch: epoch, step: step,
          words: items.indices.map { item in
            let word = UInt64(epoch) << 40 | UInt64(step) << 20 | UInt64(item)
            guard let change, (epoch, step) == (change.epoch, change.step), item >= change.item else { return word }
            return word ^ 1 << 63
          })
      }
    }
    return StepTrace(
      run: RunID(spec: .map([:]), data: hash, engineVersion: 1), data: hash, engineVersion: 1, origin: "here",
      items: items, rows: rows)
  }

  @Test("things stand in the order in which a step computes them, and are read as they are written")
  func items() {
    #expect(
      Self.items.map(\.text) == [
        "batch", "statistic layers.0.running_mean", "loss", "gradient head.weight", "gradient layers.0.weight",
        "gradient-norm", "state-0 layers.0.weight", "state-1 layers.0.weight", "parameter layers.0.weight",
        "state-0 head.weight", "state-1 head.weight", "parameter head.weight",
      ])
    for item in Self.items { #expect(TraceItem(text: item.text) == item) }
    for text in ["", "gradient", "state-x a", "state-0", "batch a", "loss ", "state--1 a"] where text != "loss " {
      #expect(TraceItem(text: text) == nil, "\(text)")
    }
  }

  @Test("the first thing that differs is named, and what comes of it is not")
  func difference() {
    for item in Self.items.indices {
      let other = Self.trace(4...5, change: (5, 3, item))
      guard case .step(5, 3, Self.items[item], _, _) = TraceDifference(Self.trace(4...5), other) else {
        Issue.record("\(Self.items[item])")
        continue
      }
    }
    #expect(TraceDifference(Self.trace(), Self.trace()) == .none(steps: 5))
    // Of epochs 3 to 5 and 4 to 6 two are common.
    #expect(TraceDifference(Self.trace(3...5), Self.trace(4...6)) == .none(steps: 10))
    #expect(
      TraceDifference(Self.trace(), Self.trace(change: (4, 0, 8))) == .earlier(epoch: 4, item: Self.items[8]))
    for other in [Self.trace(7...7), Self.trace(run: "another")] {
      guard case .incomparable = TraceDifference(Self.trace(), other) else {
        Issue.record("these are not comparable")
        continue
      }
    }
  }

  @Test("a file gives back what was written, and one that was changed or cut short is refused")
  func file() throws {
    let trace = Self.trace(4...5)
    let bytes = TraceFile.encode(trace)
    #expect(try TraceFile.decode(bytes) == trace)
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.count == 1 + trace.rows.count && lines[2].hasPrefix("4 1 0000040000100000 0000040000100001 "))
    func problem(_ text: String) -> String? {
      do throws(TraceError) { _ = try TraceFile.decode(Array(text.utf8)) } catch { return error.reason }
      return nil
    }
    #expect(problem("") == "it is empty")
    #expect(problem("{}") == "it is not a trace")
    #expect(problem("a\n") == "its first line is not that of a trace")
    #expect(problem(lines.dropLast().joined(separator: "\n")) == "it is cut short")
    #expect(problem(text.replacing("0000040000100001", with: "000004000010000x")) == "its line 3 is damaged")
    #expect(problem(text.replacing("0000040000100001 ", with: "")) == "its line 3 is damaged")
    #expect(problem(text.replacing("\"version\":1", with: "\"version\":2")) == "it is of a newer version")
    #expect(problem(text.replacing("\"batch\"", with: "\"bath\""))?.contains("items") == true)
    #expect(problem(text.replacing("\"origin\":", with: "\"orgin\":"))?.contains("origin") == true)
  }
}
