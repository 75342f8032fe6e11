import Interop
import OffprintCore
import Plotting
import Testing

@Suite("Learning curves") struct LearningCurvesTests {
  private let typesetter = Typesetter()

  private func texts(_ figure: Figure) -> [String] { figure.displayList.textBoxes(typesetter).map(\.text) }

  @Test func `lines are named at their ends, or below where there are too many`() throws {
    for count in [1, 5, 10, 40] {
      let figure = try Samples.curves(count)
      for index in 0..<count { #expect(texts(figure).contains("run \(index)")) }
    }
    let (few, many) = (try Samples.curves(5).displayList.size, try Samples.curves(40).displayList.size)
    #expect(many.height > few.height)
  }

  @Test func `means are over the seeds that got so far`() throws {
    let series = CurveSeries(name: "a", seeds: [[0.5, 0.9, 0.95], [0.7]])
    let figure = try LearningCurves.figure([series], typesetter: typesetter)
    #expect(figure.data[path: "series.0.mean"] == [60, 90, 95])
  }

  @Test func `an outlier in the first epoch leaves the axis and the caption says so`() throws {
    let values = [0.1] + (0..<11).map { 0.98 + 0.001 * Double($0) }
    let figure = try LearningCurves.figure([CurveSeries(name: "a", seeds: [values])], typesetter: typesetter)
    #expect(try #require(figure.captionNote).contains("epoch 1"))
    #expect(texts(figure).contains("99.0"))
    #expect(!texts(figure).contains("20"))
    let whole = try LearningCurves.figure(
      [CurveSeries(name: "a", seeds: [values])], .init(firstEpoch: 1), typesetter: typesetter)
    #expect(whole.captionNote == nil)
    #expect(texts(whole).contains("20"))
  }

  @Test func `values that are not finite leave gaps and are counted`() throws {
    let series = CurveSeries(name: "a", seeds: [[2, .nan, 1, .infinity, 0.5]])
    let figure = try LearningCurves.figure([series], .init(metric: .loss), typesetter: typesetter)
    #expect(try #require(figure.captionNote).contains("2 values have no place"))
    #expect(figure.data[path: "series.0.mean"] == [2, [], 1, [], 0.5])
  }

  @Test func `on a log axis accuracies become errors`() throws {
    let figure = try LearningCurves.figure(
      [CurveSeries(name: "a", seeds: [[0.9, 0.99]])], .init(scale: .log), typesetter: typesetter)
    #expect(texts(figure).contains("Test error (%)"))
    #expect(texts(figure).contains("10") && texts(figure).contains("1"))
  }

  @Test func `nothing to draw is an error, extremes are not`() throws {
    for series in [[], [CurveSeries(name: "a", seeds: [])], [CurveSeries(name: "a", seeds: [[.nan]])]] {
      #expect(throws: PlotError.self) { try LearningCurves.figure(series, typesetter: typesetter) }
    }
    #expect(throws: PlotError.self) {
      try LearningCurves.figure(
        [CurveSeries(name: "a", seeds: [[0.5]])], .init(firstEpoch: 7), typesetter: typesetter)
    }
    let odd: [[Double]] = [[0], [.leastNonzeroMagnitude, 1e11], [-3, -3], [1e300, 1], [0.5], [1, 1, 1, 1, 1, 1]]
    for metric in CurveMetric.allCases {
      for scale in LearningCurves.Scale.allCases {
        for values in odd {
          let figure = try? LearningCurves.figure(
            [CurveSeries(name: "a", seeds: [values, values])], .init(metric: metric, scale: scale, spread: .band),
            typesetter: typesetter)
          _ = try figure?.displayList.pdf(date: "2021-06-01T00:00:00Z", typesetter: typesetter)
        }
      }
    }
  }
}
