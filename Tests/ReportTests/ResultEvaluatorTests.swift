import Experiment
import Notebook
import OffprintCore
import Report
import Testing

@Suite struct ResultEvaluatorTests {
  private func value(
    _ reference: ResultReference, _ configurations: [Configuration], _ records: [RunRecord],
    data: DataIdentity? = Fixture.data
  ) -> ComputedValue {
    let results = ResultSet(
      plan: Plan(configurations: configurations), context: Fixture.context(records, data: data))
    return ResultEvaluator(results: results).value(of: reference, path: "the.path")
  }

  private let arcface = Fixture.configuration("arcface")

  /// By hand: the mean of 99.10, 99.20 and 99.15 is 99.15, the deviation with n − 1 is 0.05.
  private var finished: [RunRecord] {
    zip(arcface.specs, [0.9910, 0.9920, 0.9915]).map { Fixture.record($0, accuracy: $1) }
  }

  @Test(arguments: [
    (ResultReference.Statistic.mean, "99.15"), (.standardDeviation, "0.05"), (.minimum, "99.10"), (.maximum, "99.20"),
    // t(0.975, 2) = 4.302653, times 0.05 / √3 = 0.0288675: 0.12421 to both sides.
    (.interval, "[99.03,\u{A0}99.27]"), (.seeds, "3"),
  ])
  func `a metric over the seeds`(statistic: ResultReference.Statistic, text: String) {
    let value = value(Fixture.mean("arcface", statistic), [arcface], finished)
    #expect(value.text == text)
    #expect(value.note == nil)
    #expect(value.provenance.runs == ["arcface/seed-1", "arcface/seed-2", "arcface/seed-3"])
    #expect(value.provenance.seeds == [1, 2, 3])
  }

  @Test func `a failed run is left out of the mean and named beside it`() {
    let records = [finished[0], Fixture.failure(arcface.specs[1]), finished[2]]
    let value = value(Fixture.mean("arcface"), [arcface], records)
    #expect(value.text == "99.12")
    #expect(value.note == "1 of 3 runs failed")
    #expect(value.provenance.seeds == [1, 3])
  }

  @Test func `where no run finished there is a dash and the reason, never a number`() {
    let failed = arcface.specs.map { Fixture.failure($0) }
    #expect(value(Fixture.mean("arcface"), [arcface], failed).text == "–")
    #expect(value(Fixture.mean("arcface"), [arcface], failed).note == "3 of 3 runs failed")
    #expect(value(Fixture.mean("arcface"), [arcface], []).text == "–")
    #expect(value(Fixture.mean("arcface"), [arcface], []).note == "3 of 3 runs are not stored yet")
    #expect(value(Fixture.mean("arcface"), [arcface], finished, data: nil).text == "–")
  }

  @Test func `runs on other data or of another engine are not taken for these`() {
    let other = DataIdentity(
      name: "other", digest: ContentHash(ofText: "other"), trainCount: 1, testCount: 1)
    #expect(value(Fixture.mean("arcface"), [arcface], finished, data: other).text == "–")
  }

  @Test func `one seed has no deviation, and says so`() {
    let single = Fixture.configuration("arcface", seeds: [7])
    let value = value(
      Fixture.mean("arcface", .standardDeviation), [single], [Fixture.record(single.specs[0], accuracy: 0.99)])
    #expect(value.text == "–")
    #expect(value.note == "one seed has no standard deviation")
    let interval = self.value(
      Fixture.mean("arcface", .interval), [single], [Fixture.record(single.specs[0], accuracy: 0.99)])
    #expect(interval.text == "–")
    #expect(interval.note == "one seed has no interval")
  }

  /// Three configurations of two seeds; the fourth run stands for one that fell over.
  private let sweep = [0.1, 0.3, 0.5].map {
    Fixture.configuration("margins", seeds: [1, 2], margin: $0, isSwept: true)
  }
  private let whole = ResultReference.RunSelection(cell: "margins", choice: .all)

  private func records(_ accuracies: [Double?]) -> [RunRecord] {
    zip(sweep.flatMap(\.specs), accuracies).map { spec, accuracy in
      accuracy.map { Fixture.record(spec, accuracy: $0) } ?? Fixture.failure(spec)
    }
  }

  @Test func `runs are counted, and those on one side of a bound, the bound itself left out`() {
    let records = records([0.98, 0.9915, 0.99, 0.1135, 0.29, 0.9999])
    func count(_ side: ResultReference.RunCondition.Side, _ bound: Double, cell: String = "margins") -> String {
      value(.runCount(whole, .init(metric: .accuracy, side: side, bound: bound)), sweep, records).text
    }
    #expect(value(.runCount(whole, nil), sweep, records).text == "6")
    #expect(count(.below, 98) == "2")
    #expect(count(.below, 98.01) == "3")
    #expect(count(.above, 98) == "3")
    #expect(count(.above, 99.15) == "1")
    // 0.29 × 100 is 28.999999999999996 in doubles.
    #expect(count(.below, 29) == "1")
    #expect(count(.above, 29) == "4")
    let one = ResultReference.RunSelection(cell: "margins", choice: .configuration("margins[loss.margin=0.3]"))
    let below = value(.runCount(one, .init(metric: .error, side: .above, bound: 50)), sweep, records)
    #expect(below.text == "1")
    #expect(below.provenance.runs == ["margins[loss.margin=0.3]/seed-1", "margins[loss.margin=0.3]/seed-2"])
  }

  @Test func `failed and missing runs are not counted, and told; nothing finished is no count of anything`() {
    let some = value(
      .runCount(whole, .init(metric: .accuracy, side: .below, bound: 98)), sweep, records([0.9, nil, 0.99]))
    #expect(some.text == "1")
    #expect(some.note == "1 of 6 runs failed, 3 of 6 runs are not stored yet")
    #expect(value(.runCount(whole, nil), sweep, records([0.9, nil, 0.99])).text == "2")
    #expect(value(.runCount(whole, nil), sweep, []).text == "0")
    #expect(value(.runCount(whole, .init(metric: .accuracy, side: .below, bound: 98)), sweep, []).text == "–")
  }

  @Test func `a whole sweep has the ends of its runs' range and its seeds, but no mean`() {
    let records = records([0.98, 0.9915, 0.99, 0.1135, 0.29])
    #expect(value(.metric(whole, .accuracy, .minimum), sweep, records).text == "11.35")
    #expect(value(.metric(whole, .accuracy, .maximum), sweep, records).text == "99.15")
    #expect(value(.metric(whole, .accuracy, .seeds), sweep, records).text == "1–2")
    #expect(value(.metric(whole, .accuracy, .seeds), sweep, self.records([0.9, 0.9, 0.9, 0.9, 0.9, 0.9])).text == "2")
    #expect(value(.metric(whole, .accuracy, .mean), sweep, records).text == "–")
    #expect(value(.metric(whole, .accuracy, .minimum), sweep, []).text == "–")
    let all = value(.metric(whole, .accuracy, .minimum), sweep, records)
    #expect(all.provenance.runs.count == 5)
    #expect(all.note == "1 of 6 runs are not stored yet")
  }

  @Test func `one configuration of a sweep is named by its values, and keeps them without runs`() {
    let one = ResultReference.RunSelection(cell: "margins", choice: .configuration("margins[loss.margin=0.3]"))
    let records = records([0.98, 0.98, 0.99, 0.992, 0.98, 0.98])
    #expect(value(.metric(one, .accuracy, .mean), sweep, records).text == "99.10")
    #expect(value(.setting(one, path: "loss.margin"), sweep, []).text == "0.3")
    #expect(value(.setting(one, path: "loss.margin"), sweep, []).note == nil)
  }

  @Test func `the best of a sweep has the highest mean, and its setting is read from its spec`() {
    let margins = [0.1, 0.3, 0.5].map { Fixture.configuration("margins", seeds: [1, 2], margin: $0, isSwept: true) }
    let accuracies = [[0.98, 0.99], [0.990, 0.992], [0.999, 0.95]]
    let records = zip(margins, accuracies).flatMap { configuration, values in
      zip(configuration.specs, values).map { Fixture.record($0, accuracy: $1) }
    }
    let best = ResultReference.RunSelection(cell: "margins", choice: .best)
    let worst = ResultReference.RunSelection(cell: "margins", choice: .worst)
    #expect(value(.setting(best, path: "loss.margin"), margins, records).text == "0.3")
    #expect(value(.metric(best, .accuracy, .mean), margins, records).text == "99.10")
    #expect(value(.setting(worst, path: "loss.margin"), margins, records).text == "0.5")
    #expect(value(.configurationCount(cell: "margins"), margins, records).text == "3")
    #expect(
      value(.setting(best, path: "loss.margin"), margins, Array(records.dropLast())).note
        == "chosen while 1 of the sweep’s 6 runs failed or are not stored yet")
    #expect(value(.setting(best, path: "loss.margin"), margins, []).text == "–")
  }

  @Test func `facts of the data and settings need no finished run`() {
    let selection = ResultReference.RunSelection(cell: "arcface", choice: .only)
    #expect(value(.data(.name), [], []).text == "digits")
    #expect(value(.data(.trainCount), [], []).text == "60,000")
    #expect(value(.data(.name), [], [], data: nil).text == "–")
    #expect(value(.setting(selection, path: "epochs"), [arcface], []).text == "2")
    #expect(value(.setting(selection, path: "loss.margin"), [arcface], []).note == nil)
    #expect(value(.setting(selection, path: "loss.nothing"), [arcface], []).text == "–")
  }

  @Test func `running text calls a data set by its title, where it has one`() {
    var context = Fixture.context()
    func title() -> String {
      let results = ResultSet(plan: Plan(configurations: [arcface]), context: context)
      return ResultEvaluator(results: results).value(of: .data(.title), path: "data.title").text
    }
    #expect(title() == Fixture.data.name)
    context.dataTitles = [Fixture.data.name: "The Digits"]
    #expect(title() == "The Digits")
    let statement = DataStatement(used: Fixture.data, skipped: [], titles: context.dataTitles)
    #expect(statement.headline.hasPrefix("Data: The Digits, "))
  }

  @Test func `a configuration of a sweep names its assignments once`() {
    let swept = Fixture.configuration("arcface", label: "ArcFace", margin: 0.4, isSwept: true)
    let results = ResultSet(plan: Plan(configurations: [swept]), context: Fixture.context())
    #expect(results.runs.first?.label == "ArcFace, margin = 0.4")
  }
}
