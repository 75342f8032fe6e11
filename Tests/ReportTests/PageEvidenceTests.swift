import Experiment
import Foundation
import Interop
import Notebook
import OffprintCore
import Report
import Testing

@Suite("The evidence inside a page")
struct PageEvidenceTests {
  /// Accuracies that are shares of the test images and one that is not, a failed run, and one that is not stored.
  private static let records: [RunRecord] = {
    var odd = Fixture.record(Fixture.spec(seed: 2), accuracy: 0.912_345_678_9)
    odd.geometry = RunGeometry(
      train: nil,
      test: EmbeddingGeometry(
        weightToCenter: 10.1, betweenWeights: 80.25, withinClasses: 12.000_000_1, betweenCenters: 85, targetAngle: 24.5,
        targetAngles: [3, 0, 9]))
    return [Fixture.record(Fixture.spec(seed: 1), accuracy: 0.9917), odd, Fixture.failure(Fixture.spec(seed: 3))]
  }()

  private static let notebook = Fixture.notebook(
    [Fixture.heading(1, "Results"), Fixture.cell(.table, "tbl"), Fixture.cell(.figure, "fig")],
    configurations: [Fixture.configuration("arcface", seeds: [1, 2, 3, 4])],
    cells: [
      Fixture.table("tbl", runs: ["arcface"], columns: ["accuracy", "train-loss", "intra"]),
      Fixture.sphere("fig", runs: ["arcface"]),
    ])

  private static func page() throws -> (page: String, document: ReportDocument, evidence: Evidence) {
    let features = MeasuredFeatures(embeddings: Fixture.embeddings)
    var context = Fixture.context(records)
    context.features = features
    let document = Fixture.build(notebook, context)
    let evidence = Evidence(
      notebookName: "small.md", notebook: Array("# Results".utf8), options: .map([:]), files: [], template: .article,
      formats: ["html"], paper: nil, date: "", data: Fixture.data, skipped: [], offprintVersion: "0.1.0",
      engineVersion: 1,
      runs: records.map(RunEvidence.init), features: features.evidence, testPictures: nil)
    return (try HTMLWriter.html(document, evidence: .report(evidence, notebook)), document, evidence)
  }

  @Test("gives the same page again, and what it keeps of runs exactly; of the rest nothing")
  func roundTrip() throws {
    let (page, document, evidence) = try Self.page()
    let bytes = Array(page.utf8)
    let embedded = try #require(try EmbeddedEvidence.read(page: bytes))
    #expect(embedded.problems.isEmpty && embedded.isSetAlike && embedded.notebook == evidence.notebook)
    let read = try embedded.evidence(for: Self.notebook.plan)
    #expect(read.runs.map(\.id) == evidence.runs.map(\.id) && read.runs.map(\.status) == evidence.runs.map(\.status))
    #expect(read.runs.map { $0.epochs.last?.testAccuracy } == evidence.runs.map { $0.epochs.last?.testAccuracy })
    #expect(read.runs.map { $0.epochs.last?.trainLoss } == evidence.runs.map { $0.epochs.last?.trainLoss })
    #expect(read.runs[1].geometry?.test?.withinClasses == 12.000_000_1 && read.runs[0].geometry == nil)
    #expect(read.runs[1].geometry?.test?.targetAngle.isNaN == true && read.runs[0].epochs.count == 1)
    #expect(read.runs[0].weightsDigest?.short == evidence.runs[0].weightsDigest?.short)
    var context = Fixture.context(
      zip(read.runs, Self.records).map { run, record in
        run.record(spec: record.spec, data: Fixture.data, engineVersion: 1)
      })
    context.features = read.features
    let again = try HTMLWriter.html(Fixture.build(Self.notebook, context), evidence: .element(embedded.element))
    #expect(again == page)
    #expect(EmbeddedEvidence.removed(from: bytes) == Array(try HTMLWriter.html(document).utf8))
    #expect(try EmbeddedEvidence.read(page: Array(try HTMLWriter.html(document).utf8)) == nil)
  }

  @Test("keeps features by reference to the figure that turns them, and tells where these were changed")
  func scenes() throws {
    let (page, _, _) = try Self.page()
    let start = try #require(page.firstRange(of: "\"bytes\":\"")?.upperBound)
    let text = page[start...].prefix { $0 != "\"" }
    var columns = try Gzip.decompress(Array(try #require(Data(base64Encoded: String(text)))), atMost: 1 << 20)
    columns[60] ^= 1
    let other = Data(Gzip.compress(columns)).base64EncodedString()
    let changed = page.replacing(text, with: other)
    let problems = try EmbeddedEvidence.read(page: Array(changed.utf8))?.problems ?? []
    #expect(problems.map(\.place) == ["fig"] && problems.first?.sentence.contains("not those of its runs") == true)
  }

  @Test("is refused where it was changed, and never ends the program, whatever it says")
  func damage() throws {
    let (page, _, _) = try Self.page()
    let tag = try #require(page.firstRange(of: "id=\"page-evidence\" data-sha256=\""))
    let text = page[tag.upperBound...].dropFirst(66).prefix { $0 != "<" }
    let payload = try Gzip.decompress(Array(try #require(Data(base64Encoded: String(text)))), atMost: 1 << 24)
    func made(_ bytes: [UInt8], digest: ContentHash) -> [UInt8] {
      let element = "\(digest)\">\(Data(Gzip.compress(bytes)).base64EncodedString())"
      return Array((page[..<tag.upperBound] + element + page[text.endIndex...]).utf8)
    }
    #expect(try EmbeddedEvidence.read(page: made(payload, digest: ContentHash(of: payload))) != nil)
    var changed = payload
    changed[payload.count / 2] ^= 4
    #expect(throws: EvidenceError.self) {
      try EmbeddedEvidence.read(page: made(changed, digest: ContentHash(of: payload)))
    }
    var state: UInt64 = 7
    for _ in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var bytes = payload
      bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
      if state & 7 == 0 { bytes.removeLast(Int(state >> 40) % bytes.count) }
      // Its digest is right, so that only its own reader stands against it.
      guard let read = try? EmbeddedEvidence.read(page: made(bytes, digest: ContentHash(of: bytes))) else { continue }
      _ = try? read.evidence(for: Self.notebook.plan)
    }
  }
}
