import Experiment
import Interop
import Notebook
import OffprintCore
import Plotting
import Report
import Testing

/// Claimed numbers beside measured ones: tables, the ledger, figures. Expected values are scipy's: `stats.t.ppf` for intervals,
/// `stats.t.sf` for the two one-sided tests.
@Suite("Claimed numbers in reports") struct ClaimTableTests {
  /// Two configurations of a sweep with five seeds each: one is what is claimed, one a quarter of a point below.
  private static let configurations = [0.4, 0.5].map {
    Fixture.configuration("margins", label: "ArcFace", seeds: [1, 2, 3, 4, 5], margin: $0, isSwept: true)
  }
  private static let accuracies = [[9880, 9886, 9882, 9888, 9884], [9870, 9874, 9866, 9872, 9868]]

  private static var records: [RunRecord] {
    zip(configurations, accuracies).flatMap { configuration, values in
      zip(configuration.specs, values).map { Fixture.record($0, accuracy: Double($1) / 10_000) }
    }
  }

  private static func claims(data: String = "digits") throws -> [NotebookClaim] {
    try zip(configurations, ["98.84", "98.95"]).map { configuration, text in
      NotebookClaim(
        name: configuration.name, family: "margins", quote: nil, source: "Table 1", metric: .accuracy, data: data,
        assertion: .equals(.configuration(configuration.name), try #require(ClaimedNumber(text)), margin: 0.1),
        group: "margins")
    }
  }

  private func content(_ columns: [String], isGrouped: Bool = false) throws -> ResultTable.Content {
    let results = ResultSet(plan: Plan(configurations: Self.configurations), context: Fixture.context(Self.records))
    return ResultTable.build(
      configurations: results.configurations, columns: columns, data: DataStatement(used: Fixture.data, skipped: []),
      claims: TableClaims(ClaimResults(try Self.claims(), results: results), of: "tbl-x"), isGrouped: isGrouped)
  }

  private func rows(_ content: ResultTable.Content) -> [[String]] {
    content.rows.map { row in row.map { $0.content.plainText.replacing("\u{A0}", with: " ") } }
  }

  @Test("Claimed number, mean, interval, difference and verdict stand in a row")
  func columns() throws {
    let content = try content(["claimed", "accuracy", "sd", "interval", "difference", "verdict"])
    #expect(
      content.columns.map(\.title.plainText) == [
        "Margin", "Claimed", "Accuracy, %", "sd", "95\u{202F}% interval", "Difference", "its 90\u{202F}% interval",
        "Verdict",
      ])
    #expect(
      rows(content) == [
        [
          "0.4", "98.84", "98.84", "0.03", "[98.801, 98.879]", "0.000", "[−0.030, +0.030]", "REPRODUCED",
        ],
        [
          "0.5", "98.95", "98.70", "0.03", "[98.661, 98.739]", "−0.250", "[−0.280, −0.220]", "NOT REPRODUCED",
        ],
      ])
    let note = content.notes.map(\.text.plainText).joined()
    #expect(note.contains("Claimed: Table 1.") && note.contains("within ±\u{202F}0.1"))
  }

  @Test("The two one-sided tests have scipy's probabilities")
  func probabilities() throws {
    let results = ResultSet(plan: Plan(configurations: Self.configurations), context: Fixture.context(Self.records))
    let all = ClaimResults(try Self.claims(), results: results).all
    #expect((all[0].finding.evidence.probabilityFalse - 0.000878305444766).magnitude < 1e-12)
    #expect((all[1].finding.evidence.probabilityTrue - 0.000510138094317).magnitude < 1e-12)
    #expect((all[0].finding.adjustedFalse - 2 * 0.000878305444766).magnitude < 1e-12)
  }

  @Test("Without `sd` accuracy brings its own, and `interval` is of the metric before it")
  func metrics() throws {
    #expect(
      try content(["accuracy", "interval", "error", "interval"]).columns.map(\.title.plainText) == [
        "Margin", "Accuracy, %", "±\u{A0}sd", "95\u{202F}% interval", "Error, %", "±\u{A0}sd", "95\u{202F}% interval",
      ])
    // 100 − 98.84: nothing is claimed of the error.
    #expect(try rows(content(["error", "interval", "claimed"]))[0] == ["0.4", "1.16", "0.03", "[1.121, 1.199]", "–"])
  }

  @Test("A table's own claims go before a sweep's, and those before claim cells")
  func precedence() throws {
    var claims = try Self.claims()
    for (group, text) in [(String?.none, "1.0"), ("tbl-y", "2.0"), ("margins", "3.0"), ("tbl-x", "4.0")] {
      var claim = claims[0]
      claim.group = group
      claim.name = "c\(text)"
      claim.assertion = .equals(
        .configuration(Self.configurations[0].name), try #require(ClaimedNumber(text)), margin: 0.1)
      claims.append(claim)
    }
    let results = ResultSet(plan: Plan(configurations: Self.configurations), context: Fixture.context(Self.records))
    func value(_ claims: [NotebookClaim]) -> Double? {
      TableClaims(ClaimResults(claims, results: results), of: "tbl-x").value(of: results.configurations[0], .accuracy)
    }
    claims.removeFirst(2)
    #expect(value(claims) == 4)
    claims.removeLast()
    #expect(value(claims) == 3)
    claims.removeLast()
    #expect(value(claims) == 1)
  }

  // MARK: - The report

  private func report(
    data: String = "digits", profile: ProfileInUse? = nil
  ) throws -> (document: ReportDocument, claims: [NotebookClaim]) {
    var notebook = Fixture.notebook(
      [
        Fixture.cell(.table, "tbl-margins"),
        Fixture.paragraph(.result("margins.claims.reproduced"), .result("claims.other.count")),
      ], configurations: Self.configurations,
      cells: [
        Fixture.table("tbl-margins", runs: ["margins"], columns: ["accuracy", "claimed", "difference", "verdict"])
      ],
      results: [
        "margins.claims.reproduced": .claimCount(.reproduced, of: .group("margins")),
        "claims.other.count": .claimCount(nil, of: .family("other")),
      ])
    notebook.claims = try Self.claims(data: data)
    var single = notebook.claims[0]
    (single.name, single.group, single.family, single.quote) = ("single", nil, "other", "it is so")
    notebook.claims.append(single)
    notebook.profile = profile
    return (ReportBuilder.build(notebook, context: Fixture.context(Self.records)).document, notebook.claims)
  }

  private func ledger(_ document: ReportDocument) throws -> ReportTable {
    try #require(document.body.compactMap { if case .table(let table) = $0 { table } else { nil } }.first)
  }

  @Test("The numbers of one table are one row of the ledger, with its counts and a link to the table that lists them")
  func groups() throws {
    let document = try report().document
    let table = try ledger(document)
    #expect(table.rows.count == 2)
    let row = table.rows[0].map { $0.content.plainText.replacing("\u{A0}", with: " ") }
    #expect(row[0] == "Table 1, ArcFace: 2 values (Table 1)")
    #expect(row[2] == "each = its value\u{202F}±\u{202F}0.1")
    #expect(row[6] == "5" && row[1] == "1 REPRODUCED, 1 NOT REPRODUCED")
    guard case .reference(let place) = table.rows[0][0].content[1] else {
      Issue.record("no link")
      return
    }
    #expect(place.anchor == "tbl-margins")
    #expect(table.rows[1][0].content.plainText.contains("it is so"))
    guard case .paragraph(let lead) = document.body[1] else { return }
    #expect(lead.plainText.hasPrefix("Of 3 claims, 2 REPRODUCED and 1 NOT REPRODUCED."))
    guard case .paragraph(let prose)? = document.body.last else { return }
    #expect(prose.plainText == "11")
    #expect(SummaryFile.markdown(document).contains("| **1\u{A0}REPRODUCED, 1\u{A0}NOT\u{A0}REPRODUCED** |"))
  }

  @Test("On other data than the paper's every number of a table is NOT COMPARABLE, in the table and in the ledger")
  func otherData() throws {
    let document = try report(data: "mnist").document
    #expect(document.claims.allSatisfy { $0.finding.verdict == .notComparable })
    let last = try ledger(document).rows[0][1].content.plainText
    #expect(last == "2\u{A0}NOT\u{A0}COMPARABLE")
    let verdicts = try #require(document.tables.first).rows.map { $0.last?.content.plainText }
    #expect(verdicts == ["NOT\u{A0}COMPARABLE", "NOT\u{A0}COMPARABLE"])
  }

  @Test("A report made by a profile says so at its top, in the summary and in its results")
  func profile() throws {
    let use = ProfileInUse(
      profile: FrontMatter.Profile(name: "quick", seeds: 5, note: "it decides nothing"), fullSeeds: 80, fullRuns: 1234)
    let document = try report(profile: use).document
    let notice = try #require(document.notices.first)
    #expect(notice.title == "Made with the profile “quick”")
    #expect(
      notice.text.plainText
        == "Each configuration has at most 5 seeds here; the whole notebook has up to 80, and 1,234 runs where this report has 10. It decides nothing."
    )
    #expect(SummaryFile.markdown(document).contains("profile “quick”"))
    #expect(try report().document.notices.isEmpty)
  }

  @Test("Headings within a table are in HTML, in the summary and in the notebook's order")
  func sections() throws {
    let content = try content(["accuracy"], isGrouped: true)
    #expect(content.sections == [ReportTable.Section(row: 0, title: [.text("ArcFace")])])
    let table = ReportTable(
      number: 1, anchor: "t", caption: [], columns: content.columns, rows: content.rows,
      sections: content.sections + [ReportTable.Section(row: 1, title: [.text("Second")])])
    let summary = SummaryFile.markdown(try document(with: table))
    #expect(summary.contains("| **ArcFace** |  |  |\n| 0.4 | 98.84 | 0.03 |\n| **Second** |  |  |\n| 0.5 |"))
  }

  private func document(with table: ReportTable) throws -> ReportDocument {
    var document = try report().document
    document.body = [.table(table)]
    return document
  }

  @Test("An interval plot takes its diamonds from the claims, and says so where there are none")
  func references() throws {
    let results = ResultSet(plan: Plan(configurations: Self.configurations), context: Fixture.context(Self.records))
    let plot: Setting = [
      "name": "intervals", "metric": "accuracy", "interval": "t", "order": "given", "seeds": true,
      "reference-label": "The paper", "reference": "claims",
    ]
    func content(_ claims: [NotebookClaim]) throws -> FigureContent {
      try FigureRegistry.content(
        for: FigureInput(
          plot: plot, configurations: results.configurations, features: MeasuredFeatures(embeddings: { _ in nil }),
          claims: TableClaims(ClaimResults(claims, results: results), of: nil), typesetter: Typesetter()))
    }
    let figure = try content(try Self.claims())
    let text = "\(figure.data)"
    #expect(text.contains("98.84") && text.contains("98.95"))
    #expect(throws: FigureUnavailable.self) { try content([]) }
  }
}
