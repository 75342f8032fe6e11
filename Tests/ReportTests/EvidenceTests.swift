import Experiment
import Foundation
import Interop
import Notebook
import OffprintCore
import Plotting
import Report
import Testing

@Suite("Evidence")
struct EvidenceTests {
  /// Features of five dimensions with snapshots, one without direction, and a run that failed.
  private static func evidence() -> Evidence {
    let good = Fixture.record(Fixture.spec(seed: 1), accuracy: 0.99)
    let bad = Fixture.failure(Fixture.spec(seed: 2))
    let features = MeasuredFeatures(
      embeddings: { _ in set(scale: 1) }, snapshots: { _, epoch in epoch == 1 ? set(scale: 0.5) : nil })
    let question = SphereQuestion(run: good.id, epoch: 2, earlier: [1], method: .principal, title: "ArcFace")
    _ = features.sphere(question)
    for quantity in ImageQuantity.allCases { _ = features.values(ValuesQuestion(run: good.id, quantity: quantity)) }
    let flat = MeasuredFeatures(embeddings: { _ in
      EmbeddingSet(dimension: 1, features: [1, 2], labels: [0, 0], predictions: [0, 0], classWeights: [1])
    })
    var answers = features.evidence
    let refused = SphereQuestion(run: bad.id, epoch: 2, earlier: [], method: .auto, title: "Flat")
    answers.spheres[refused] = flat.sphere(refused)
    let own = ReportTemplate.Folder(path: "/home/somebody/looks", texts: ["style.css": "h1 { color: red }\n"])
    return Evidence(
      notebookName: "small.md", notebook: Array("# Größe\r\n".utf8), options: ["seeds": 3],
      files: [
        NotebookFile(path: "a/b.bib", bytes: Array("@book{}".utf8)), NotebookFile(path: "x.png", bytes: [0xff, 0]),
      ],
      template: ReportTemplate.article.extended(by: own, as: "/home/somebody/looks"), formats: ["html"],
      paper: "letter",
      date: "1970-01-01T00:00:00Z", data: Fixture.data,
      skipped: [DataStatement.Skipped(name: "mnist", reason: "no network")], offprintVersion: "0.1.0", engineVersion: 1,
      runs: [good, bad].map(RunEvidence.init), features: answers,
      testPictures: TestPictures(count: 4, side: 2, levels: 8, packed: Gzip.compress([1, 2, 3])))
  }

  private static func set(scale: Float) -> EmbeddingSet {
    var features: [Float] = []
    for image in 0..<60 {
      for axis in 0..<5 {
        let wave = scale * Float(sin(Double(image * 5 + axis)))
        let own: Float = image % 3 == axis ? 2 : 0
        features.append(image == 7 ? 0 : wave + own)
      }
    }
    let labels = (0..<60).map { UInt8($0 % 3) }
    return EmbeddingSet(
      dimension: 5, features: features, labels: labels, predictions: labels.map { $0 == 2 ? 1 : $0 },
      classWeights: (0..<15).map { $0 % 6 == 0 ? 1 : 0.1 })
  }

  @Test("comes back as it was written, always as the same bytes; no folder of anybody's machine is in it")
  func roundTrip() throws {
    let evidence = Self.evidence()
    let file = try EvidenceFile(evidence)
    #expect(try EvidenceFile(Self.evidence()).bytes == file.bytes)
    let (read, digest) = try EvidenceFile.read(file.bytes)
    #expect(digest == file.digest)
    let text = try Gzip.decompress(file.bytes, atMost: 1 << 24)
    #expect(digest == ContentHash(of: text))
    #expect(!String(decoding: text, as: UTF8.self).contains("somebody"))
    #expect(read.notebook == evidence.notebook && read.files == evidence.files && read.options == evidence.options)
    #expect(read.runs == evidence.runs && read.testPictures == evidence.testPictures)
    #expect(read.features.values == evidence.features.values)
    #expect(read.features.spheres.count == 2)
    for (question, answer) in evidence.features.spheres {
      switch (answer, read.features.spheres[question]) {
      case (.refused(let first), .refused(let second)): #expect(first == second && first.contains("one dimension"))
      case (.measured(let first), .measured(let second)):
        #expect(first.moments.map(\.points) == second.moments.map(\.points))
        #expect(first.moments.map(\.predictions) == second.moments.map(\.predictions))
        #expect(first.moments.last?.points[7] == nil && first.moments.map(\.epoch) == [1, 2])
        let angles = try #require(second.moments.last?.angles)
        #expect(angles.own[7].isNaN && angles.own[8] == first.moments.last?.angles?.own[8])
        #expect(angles.nextClass == first.moments.last?.angles?.nextClass)
      default: Issue.record("another answer to \(question)")
      }
    }
    #expect(read.template.file("style.css")?.text == "h1 { color: red }\n")
    #expect(read.template.file("page.html") == ReportTemplate.article.file("page.html"))
    #expect(try EvidenceFile(read).bytes == file.bytes, "read and written again")
  }

  @Test("is refused where its parts do not fit together, never a trap")
  func damage() throws {
    let text = String(
      decoding: try Gzip.decompress(try EvidenceFile(Self.evidence()).bytes, atMost: 1 << 24), as: UTF8.self)
    func reason(_ old: String, _ new: String) throws -> String {
      let changed = text.replacing(old, with: new)
      try #require(changed != text, "\(old)")
      do throws(EvidenceError) {
        _ = try EvidenceFile.read(Gzip.compress(Array(changed.utf8)))
        return ""
      } catch {
        return error.reason
      }
    }
    #expect(try reason("offprint-evidence", "offprint-results").contains("not the evidence"))
    #expect(try reason("\"version\":1", "\"version\":9").contains("version 9"))
    #expect(try reason("\"labels\":\"00", "\"labels\":\"").contains("does not fit together"))
    #expect(try reason("\"labels\":\"00", "\"labels\":\"09").contains("does not fit together"))
    #expect(try reason("\"labels\":\"00", "\"labels\":\"0").contains("not the evidence"))
    #expect(try reason("\"labels\":\"00", "\"labels\":\"0x").contains("not the evidence"))
    #expect(try reason("\"predictions\":\"00", "\"predictions\":\"ff").contains("does not fit together"))
    #expect(try reason("\"method\":\"principal\"", "\"method\":\"magic\"").contains("magic"))
    #expect(try reason("\"quantity\":\"gap\"", "\"quantity\":\"hue\"").contains("hue"))
    #expect(try reason("\"base\":\"article\"", "\"base\":\"novel\"").contains("novel"))
    #expect(try reason("\"counts\":[", "\"counts\":[-3,").contains("does not fit together"))
    #expect(try reason("\"trainAccuracy\":[0.9,", "\"trainAccuracy\":[").contains("not of one length"))
  }
}
