import Foundation
import Interop
import OffprintCore
import Plotting
import Testing

@Suite("Same bytes") struct DeterminismTests {
  /// The digests of a figure of each kind in all formats, made from the data on.
  fileprivate static func digests() throws -> String {
    let typesetter = Typesetter()
    var lines: [String] = []
    let figures =
      [try Samples.spheres(points: 1_500, dimension: 16), try Samples.curves()] + (try Samples.charts().map(\.figure))
    for figure in figures {
      let list = figure.displayList
      let files = [
        Array(list.svg(SVGOptions(idPrefix: "f")).utf8),
        try list.pdf(date: "2021-06-01T00:00:00Z", typesetter: typesetter),
        try list.png(typesetter: typesetter), Array(figure.data.canonicalJSON.utf8),
        Array(figure.table.csv.utf8), Array(figure.alternativeText.utf8),
        Array((figure.captionNote ?? "").utf8),
      ]
      lines += files.map { SHA256.digest($0).map { String($0, radix: 16) }.joined() }
    }
    return lines.joined(separator: "\n")
  }

  @Test func `two renderings give the same bytes`() throws {
    #expect(try Self.digests() == Self.digests())
  }

  @Test func `another time zone, language and font configuration give the same bytes`() async throws {
    let plain = try await #require(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      unsafe setenv("TZ", "UTC", 1)
      unsafe setenv("LC_ALL", "C", 1)
      _ = unsafe setlocale(LC_ALL, "")
      print("DIGESTS" + (try DeterminismTests.digests()) + "END")
    }
    let changed = try await #require(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      for (name, value) in [
        ("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "de_DE.UTF-8"), ("LANGUAGE", "ja"),
        ("PANGO_LANGUAGE", "ar:ja"), ("FONTCONFIG_FILE", "/nonexistent"), ("HOME", "/nonexistent"),
        ("XDG_CONFIG_HOME", "/nonexistent"),
      ] { unsafe setenv(name, value, 1) }
      if unsafe setlocale(LC_ALL, "") == nil { _ = unsafe setlocale(LC_ALL, "C.UTF-8") }
      tzset()
      print("DIGESTS" + (try DeterminismTests.digests()) + "END")
    }
    func digests(_ output: [UInt8]) -> Substring? {
      String(decoding: output, as: UTF8.self).components(separatedBy: "DIGESTS").last?.prefix { $0 != "E" }
    }
    let first = try #require(digests(plain.standardOutputContent))
    #expect(first.count > 300)
    #expect(first == digests(changed.standardOutputContent))
  }

  @Test func `a small figure is the golden one`() throws {
    let series = [
      CurveSeries(name: "softmax", seeds: [[0.91, 0.97, 0.98], [0.92, 0.96, 0.979]]),
      CurveSeries(name: "ArcFace", seeds: [[0.88, 0.975, 0.985]]),
    ]
    let curves = try LearningCurves.figure(series, typesetter: Typesetter())
    try expectGolden("curves.svg", curves.displayList.svg(SVGOptions(idPrefix: "golden")))
    var data = SyntheticData(seed: 4)
    let sphere = try EmbeddingSphere.figure(
      [data.panel("softmax", count: 40, dimension: 3, classes: 4)], typesetter: Typesetter())
    try expectGolden("sphere.svg", sphere.displayList.svg(SVGOptions(idPrefix: "golden")))
  }

  /// Compares with a file of `Snapshots`; records it, and fails, where there is none.
  private func expectGolden(_ name: String, _ text: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
    let file = folder.appending(path: name)
    guard let golden = try? String(contentsOf: file, encoding: .utf8) else {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name); look at it, and run again")
      return
    }
    if golden != text {
      let live = FileManager.default.temporaryDirectory.appending(path: "live-\(name)")
      try Data(text.utf8).write(to: live)
      Issue.record("\(name) has changed; what is drawn now is in \(live.path)")
    }
  }
}
