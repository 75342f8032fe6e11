import Foundation
import Interop
import OffprintCore
import Plotting
import Testing

@Suite("Embedding sphere") struct EmbeddingSphereTests {
  private let typesetter = Typesetter()

  private func points(_ figure: Figure, panel: Int = 0, _ key: String = "points") throws -> [[Double]] {
    let list = try #require(figure.data[path: "panels.\(panel).\(key)"])
    guard case .list(let elements) = list else { return [] }
    return elements.map { element in
      guard case .list(let parts) = element else { return [] }
      return parts.compactMap { if case .number(let value) = $0 { value } else { nil } }
    }
  }

  private func panel(_ features: [Float], dimension: Int, labels: [Int], classes: Int = 2) -> EmbeddingPanel {
    EmbeddingPanel(
      title: "net", features: features, dimension: dimension, labels: labels, predictions: labels, classWeights: nil,
      classNames: (0..<classes).map(String.init))
  }

  @Test func `three dimensions are shown as they are, at length one`() throws {
    let figure = try EmbeddingSphere.figure(
      [panel([0, 3, 4, -2, 0, 0], dimension: 3, labels: [0, 1])], typesetter: typesetter)
    for (shown, exact) in zip(try points(figure), [[0, 0.6, 0.8], [-1, 0, 0]]) {
      #expect(zip(shown, exact).allSatisfy { abs($0 - $1) < 7e-4 }, "within 0.04° of where it is")
    }
    #expect(figure.captionNote == nil)
  }

  @Test func `principal axes are those of largest variance, with their share`() throws {
    // Unit features ±e1 (four times each), ±e2 (twice), ±e3 and ±e4 (once): variances 8, 4, 2, 2 of 16.
    var features: [Float] = []
    for (axis, count) in [(0, 4), (1, 2), (2, 1), (3, 1)] {
      for sign in [Float(1), -1] {
        for _ in 0..<count {
          var row = [Float](repeating: 0, count: 5)
          row[axis] = sign * 7
          features += row
        }
      }
    }
    let labels = (0..<16).map { $0 % 2 }
    let figure = try EmbeddingSphere.figure([panel(features, dimension: 5, labels: labels)], typesetter: typesetter)
    #expect(figure.data[path: "panels.0.projection"] == "principal")
    guard case .number(let share)? = figure.data[path: "panels.0.share"] else {
      Issue.record("no share")
      return
    }
    #expect((share - 14.0 / 16).magnitude < 1e-9)
    let places = try points(figure)
    #expect(places[0].map(\.magnitude) == [1, 0, 0] && places[8].map(\.magnitude) == [0, 1, 0])
    #expect(try #require(figure.captionNote).contains("87.5\u{A0}%"))
    #expect(try #require(figure.captionNote).contains("5 dimensions"))
  }

  @Test func `discriminant axes find the classes where the variance does not`() throws {
    // The classes differ by a little along axis 3; axes 0 to 2 hold far more variance that says nothing of them.
    var data = SyntheticData(seed: 11)
    var features: [Float] = []
    let labels = (0..<400).map { $0 % 2 }
    for label in labels {
      features += [data.normal(), data.normal(), data.normal(), label == 0 ? 0.2 : -0.2, 0.001 * data.normal()].map {
        Float($0)
      }
    }
    let input = panel(features, dimension: 5, labels: labels)
    func separation(_ method: ProjectionMethod) throws -> Double {
      let figure = try EmbeddingSphere.figure([input], .init(projection: method), typesetter: typesetter)
      let places = try points(figure)
      let means = (0..<2).map { label in
        (0..<3).map { axis in
          zip(places, labels).reduce(0) { $0 + ($1.1 == label ? $1.0[axis] : 0) } / 200
        }
      }
      return zip(means[0], means[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
    #expect(try separation(.discriminant) > 1)
    #expect(try separation(.principal) < 0.5)
  }

  @Test func `class centers are directions of means`() throws {
    let figure = try EmbeddingSphere.figure(
      [panel([1, 0, 0, 0, 5, 0, 0, 0, 2], dimension: 3, labels: [0, 0, 1])], typesetter: typesetter)
    #expect(try points(figure, "centers") == [[0.7071, 0.7071, 0], [0, 0, 1]])
  }

  @Test func `the automatic camera sees most classes from the front`() throws {
    // Six classes around one direction: all can be seen at once.
    let around: [[Float]] = [[1, 0, 0], [1, 0.8, 0], [1, -0.8, 0], [1, 0, 0.8], [1, 0, -0.8], [1, 0.6, 0.6]]
    let figure = try EmbeddingSphere.figure(
      [panel(around.flatMap { $0 }, dimension: 3, labels: Array(0..<6), classes: 6)], typesetter: typesetter)
    guard case .number(let azimuth)? = figure.data[path: "camera.azimuth"],
      case .number(let elevation)? = figure.data[path: "camera.elevation"]
    else {
      Issue.record("no camera")
      return
    }
    let toward = [
      cos(elevation * .pi / 180) * cos(azimuth * .pi / 180), cos(elevation * .pi / 180) * sin(azimuth * .pi / 180),
      sin(elevation * .pi / 180),
    ]
    for point in around {
      #expect(zip(point, toward).reduce(0) { $0 + Double($1.0) * $1.1 } > 0)
    }
  }

  @Test func `one dimension is refused in plain words`() {
    let error = #expect(throws: PlotError.self) {
      try EmbeddingSphere.figure([panel([1, -1], dimension: 1, labels: [0, 1])], typesetter: typesetter)
    }
    #expect(error?.description.contains("one dimension") == true)
  }

  @Test func `two dimensions lie on a circle`() throws {
    var data = SyntheticData(seed: 2)
    let figure = try EmbeddingSphere.figure(
      [data.panel("flat", count: 300, dimension: 2)], typesetter: typesetter)
    #expect(try #require(figure.captionNote).contains("circle"))
    #expect(try points(figure).allSatisfy { $0[2] == 0 })
  }

  @Test func `features without a direction are left out and counted`() throws {
    let figure = try EmbeddingSphere.figure(
      [panel([0, 0, 0, .nan, 1, 1, 1, 0, 0, .infinity, 0, 0], dimension: 3, labels: [0, 1, 0, 1])],
      typesetter: typesetter)
    #expect(figure.captionNote == "3 features of net have no direction and are not drawn.")
    #expect(try points(figure) == [[], [], [1, 0, 0], []])
  }

  @Test func `data that do not fit are errors`() {
    let wrong = [
      panel([], dimension: 3, labels: []), panel([1, 2], dimension: 3, labels: [0]),
      panel([1, 2, 3], dimension: 3, labels: [9]), panel([0, 0, 0], dimension: 3, labels: [0]),
    ]
    for input in wrong {
      #expect(throws: PlotError.self) { try EmbeddingSphere.figure([input], typesetter: typesetter) }
    }
    #expect(throws: PlotError.self) { try EmbeddingSphere.figure([], typesetter: typesetter) }
  }

  @Test func `a notebook's settings are read, and others refused`() throws {
    let options = try EmbeddingSphere.Options(
      ["projection": "discriminant", "weights": false, "camera": ["azimuth": 40, "elevation": -10]])
    #expect(options.camera == Camera(azimuth: 40, elevation: -10))
    #expect(options.projection == .discriminant && !options.showsWeights)
    #expect(throws: SettingError.self) { try EmbeddingSphere.Options(["projection": "best", "weights": true]) }
  }

  @Test func `the alternative text tells accuracy and angles`() throws {
    let text = try Samples.spheres(points: 500).alternativeText
    #expect(text.contains("98.00 % classified correctly"))
    #expect(text.contains("median angle"))
  }
}
