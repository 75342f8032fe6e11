package import Experiment
import Foundation
import Interop
package import Notebook
package import OffprintCore
import Plotting

/// The evidence inside a page, read: what the page can be made from once more, without anything beside it.
package struct EmbeddedEvidence: Sendable {
  /// As it stands in the page.
  package let element: String
  private let header: WrittenPage
  private let runs: PageRuns
  private let spheres: [(entry: WrittenPage.Sphere, answer: SphereAnswer)]
  private let values: [(entry: WrittenPage.Values, list: [Double])]
  private let testPictures: TestPictures?
  package let files: [NotebookFile]
  package let template: ReportTemplate
  /// What of the page is not what its evidence refers to, each as a place and a sentence about it.
  package private(set) var problems: [(place: String, sentence: String)] = []

  package var notebookName: String { header.notebook.name }
  package var notebook: [UInt8] { header.notebook.content.bytes }
  package var options: Setting { header.notebook.options }
  package var offprintVersion: String { header.versions.offprint }
  /// SHA-256 of the whole evidence, that of evidence.json.gz.
  package var wholeDigest: ContentHash? { header.evidence }
  /// Whether letters and pictures come out here as they did where the page was made.
  package var isSetAlike: Bool { header.typesetting == TypesettingProbe.name }

  /// Nil for a page that has none. Throws where it cannot be used.
  package static func read(page: [UInt8]) throws(EvidenceError) -> EmbeddedEvidence? {
    let blocks = PageBlocks(page)
    guard let place = blocks.evidence else { return nil }
    return try EmbeddedEvidence(page, blocks, place)
  }

  /// `page` without its evidence, as older versions wrote it.
  package static func removed(from page: [UInt8]) -> [UInt8] {
    guard let range = PageBlocks(page).evidence?.element else { return page }
    let rest = page[range.upperBound...]
    return Array(page[..<range.lowerBound] + rest.dropFirst(rest.first == UInt8(ascii: "\n") ? 1 : 0))
  }

  private init(
    _ page: [UInt8], _ blocks: PageBlocks, _ place: (element: Range<Int>, tag: Range<Int>, text: Range<Int>)
  ) throws(EvidenceError) {
    let bytes = try EmbeddedEvidence.bytes(page, place)
    // The line's end belongs to the element.
    element = String(decoding: page[place.element], as: UTF8.self) + "\n"
    let length = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
    guard length <= bytes.count - 4 else { throw EvidenceError("it is cut short") }
    header = try EmbeddedEvidence.header(Data(bytes[4..<4 + length]))
    var columns = ColumnReader(bytes, from: 4 + length)
    runs = try PageRuns(header.runs, data: header.data.used, from: &columns)
    var problems: [(String, String)] = []
    let scenes = EmbeddedEvidence.scenes(header, blocks, page, &problems)
    var spheres: [(WrittenPage.Sphere, SphereAnswer)] = []
    for entry in header.spheres {
      if let answer = try EmbeddedEvidence.answer(entry, scenes, &columns) { spheres.append((entry, answer)) }
    }
    self.spheres = spheres
    values = try header.values.map { entry throws(EvidenceError) in
      let (distinct, counts) = (try columns.doubles(entry.count), try columns.counts(entry.count))
      guard counts.reduce(0, { min($0, 1 << 40) + $1 }) <= 10_000_000 else {
        throw EvidenceError("a count is too large")
      }
      return (entry, zip(distinct, counts).flatMap { [Double](repeating: $0, count: $1) })
    }
    guard columns.remaining == 0 else { throw EvidenceError("something follows its end") }
    testPictures = EmbeddedEvidence.pictures(header, blocks, page, &problems)
    files = EmbeddedEvidence.files(header, blocks, page, &problems)
    template = try header.template.template()
    self.problems = problems
  }

  /// Uncompressed, and what its digest says.
  private static func bytes(
    _ page: [UInt8], _ place: (element: Range<Int>, tag: Range<Int>, text: Range<Int>)
  ) throws(EvidenceError) -> [UInt8] {
    guard let compressed = Data(base64Encoded: Data(page[place.text])) else {
      throw EvidenceError("it is not base 64")
    }
    let bytes: [UInt8]
    do {
      bytes = try Gzip.decompress(Array(compressed), atMost: 1 << 28)
    } catch {
      throw EvidenceError("\(error)")
    }
    let tag = String(decoding: page[place.tag], as: UTF8.self)
    guard tag.contains("data-sha256=\"\(ContentHash(of: bytes))\"") else {
      throw EvidenceError("its SHA-256 is not the one that stands at it")
    }
    guard bytes.count > 4 else { throw EvidenceError("it is cut short") }
    return bytes
  }

  private static func header(_ text: Data) throws(EvidenceError) -> WrittenPage {
    do {
      let head = try JSONDecoder().decode(WrittenEvidence.Head.self, from: text)
      guard head.format == WrittenPage.format else { throw EvidenceError("it is not the evidence of a page") }
      guard head.version == WrittenPage.version else {
        throw EvidenceError(
          "its form is version \(head.version), and this Offprint reads version \(WrittenPage.version)")
      }
      return try JSONDecoder().decode(WrittenPage.self, from: text)
    } catch let error as EvidenceError {
      throw error
    } catch {
      throw EvidenceError("it is not the evidence of a page")
    }
  }

  // MARK: - What the page has

  private static func scenes(
    _ header: WrittenPage, _ blocks: PageBlocks, _ page: [UInt8], _ problems: inout [(String, String)]
  ) -> [String: SceneReader] {
    var scenes: [String: SceneReader] = [:]
    for (anchor, digest) in header.scenes.sorted(by: { $0.key < $1.key }) {
      guard let range = blocks.scenes[anchor], let scene = try? SceneReader(page[range]) else {
        problems.append((anchor, "the features that the figure ‘\(anchor)’ shows cannot be read from the page"))
        continue
      }
      scenes[anchor] = scene
      if scene.digest != digest {
        problems.append((anchor, "the features that the figure ‘\(anchor)’ turns are not those of its runs"))
      }
    }
    return scenes
  }

  private static func pictures(
    _ header: WrittenPage, _ blocks: PageBlocks, _ page: [UInt8], _ problems: inout [(String, String)]
  ) -> TestPictures? {
    guard let known = header.testPictures else { return nil }
    let place = "test-images"
    guard let range = blocks.testPictures, let json = try? JSONText.read(Array(page[range])),
      let bytes = json.optionalString("bytes").flatMap({ Data(base64Encoded: $0) })
    else {
      problems.append((place, "the pictures of the test images cannot be read from the page"))
      return nil
    }
    if ContentHash(of: bytes) != known.digest {
      problems.append((place, "the pictures of the test images are not those of the data set"))
    }
    return TestPictures(count: known.count, side: known.side, levels: known.levels, packed: Array(bytes))
  }

  private static func files(
    _ header: WrittenPage, _ blocks: PageBlocks, _ page: [UInt8], _ problems: inout [(String, String)]
  ) -> [NotebookFile] {
    header.files.map { file in
      if let content = file.content { return NotebookFile(path: file.path, bytes: content.bytes) }
      let range = file.picture.flatMap { blocks.pictures.indices.contains($0) ? blocks.pictures[$0] : nil }
      let bytes = range.flatMap { Data(base64Encoded: Data(page[$0])) }.map { Array($0) } ?? []
      if ContentHash(of: bytes) != file.digest {
        problems.append((file.path, "the picture \(file.path) in the page is not the notebook's"))
      }
      return NotebookFile(path: file.path, bytes: bytes)
    }
  }

  // MARK: - Spheres

  /// Nil where the page lacks what it needs, which is a problem that has been told.
  private static func answer(
    _ entry: WrittenPage.Sphere, _ scenes: [String: SceneReader], _ columns: inout ColumnReader
  ) throws(EvidenceError) -> SphereAnswer? {
    if let refusal = entry.refusal { return .refused(refusal) }
    let broken = EvidenceError("the sphere of ‘\(entry.title)’ does not fit together")
    guard let dimension = entry.dimension, dimension > 1, let projection = entry.projection, let share = entry.share,
      let hasWeights = entry.hasWeights, let count = entry.count, let headers = entry.moments, !headers.isEmpty,
      (0...10_000_000).contains(count)
    else { throw broken }
    var labels: [Int] = []
    var found: [SceneReader.Moment] = []
    var isThere = true
    if let figure = entry.figure {
      let panels = scenes[figure]?.panels ?? []
      let panel = entry.panel.flatMap { panels.indices.contains($0) ? panels[$0] : nil }
      if let panel, panel.labels.count == count, panel.moments.count == headers.count {
        (labels, found) = (panel.labels, panel.moments)
      } else {
        isThere = false
      }
    } else {
      labels = try columns.bytes(count).map(Int.init)
      for _ in headers { found.append(try places(labels, &columns)) }
    }
    var moments: [SphereMoment] = []
    for (index, header) in headers.enumerated() {
      let own = header.angleColumns ? try SceneReader.angles(count, &columns) : nil
      guard isThere else { continue }
      guard let moment = moment(header, found[index], own, labels) else { throw broken }
      moments.append(moment)
    }
    guard isThere else { return nil }
    return .measured(
      SphereMeasurement(
        dimension: dimension, projection: projection, share: share, labels: labels, hasWeights: hasWeights,
        moments: moments))
  }

  private static func places(
    _ labels: [Int], _ columns: inout ColumnReader
  ) throws(EvidenceError) -> SceneReader.Moment {
    guard let codes = UnitVectorCode.codes(try columns.bytes(3 * labels.count)) else {
      throw EvidenceError("it is cut short")
    }
    let differences = try columns.bytes(labels.count).map(Int.init)
    return SceneReader.Moment(
      images: Array(labels.indices), points: codes.map { $0 == .none ? nil : $0.direction },
      predictions: zip(labels, differences).map { $0 ^ $1 })
  }

  /// With nothing known of images that the page does not show. Nil where the parts do not fit together.
  private static func moment(
    _ header: WrittenPage.Sphere.Moment, _ found: SceneReader.Moment, _ own: FeatureAngles?, _ labels: [Int]
  ) -> SphereMoment? {
    let classes = header.centers.indices
    guard labels.allSatisfy(classes.contains), found.predictions.allSatisfy(classes.contains),
      header.weights.isEmpty || header.weights.count == classes.count
    else { return nil }
    var points = [SIMD3<Double>?](repeating: nil, count: labels.count)
    var predictions = labels
    for (index, image) in found.images.enumerated() {
      points[image] = found.points[index]
      predictions[image] = found.predictions[index]
    }
    var moment = SphereMoment(
      epoch: header.epoch, points: points, predictions: predictions, centers: header.centers.map(vector),
      weights: header.weights.map(vector))
    guard header.hasAngles else { return moment }
    guard let angles = own ?? found.angles, angles.own.count == labels.count,
      angles.nextClass.allSatisfy(classes.contains)
    else { return nil }
    moment.angles = angles
    return moment
  }

  private static func vector(_ list: [Double]) -> SIMD3<Double>? {
    list.count == 3 ? SIMD3(list[0], list[1], list[2]) : nil
  }

  // MARK: - As evidence

  /// The same as evidence of a report, as far as its page shows it; `plan` is that of the notebook. Throws where the two do not
  /// belong together.
  package func evidence(for plan: Plan) throws(EvidenceError) -> Evidence {
    let specs = plan.distinctSpecs
    guard specs.count == runs.runs.count else {
      throw EvidenceError("it has \(runs.runs.count) runs, and its notebook asks for \(specs.count)")
    }
    let ids = header.data.used.map { data in
      specs.map { RunID(spec: $0, data: data.digest, engineVersion: header.versions.engine) }
    }
    var named: [RunEvidence] = []
    for (index, run) in runs.runs.enumerated() {
      guard var run, let ids else { continue }
      run.id = ids[index]
      named.append(run)
    }
    return Evidence(
      notebookName: notebookName, notebook: notebook, options: options, files: files, template: template,
      formats: ["html"], paper: nil, date: "", data: header.data.used,
      skipped: header.data.skipped.map { DataStatement.Skipped(name: $0.name, reason: $0.reason) },
      offprintVersion: header.versions.offprint, engineVersion: header.versions.engine, runs: named,
      features: try features(ids ?? []), testPictures: testPictures)
  }

  private func features(_ ids: [RunID]) throws(EvidenceError) -> FeatureEvidence {
    var features = FeatureEvidence()
    func id(_ place: Int) throws(EvidenceError) -> RunID {
      guard ids.indices.contains(place) else { throw EvidenceError("it has features of a run that it does not have") }
      return ids[place]
    }
    for (entry, answer) in spheres {
      guard let method = ProjectionMethod(rawValue: entry.method) else {
        throw EvidenceError("it has a sphere by a method ‘\(entry.method)’ that this Offprint does not know")
      }
      let question = SphereQuestion(
        run: try id(entry.run), epoch: entry.epoch, earlier: entry.earlier, method: method, title: entry.title)
      features.spheres[question] = answer
    }
    for (entry, list) in values {
      guard let quantity = ImageQuantity(rawValue: entry.quantity) else {
        throw EvidenceError("it has a quantity ‘\(entry.quantity)’ that this Offprint does not know")
      }
      features.values[ValuesQuestion(run: try id(entry.run), quantity: quantity)] = list
    }
    return features
  }
}
