import Exchange
import Experiment
import Interop
import OffprintCore
import TestSupport
import Testing

@Suite("Layouts of other tools")
struct LayoutTests {
  private func listing(_ files: [ExchangedFile]) -> String {
    files.map { "== \($0.path)\n\(String(decoding: $0.bytes, as: UTF8.self))\n" }.joined()
  }

  @Test func `DVC's files`() throws {
    try expectSnapshot(listing(try DVCExport.files(ExchangeFixtures.experiment)), "dvc.txt")
  }

  @Test func `MLflow's files`() throws {
    let export = MLflowExport(ExchangeFixtures.experiment, root: "mlruns", seconds: 86_400)
    let files = export.files()
    try expectSnapshot(listing(files), "mlflow.txt")
    #expect(!files.contains { String(decoding: $0.bytes, as: UTF8.self).contains("secret") }, "nothing of a machine")
    let paths = files.map(\.path)
    #expect(Set(paths).count == paths.count)
  }

  @Test func `one run in two experiments has two folders, and a shared one of an experiment has one`() throws {
    let id = try #require(ExchangeFixtures.experiment.configurations.first?.runs.first?.record.id)
    var other = ExchangeFixtures.experiment
    other.name = "another"
    let first = MLflowExport(ExchangeFixtures.experiment, root: "mlruns", seconds: 0)
    let second = MLflowExport(other, root: "mlruns", seconds: 0)
    #expect(first.runName(id) != second.runName(id))
    var doubled = ExchangeFixtures.experiment
    doubled.configurations.append(doubled.configurations[0])
    doubled.configurations[2].name = "again"
    let files = MLflowExport(doubled, root: "mlruns", seconds: 0).files()
    #expect(files.count { $0.path.hasSuffix("/meta.yaml") } == 1 + 3)
    #expect(
      files.contains {
        $0.path.hasSuffix("tags/offprint.configurations")
          && String(decoding: $0.bytes, as: UTF8.self) == "margins[loss.margin=0.3], again"
      })
  }

  @Test func `the projector's files`() throws {
    let embeddings = EmbeddingSet(
      dimension: 2, features: [1, 0, 0, 1, -1, 1e-5, 0.5, -0.0], labels: [0, 1, 2, 1], predictions: [0, 1, 2, 0],
      classWeights: [1, 0, 0, 1, -1, 0])
    let run = ProjectorExport.Run(
      title: "arcface: seed 1", id: ExchangeFixtures.experiment.configurations[0].runs[0].record.id,
      data: ExchangeFixtures.data, embeddings: embeddings)
    try expectSnapshot(listing(try ProjectorExport([run], pictures: [:], limit: 3).files()), "projector.txt")
  }

  /// Pictures of 2 × 2 pixels in three levels, the first two of five.
  @Test func `a sprite has its pictures row by row, as far as they fit`() throws {
    let levels: [UInt8] = [0, 1, 2, 0, 2, 2, 2, 2] + [UInt8](repeating: 1, count: 12)
    let packed = stride(from: 0, to: levels.count, by: 2).map { levels[$0] << 4 | levels[$0 + 1] }
    let pictures = TestPictures(count: 5, side: 2, levels: 3, packed: Gzip.compress(packed))
    let two = try Sprite.png(pictures, count: 2)
    let palette: [UInt32] = [0xFFFF_FFFF, 0xFF80_8080, 0xFF00_0000]
    let expected: [UInt8] = [0, 1, 2, 2, 2, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(two == IndexedPNG.encode(palette: palette, indices: expected, width: 4, height: 4))
    #expect(PNGPicture(try Sprite.png(pictures, count: 5))?.pixelWidth == 6)
    let many = TestPictures(count: 400_000, side: 14, levels: 8, packed: [])
    let problem = #expect(throws: ProjectorExport.Problem.self) { try Sprite.png(many, count: 400_000) }
    #expect(problem?.reason.contains("at most 342225 fit") ?? false)
  }

  @Test func `file names are plain and different`() {
    #expect(
      FileNames.unique(["a", "A", "margins[loss.margin=0.4]", "margins(loss.margin=0.4)", "…", "../x"])
        == ["a", "A-2", "margins-loss.margin-0.4", "margins-loss.margin-0.4-2", "unnamed", "x"])
  }
}

@Suite(
  "YAML by another reader",
  .enabled(if: Python.with("yaml") != nil, Python.lack(of: "yaml")))
struct YAMLTests {
  @Test func `what is written is read back as the same values`() throws {
    let setting: Setting = [
      "plain": "word", "yes": "no", "empty": "", "number": 1e-5, "large": 1e20, "whole": 30, "text number": "30",
      "nested": ["list": [["a": 1, "b": ["c", "d"]], "x", [1, 2], [:]], "none": []],
      "quote\"s: and # signs": "a: b\nc", "truth": true, "- dash": "~", "date": "2026-01-01",
    ]
    let directory = try TemporaryDirectory()
    try directory.write(Array(YAMLText.text(setting).utf8), to: "a.yaml")
    try directory.write(Array(setting.canonicalJSON.utf8), to: "a.json")
    let python = try #require(Python.with("yaml"))
    let outcome = try python.run(
      [
        "-c",
        "import json, sys, yaml; a = yaml.safe_load(open('a.yaml')); b = json.load(open('a.json')); "
          + "assert a == b, (a, b); print('same')",
      ], in: directory.url)
    #expect(outcome.output == "same\n", "\(outcome.output)")
  }
}
