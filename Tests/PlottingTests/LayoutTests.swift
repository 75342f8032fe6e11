import Interop
import Plotting
import Testing

@Suite("Layout of figures") struct LayoutTests {
  private let typesetter = Typesetter()

  private func check(_ figure: Figure, _ name: String) {
    let page = Rect(
      x: -0.01, y: -0.01, width: figure.displayList.size.width + 0.02, height: figure.displayList.size.height + 0.02)
    let boxes = figure.displayList.textBoxes(typesetter)
    #expect(boxes.count > 3)
    for (index, first) in boxes.enumerated() {
      #expect(page.contains(first.box), "\(name): “\(first.text)” sticks out: \(first.box)")
      for second in boxes[(index + 1)...] {
        #expect(!first.box.overlaps(second.box), "\(name): “\(first.text)” lies on “\(second.text)”")
      }
    }
  }

  @Test(arguments: 1...9) func `no text of spheres overlaps or is cut`(panels: Int) throws {
    check(try Samples.spheres(points: 300, panels: panels), "\(panels) spheres")
  }

  @Test func `crowded classes find room for their names`() throws {
    var data = SyntheticData(seed: 1)
    var panel = data.panel("crowded", count: 200, dimension: 3)
    // All classes within a few degrees of one direction, with names of several letters.
    for index in panel.labels.indices {
      for axis in 0..<3 {
        panel.features[3 * index + axis] = (axis == 0 ? 1 : 0) + 0.01 * Float(panel.labels[index] + axis)
      }
    }
    panel.classNames = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    check(try EmbeddingSphere.figure([panel], typesetter: typesetter), "crowded")
  }

  @Test(arguments: [1, 2, 5, 12, 17, 30, 50]) func `no text of curves overlaps or is cut`(lines: Int) throws {
    check(try Samples.curves(lines), "\(lines) curves")
    check(try Samples.curves(lines, options: .init(scale: .log)), "\(lines) curves, log")
  }

  @Test(arguments: [1, 2, 5, 12, 17, 30, 50])
  func `curves for narrow screens have letters of the same size in a narrower drawing`(lines: Int) throws {
    let wide = try Samples.curves(lines)
    var figure = wide
    figure.displayList = try #require(wide.narrow)
    #expect(figure.displayList.size.width < wide.displayList.size.width * 0.65)
    #expect(
      figure.displayList.textBoxes(typesetter).first?.box.height
        == wide.displayList.textBoxes(typesetter).first?.box.height)
    check(figure, "\(lines) narrow curves")
  }

  @Test func `long names are shortened, not cut`() throws {
    let long = String(repeating: "a very long name ", count: 40)
    var data = SyntheticData(seed: 9)
    check(
      try EmbeddingSphere.figure(
        [data.panel(long, count: 100, dimension: 3), data.panel(long, count: 100, dimension: 3)], typesetter: typesetter
      ),
      "long titles")
    check(
      try LearningCurves.figure(
        (0..<20).map { CurveSeries(name: long + String($0), seeds: [[0.5, 0.9]]) }, typesetter: typesetter),
      "long names")
  }
}
