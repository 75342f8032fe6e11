import Foundation
import Interop
import OffprintCore
import Plotting
import TestSupport
import Testing

@Suite("Charts of runs") struct NewKindsTests {
  private let typesetter = Typesetter()
  private let accuracy = Quantity(
    name: "accuracy", title: "Test accuracy (%)", phrase: "test accuracy", unit: "\u{A0}%", limits: 0...100, decimals: 2
  )

  private func texts(_ list: DisplayList) -> [String] { list.textBoxes(typesetter).map(\.text) }

  // MARK: Bins

  @Test(.enabled(if: Python.with("numpy") != nil, Python.lack(of: "numpy")))
  func `bins count as numpy does`() throws {
    var data = SyntheticData(seed: 11)
    let values = (0..<5_000).map { _ in (30 + 12 * data.normal() * 10).rounded() / 10 }
    let bins = Bins(for: [CountedValues(values)])
    let script = """
      import json, sys, numpy
      d = json.load(open(sys.argv[1]))
      v, e = d["values"], d["edges"]
      print(json.dumps([numpy.histogram(v, e)[0].tolist(), [float(numpy.subtract(*numpy.percentile(v, [75, 25])))]]))
      """
    let input = try JSONEncoder().encode(["values": values, "edges": bins.edges])
    let python = try #require(Python.with("numpy"))
    let output = try python.run(["-c", script], on: Array(input), suffix: "json").output
    let found = try JSONDecoder().decode([[Double]].self, from: Data(output.utf8))
    #expect(bins.counts(CountedValues(values)).map(Double.init) == found[0])
    #expect(found[0].reduce(0, +) == 5_000)
    // Freedman and Diaconis: 2·IQR·n^(−1/3), rounded to a nice number.
    let rule = 2 * found[1][0] / cbrt(5_000)
    let width = bins.edges[1] - bins.edges[0]
    #expect(width > rule / 2 && width < rule * 2)
  }

  @Test func `bins begin and end at round numbers around all values`() {
    let bins = Bins(for: [CountedValues([0.13, 0.9, 2.71]), CountedValues([3.3])], wanted: 7)
    #expect(bins.edges == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    #expect(bins.counts(CountedValues([0, 0.5, 3.5, 4])) == [1, 1, 0, 0, 0, 0, 1])
    let sevens = CountedValues([7, 7, 7])
    #expect(Bins(for: [sevens]).counts(sevens).reduce(0, +) == 3)
    #expect(Bins(for: []).count == 1)
  }

  // MARK: Places

  /// Where the mean of each row is drawn follows from two ticks of the axis.
  @Test func `intervals stand where the axis says`() throws {
    let estimates = [(98.9, 98.8, 99.0), (98.5, 98.3, 98.7), (99.2, 99.15, 99.25)].enumerated().map { index, item in
      Estimate(
        label: "run \(index)",
        values: [.init(seed: 1, value: item.1), .init(seed: 2, value: item.2)], mean: item.0, interval: item.1...item.2)
    }
    let list = try Intervals.figure(estimates, .init(metric: accuracy), typesetter: typesetter).displayList
    let ticks = list.marks.flatMap(\.texts).compactMap { mark in
      mark.anchor == .middle ? Double(mark.text).map { ($0, mark.position.x) } : nil
    }
    let (first, last) = (try #require(ticks.first), try #require(ticks.last))
    func place(_ value: Double) -> Double {
      first.1 + (value - first.0) / (last.0 - first.0) * (last.1 - first.1)
    }
    #expect(list.hoverPoints.count == 3)
    for (hover, estimate) in zip(list.hoverPoints, estimates) {
      #expect((hover.position.x - place(try #require(estimate.mean))).magnitude < 0.01)
    }
    let lines = list.marks.flatMap(\.shapes).filter { $0.stroke?.style.width == 1.3 }
    #expect(lines.count == 3)
    for (line, estimate) in zip(lines, estimates) {
      let xs = Mark.shape(line).points.map(\.x)
      let interval = try #require(estimate.interval)
      #expect((xs[0] - place(interval.lowerBound)).magnitude < 0.01)
      #expect((xs[1] - place(interval.upperBound)).magnitude < 0.01)
    }
  }

  @Test func `a reported value far away is an arrow with its number, and the caption says so`() throws {
    let estimates = (0..<4).map { index in
      Estimate(
        label: "run \(index)", values: [], mean: 98.9 + 0.01 * Double(index), interval: 98.85...98.95,
        reference: index == 2 ? 95.93 : 98.9)
    }
    let figure = try Intervals.figure(estimates, .init(metric: accuracy), typesetter: typesetter)
    #expect(texts(figure.displayList).contains("95.93"))
    #expect(try #require(figure.captionNote).contains("no place on this axis"))
    #expect(figure.alternativeText.contains("3 of 4 intervals hold the value reported"))
  }

  @Test func `bars begin at nought, and say so where they do not`() throws {
    let estimates = [Estimate(label: "a", values: [], mean: 98.9), Estimate(label: "b", values: [], mean: 99.1)]
    let honest = try Bars.figure(estimates, .init(metric: accuracy), typesetter: typesetter)
    #expect(texts(honest.displayList).contains("0"))
    let cut = try Bars.figure(estimates, .init(metric: accuracy, start: 98), typesetter: typesetter)
    #expect(try #require(cut.captionNote).contains("Bars begin at 98, not at 0."))
  }

  @Test func `bars lie down where labels are long`() throws {
    func figure(_ label: String) throws -> DisplayList {
      try Bars.figure(
        (0..<6).map { Estimate(label: "\(label) \($0)", values: [], mean: 1 + Double($0)) }, .init(metric: accuracy),
        typesetter: typesetter
      ).displayList
    }
    let (short, long) = (try figure("run"), try figure("a label of several words"))
    #expect(short.hoverPoints[0].position.x < short.hoverPoints[1].position.x)
    #expect(long.hoverPoints[0].position.y < long.hoverPoints[1].position.y)
  }

  @Test func `a heat map has the first row at the bottom and says what is missing`() throws {
    var entries: [HeatMap.Entry] = []
    for y in 0..<3 {
      for x in 0..<2 {
        let value: Double? = x == 1 && y == 2 ? nil : Double(10 * y + x)
        entries.append(HeatMap.Entry(x: .number(Double(x)), y: .number(Double(y)), value: value, seeds: 1))
      }
    }
    let figure = try HeatMap.figure(
      entries, .init(metric: accuracy, xName: "a", yName: "b", xTitle: "a", yTitle: "b"), typesetter: typesetter)
    let lowest = try #require(figure.displayList.hoverPoints.first { $0.text.hasPrefix("b 0, a 0") })
    let highest = try #require(figure.displayList.hoverPoints.first { $0.text.hasPrefix("b 2, a 0") })
    #expect(lowest.position.y > highest.position.y)
    #expect(try #require(figure.captionNote).contains("One cell is hatched"))
    #expect(figure.displayList.hoverPoints.contains { $0.text == "b 2, a 1: no value" })
    #expect(throws: PlotError.self) {
      try HeatMap.figure(
        entries + [HeatMap.Entry(x: 0, y: 0, value: 3, seeds: 1)],
        .init(metric: accuracy, xName: "a", yName: "b", xTitle: "a", yTitle: "b"), typesetter: typesetter)
    }
  }

  @Test func `a confusion matrix is the mean over seeds, with the rate of each class`() throws {
    let counts = [[[90, 10], [4, 96]], [[94, 6], [0, 100]]]
    let figure = try ConfusionMatrix.figure(
      [.init(title: "net", classNames: ["cat", "dog"], counts: counts)], typesetter: typesetter)
    let texts = texts(figure.displayList)
    for text in ["92", "8", "2", "98", "92.0", "98.0", "True class", "Predicted class"] {
      #expect(texts.contains(text), "\(text)")
    }
    #expect(figure.alternativeText.contains("10 of 200 images wrong on average over 2 seeds"))
    #expect(figure.alternativeText.contains("cat for dog (8)"))
    #expect(figure.table.csv.contains("net,cat,dog,8,2\n"))
  }

  @Test func `small multiples share their axes and their colors`() throws {
    func series(_ names: [String], _ top: Double) -> [CurveSeries] {
      names.map { CurveSeries(name: $0, seeds: [[0.5, top]]) }
    }
    let figure = try SmallMultiples.figure(
      titles: ["5 epochs", "20 epochs"],
      .curves([series(["a", "b"], 0.7), series(["b"], 0.99)], LearningCurves.Options()), typesetter: typesetter)
    let list = figure.displayList
    // The same value is at the same height in both.
    let starts = list.hoverPoints.filter { $0.heading?.hasSuffix("Epoch 1") ?? false }
    #expect(starts.count == 3 && Set(starts.map { ($0.position.y * 100).rounded() }).count == 1)
    #expect(texts(list).filter { $0 == "b" }.count == 1, "one legend for all")
    #expect(figure.table.columns.first == "panel")
  }

  @Test func `an axis of doublings has powers of two, and a sweep's values are its ticks`() throws {
    #expect(Ticks(binaryIn: 2...128).labels == ["2", "4", "8", "16", "32", "64", "128"])
    #expect(Ticks(binaryIn: 1e-9...1e9, limit: 5).values.count <= 5)
    let size = Quantity(name: "embedding-size", title: "Embedding size", phrase: "embedding size", isWhole: true)
    let points = [2.0, 3, 8, 64].map { ScatterPoint(label: "", x: $0, y: 90 + $0 / 10) }
    let figure = try Scatter.figure(
      [ScatterSeries(name: "net", points: points)],
      .init(x: size, y: accuracy, xScale: .log2, connects: true), typesetter: typesetter)
    for label in ["2", "3", "8", "64"] { #expect(texts(figure.displayList).contains(label)) }
    // Doublings are equally far apart: 2 → 8 is as far as 8 → 32, half as far as from 8 to 128.
    let xs = figure.displayList.hoverPoints.map(\.position.x)
    #expect(((xs[3] - xs[2]) / (xs[2] - xs[0]) - 1.5).magnitude < 1e-9)
  }

  // MARK: Data

  @Test func `tables are comma-separated values that read back`() throws {
    let table = DataTable(
      columns: ["name", "value"], rows: [[.string("a \"b\", c\nd"), .number(0.1)], [.string("e"), nil]])
    #expect(table.csv == "name,value\n\"a \"\"b\"\", c\nd\",0.1\ne,\n")
    guard let python = Python.with() else { return }
    let script = "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline='')))))"
    let output = try python.run(["-c", script], on: Array(table.csv.utf8), suffix: "csv").output
    let rows = try JSONDecoder().decode([[String]].self, from: Data(output.utf8))
    #expect(rows == [["name", "value"], ["a \"b\", c\nd", "0.1"], ["e", ""]])
  }
}

extension Mark {
  var texts: [TextMark] {
    switch self {
    case .group(let group): group.marks.flatMap(\.texts)
    case .text(let text): [text]
    case .shape, .points, .image: []
    }
  }

  var shapes: [Shape] {
    switch self {
    case .group(let group): group.marks.flatMap(\.shapes)
    case .shape(let shape): [shape]
    case .text, .points, .image: []
    }
  }
}
