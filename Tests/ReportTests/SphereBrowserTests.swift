import Experiment
import Foundation
import Interop
import Notebook
import OffprintCore
import Report
import TestSupport
import Testing

/// Spheres and curves as readers use them: Tests/Browser/check_spheres.py says what is done and looked at.
@Suite(
  .enabled(if: Tools.chromium != nil && Tools.python != nil, "Chromium or python3 is not installed: no page was opened")
)
struct SphereBrowserTests {
  @Test func `readers turn spheres, point at images, choose classes and epochs, and read curves`() throws {
    let python = try #require((Python.with("axe_core_python") ?? Python.with())?.url)
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Browser/check_spheres.py")
    let document = try SphereFixture.document()
    try Tools.withFolder { folder in
      let page = folder.appending(path: "index.html")
      try Data(try HTMLWriter.html(document).utf8).write(to: page)
      for figure in document.figures {
        try Data(figure.data.canonicalJSON.utf8).write(to: folder.appending(path: "\(figure.anchor).json"))
      }
      let result = try Tools.run(python, [script.path, page.path, folder.path])
      let lines = result.output.split(separator: "\n")
      for line in lines where line.hasPrefix("SKIPPED") { print(line) }
      let problems = lines.filter { !$0.hasPrefix("SKIPPED") }
      #expect(result.status == 0 && problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }
  }

  @Test func `the page shows no pictures and no slider where none are stored, and is the same again`() throws {
    let bare = try HTMLWriter.html(SphereFixture.document(isBare: true))
    #expect(!bare.contains("id=\"test-images\""))
    #expect(bare.contains("the features after epoch 1 were not kept"))
    #expect(try HTMLWriter.html(SphereFixture.document()) == HTMLWriter.html(SphereFixture.document()))
  }

  @Test func `figures of one test set share its pictures and their script`() throws {
    let html = try HTMLWriter.html(SphereFixture.document())
    #expect(html.components(separatedBy: "id=\"test-images\"").count == 2)
    #expect(html.components(separatedBy: "const SphereModel = ").count == 2)
    #expect(html.components(separatedBy: "class=\"figure-scene\"").count == 4)
  }
}

/// Two networks of three dimensions and one of five, whose test sets lie about ten directions.
enum SphereFixture {
  static let count = 700

  static func document(isBare: Bool = false) throws -> ReportDocument {
    let configurations = [
      Fixture.configuration("softmax", label: "Softmax", margin: 0), Fixture.configuration("arcface", label: "ArcFace"),
      Fixture.configuration("wide", label: "Wide", margin: 0.1),
    ]
    let records = configurations.flatMap { configuration in
      configuration.specs.map { Fixture.record($0, accuracy: 0.9 + 0.01 * Double($0.seed)) }
    }
    var spheres = Fixture.sphere("fig-sphere", runs: ["softmax", "arcface"])
    spheres.setting = spheres.setting.replacing(path: "plot.snapshots", with: [1])
    let curves = CheckedCell(
      kind: .figure, name: "fig-curves", label: "fig-curves",
      setting: [
        "plot": [
          "name": "learning-curves", "runs": ["softmax", "arcface"], "metric": "test-accuracy", "scale": "linear",
          "spread": "seeds",
        ], "width": 1,
      ], caption: [Fixture.text("Accuracy by epoch.")])
    let notebook = Fixture.notebook(
      [
        Fixture.heading(1, "Figures"), Fixture.cell(.figure, "fig-sphere"), Fixture.cell(.figure, "fig-curves"),
        Fixture.cell(.figure, "fig-wide"),
      ], configurations: configurations, cells: [spheres, curves, Fixture.sphere("fig-wide", runs: ["wide"])])
    let wide = Set(configurations[2].specs.map(Fixture.id))
    let arcface = Set(configurations[1].specs.map(Fixture.id))
    var context = Fixture.context(records)
    context.features = MeasuredFeatures(
      embeddings: { id in
        embeddings(dimension: wide.contains(id) ? 5 : 3, spread: arcface.contains(id) ? 0.2 : 0.45)
      },
      snapshots: { id, epoch in
        epoch == 1 && !isBare ? embeddings(dimension: 3, spread: arcface.contains(id) ? 0.6 : 0.9) : nil
      })
    if !isBare {
      let pixels = [UInt8](repeating: 0x27, count: count * 14 * 14 / 2)
      context.testPictures = TestPictures(count: count, side: 14, levels: 8, packed: Gzip.compress(pixels))
    }
    return Fixture.build(notebook, context)
  }

  /// Ten directions and noise about them; every seventeenth image is taken for the next class.
  static func embeddings(dimension: Int, spread: Float) -> EmbeddingSet {
    func direction(_ category: Int) -> [Float] {
      (0..<dimension).map { axis in Float(sin(Double(category * 7 + axis * 13) * 1.7 + 0.4)) }
    }
    var noise = RandomStream(seed: 5, purpose: .augmentation)
    var features: [Float] = []
    for image in 0..<count {
      for value in direction(image % 10) { features.append(3 * (value + spread * (2 * noise.nextUniform() - 1))) }
    }
    let labels = (0..<count).map { UInt8($0 % 10) }
    let predictions = (0..<count).map { UInt8($0.isMultiple(of: 17) ? ($0 + 1) % 10 : $0 % 10) }
    return EmbeddingSet(
      dimension: dimension, features: features, labels: labels, predictions: predictions,
      classWeights: (0..<10).flatMap(direction))
  }
}
