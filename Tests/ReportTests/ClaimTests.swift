import Experiment
import Notebook
import OffprintCore
import Report
import Testing

@Suite struct ClaimTests {
  /// A sweep of three margins over the seeds; accuracies in ten-thousandths, `nil` for a run that failed.
  private func results(
    _ accuracies: [Double: [Int?]], train: [Int] = [], data: DataIdentity? = Fixture.data
  ) -> ResultSet {
    var configurations: [Configuration] = []
    var records: [RunID: RunRecord] = [:]
    func add(_ configuration: Configuration, _ values: [Int?]) {
      configurations.append(configuration)
      for (spec, value) in zip(configuration.specs, values) {
        records[Fixture.id(spec)] =
          value.map { Fixture.record(spec, accuracy: Double($0) / 10_000) } ?? Fixture.failure(spec)
      }
    }
    for margin in accuracies.keys.sorted() {
      let values = accuracies[margin] ?? []
      add(Fixture.configuration("margins", seeds: Array(1...values.count), margin: margin, isSwept: true), values)
    }
    if !train.isEmpty { add(Fixture.configuration("plain", seeds: Array(1...train.count), margin: 0), train) }
    let context = Fixture.context(Array(records.values), data: data)
    return ResultSet(plan: Plan(configurations: configurations), context: context)
  }

  private func claim(
    _ assertion: ClaimAssertion, name: String = "c", data: String = "digits", metric: ResultReference.Metric = .accuracy
  ) -> NotebookClaim {
    NotebookClaim(
      name: name, family: "claims", quote: "it holds", source: "Table 1", metric: metric, data: data,
      assertion: assertion)
  }

  private func only(_ claim: NotebookClaim, _ results: ResultSet) throws -> ClaimResult {
    try #require(ClaimResults([claim], results: results).all.first)
  }

  private let sweep: [Double: [Int?]] = [
    0.4: [9900, 9910, 9890], 0.5: [9920, 9900, 9930], 0.6: [9890, 9940, 9880],
  ]

  @Test("A sweep's mean, its largest value and its best elsewhere, seed by seed, worked out by hand")
  func arms() throws {
    let results = results(sweep)
    func values(_ reference: ArmReference) throws -> [Double] {
      let result = try only(claim(.above(reference, .configuration("margins[loss.margin=0.4]"), margin: 0)), results)
      return result.arms[0].sorted
    }
    let mean = try values(.mean(sweep: "margins"))
    for (value, expected) in zip(mean, [99.0333333, 99.1666667, 99.0]) { #expect((value - expected).magnitude < 1e-6) }
    #expect(try values(.maximum(sweep: "margins")) == [99.2, 99.4, 99.3])
    // Without seed 1, 0.5 has 99.00 + 99.30 and 0.6 has 99.40 + 98.80; without seed 2, 0.5 leads; without 3, 0.6 has 98.90 +
    // 99.40 and 0.5 has 99.20 + 99.00.
    #expect(try values(.best(sweep: "margins")) == [99.2, 99.0, 98.8])
  }

  @Test("A seed that one configuration lacks is left out of the sweep's mean, and the lack is told")
  func lackingSeed() throws {
    let results = results([0.4: [9900, nil, 9890], 0.5: [9920, 9900, 9930]], train: [9800, 9800, 9800])
    let result = try only(claim(.above(.mean(sweep: "margins"), .configuration("plain"), margin: 0)), results)
    #expect(result.arms[0].values.keys.sorted() == [1, 3])
    #expect(result.finding.evidence.seeds == 2)
    #expect(result.shortfall == "1 of 9 runs failed")
  }

  @Test("One seed, or none, is UNDERPOWERED and never a pass")
  func oneSeed() throws {
    let number = try #require(ClaimedNumber("99.00"))
    for values: [Int?] in [[9900], [nil]] {
      let result = try only(
        claim(.equals(.configuration("margins[loss.margin=0.4]"), number, margin: 0.5)), results([0.4: values]))
      #expect(result.finding.verdict == .underpowered)
    }
    let best = try only(
      claim(.above(.best(sweep: "margins"), .mean(sweep: "margins"), margin: 0)), results([0.4: [9900]]))
    #expect(best.finding.verdict == .underpowered && best.finding.evidence.effect == nil)
  }

  @Test("On other data than the claim's every verdict is NOT COMPARABLE")
  func otherData() throws {
    let number = try #require(ClaimedNumber("99.00"))
    let assertion = ClaimAssertion.equals(.configuration("margins[loss.margin=0.4]"), number, margin: 0.5)
    let same = results([0.4: [9900, 9901, 9899, 9900]])
    #expect(try only(claim(assertion), same).finding.verdict == .reproduced)
    #expect(try only(claim(assertion, data: "mnist"), same).finding.verdict == .notComparable)
    let claims = ClaimResults([claim(assertion), claim(assertion, name: "d", data: "mnist")], results: same)
    #expect(claims.count(.reproduced) == 1 && claims.count(.notComparable) == 1 && claims.count(nil) == 2)
  }

  @Test("The best of a sweep is weighed against each of its others")
  func bestOf() throws {
    let wide = results([
      0.4: [9900, 9902, 9901, 9903, 9900, 9901], 0.5: [9930, 9932, 9931, 9932, 9931, 9931],
      0.6: [9910, 9911, 9909, 9910, 9912, 9910],
    ])
    let best = try only(claim(.bestOf(.configuration("margins[loss.margin=0.5]"), sweep: "margins", margin: 0)), wide)
    #expect(best.finding.verdict == .reproduced)
    #expect(best.arms.map(\.name).count == 3)
    #expect((best.finding.evidence.effect ?? 0) > 0.19 && (best.finding.evidence.effect ?? 1) < 0.23)
    let wrong = try only(claim(.bestOf(.configuration("margins[loss.margin=0.6]"), sweep: "margins", margin: 0)), wide)
    #expect(wrong.finding.verdict == .notReproduced)
  }

  @Test("Claims stand at the top of the report, in results.json and in the summary; prose can quote them")
  func report() throws {
    let number = try #require(ClaimedNumber("99.00"))
    let specs = Fixture.configuration("plain", seeds: [1, 2, 3, 4])
    let records = Dictionary(
      uniqueKeysWithValues: specs.specs.map {
        (Fixture.id($0), Fixture.record($0, accuracy: 0.99 + Double($0.seed) * 1e-4))
      })
    var notebook = Fixture.notebook(
      [Fixture.paragraph(.result("c.verdict"), .result("claims.reproduced"), .result("c.margin"))],
      configurations: [specs])
    notebook.claims = [claim(.equals(.configuration("plain"), number, margin: 0.2))]
    notebook.results = ["c.verdict": .claim("c", .verdict), "claims.reproduced": .claimCount(.reproduced)]
    notebook.results["c.margin"] = .claim("c", .margin)
    let document = ReportBuilder.build(notebook, context: Fixture.context(Array(records.values))).document
    guard case .heading(let heading) = document.body[0], case .paragraph(let prose) = document.body[3] else {
      Issue.record("the ledger is not at the top")
      return
    }
    #expect(heading.anchor == "claims" && heading.number == nil)
    #expect(prose.plainText == "REPRODUCED10.2")
    let summary = SummaryFile.markdown(document)
    #expect(
      summary.contains("| “it holds” | +0.025 | \\[+0.010,\u{A0}+0.040\\] | \\<\u{A0}0.001 | 4 | **REPRODUCED** |"))
  }
}
