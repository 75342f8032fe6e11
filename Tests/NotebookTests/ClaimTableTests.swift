import Experiment
import Notebook
import OffprintCore
import Testing

/// Tables of claimed numbers, from a CSV file to claims.
@Suite("Claims from tables") struct ClaimTableTests {
  /// Reads a notebook with the cells `a` and `b` and these after them; `files` are its tables.
  private func read(_ cells: String, files tables: [String: String], profiles: String = "") -> NotebookReading {
    let text = """
      ---
      title: x
      data: [mnist]
      seeds: 4
      \(profiles)
      ---

      ```{model} m
      layers: [{embedding: 3}]
      ```

      ```{train} a
      label: Plain
      model: m
      loss: arcface
      epochs: 1
      ```

      ```{train} b
      base: a
      seeds: [7, 5, 9]
      ```

      \(cells)
      """
    let files = NotebookFiles { path, _ in
      tables[path].map { .success(Array($0.utf8)) } ?? .failure(NotebookFileError("no such file or directory"))
    }
    return Reading.reader.read(Array(text.utf8), name: "notebook.md", files: files)
  }

  private func claims(_ cells: String, _ table: String) throws -> [NotebookClaim] {
    let reading = read(cells, files: ["t.csv": table])
    #expect(reading.diagnostics.filter { $0.severity == .error } == [])
    return try #require(reading.notebook).claims
  }

  private func number(_ claim: NotebookClaim) -> (text: String, halfUnit: Double, margin: Double)? {
    guard case .equals(_, let number, let margin) = claim.assertion else { return nil }
    return (number.text, number.halfUnit, margin)
  }

  @Test("Numbers are found by their values and keep the precision they are printed with")
  func values() throws {
    // 0.40 is 0.4, 98.70 is not 98.7; quoted fields, spaces, an empty line and Windows line ends are CSV as it comes.
    let table = "margin, accuracy,note\r\n0.40,98.70,\"a, \"\"b\"\"\r\nc\"\r\n\r\n \"5e-1\" , 98.8 ,\r\n"
    let found = try claims(
      """
      ```{sweep} s
      base: a
      over: {loss.margin: [0.4, 0.5]}
      claims: {table: t.csv, margin: 0.1, source: Table 1}
      ```
      """, table)
    #expect(found.map(\.name) == ["s[loss.margin=0.4]", "s[loss.margin=0.5]"])
    #expect(found.map(\.group) == ["s", "s"] && found.map(\.family) == ["s", "s"])
    #expect(found.map(\.source) == ["Table 1", "Table 1"] && found.map(\.data) == ["mnist", "mnist"])
    let numbers = found.compactMap(number)
    #expect(numbers.map(\.text) == ["98.70", "98.8"] && numbers.map(\.margin) == [0.1, 0.1])
    #expect((numbers[0].halfUnit - 0.005).magnitude < 1e-12 && (numbers[1].halfUnit - 0.05).magnitude < 1e-12)
  }

  @Test("Rows are picked by `where` and columns named by `columns`, of a grid and of settings that are not swept")
  func columns() throws {
    let found = try claims(
      """
      ```{sweep} grid
      base: a
      over: {loss.margin: [0.1, 0.2], epochs: [1, 2]}
      claims:
        table: t.csv
        where: {method: arcface, m1: 1}
        columns: {loss.margin: m2, loss.scale: s}
        value: acc
        metric: error
        margin: 0.5
        family: table-1
        data: mnist
      ```
      """,
      """
      method,m1,m2,s,epochs,acc
      arcface,1.0,0.10,30,2,1.12
      arcface,1,0.2,30,1,1.21
      arcface,1,0.1,30,1,1.11
      arcface,1,0.20,30,2,1.22
      arcface,2,0.1,30,1,9.99
      cosface,1,0.1,30,1,8.88
      """)
    #expect(found.compactMap { number($0)?.text } == ["1.11", "1.12", "1.21", "1.22"])
    #expect(found.allSatisfy { $0.metric == .error && $0.family == "table-1" })
  }

  @Test("A table's claims find cells by name or label, and sweeps by name and value")
  func ofTable() throws {
    let found = try claims(
      """
      ```{sweep} s
      base: a
      over: {loss.margin: [0.4, 0.5]}
      ```

      ```{table} tbl-all
      runs: [a, b, s]
      columns: [accuracy, claimed, difference, verdict]
      claims: {table: t.csv, margin: 0.1}
      caption: All.
      ```
      """, "run,margin,accuracy\nPlain,,99.0\nb,,99.1\ns,0.5,99.2\ns,0.4,99.3\n")
    #expect(
      found.map(\.name) == ["tbl-all[a]", "tbl-all[b]", "tbl-all[s[loss.margin=0.4]]", "tbl-all[s[loss.margin=0.5]]"])
    #expect(found.compactMap { number($0)?.text } == ["99.0", "99.1", "99.3", "99.2"])
    #expect(found[2].assertion.arms == [.configuration("s[loss.margin=0.4]")])
  }

  @Test("What has no counterpart is a warning: a configuration without a row, a row without a configuration")
  func warnings() throws {
    let reading = read(
      """
      ```{sweep} s
      base: a
      over: {loss.margin: [0.4, 0.5, 0.6]}
      claims: {table: t.csv, margin: 0.1}
      ```
      """, files: ["t.csv": "margin,accuracy\n0.4,99\n0.7,98\n0.8,97\n"])
    #expect(try #require(reading.notebook).claims.count == 1)
    #expect(reading.diagnostics.map(\.identifier) == ["claims-rows", "claims-rows"])
    #expect(reading.diagnostics[0].source == nil && reading.diagnostics[1].source == "t.csv")
    #expect(reading.diagnostics[0].explanation?.contains("s[loss.margin=0.6]") ?? false)
    #expect(reading.diagnostics[1].range?.start == SourcePosition(line: 3, column: 1))
    #expect(reading.filesAsked == ["t.csv"] && reading.notebook?.files.map(\.path) == ["t.csv"])
  }

  @Test("Claims are counted in prose by verdict, family and cell")
  func counts() throws {
    let reading = read(
      """
      ```{sweep} s
      base: a
      over: {loss.margin: [0.4, 0.5]}
      claims: {table: t.csv, margin: 0.1, family: table-1}
      ```

      `{s.claims.count}` `{claims.table-1.not-reproduced}` `{claims.reproduced}`
      """, files: ["t.csv": "margin,accuracy\n0.4,99\n0.5,98\n"])
    let results = try #require(reading.notebook).results
    #expect(results["s.claims.count"] == .claimCount(nil, of: .group("s")))
    #expect(results["claims.table-1.not-reproduced"] == .claimCount(.notReproduced, of: .family("table-1")))
    #expect(results["claims.reproduced"] == .claimCount(.reproduced))
  }

  @Test("Any bytes whatever, as a table, give diagnostics and never a trap")
  func hostile() {
    let tables = [
      "", ",", "\n\n\n", "\"", "\"\"", "\"\"\"", "margin\n\"",
      "margin,accuracy\n" + String(repeating: ",", count: 5000),
      "margin,accuracy\n1e999,nan\n-0,0x1p3\n", "\u{FEFF}margin,accuracy\n0.4,99\n0.5,1\n",
      "\u{2028},\u{301}\n\r\r\n\r",
      "margin,accuracy\n0.4,99999999999999999999999999\n", String(repeating: "\"a\"\"\n", count: 2000),
    ]
    for table in tables {
      let reading = read(
        """
        ```{sweep} s
        base: a
        over: {loss.margin: [0.4, 0.5]}
        claims: {table: t.csv, margin: 0.1}
        ```
        """, files: ["t.csv": table])
      #expect(reading.notebook != nil || !reading.diagnostics.isEmpty)
    }
  }
}

@Suite("Profiles") struct ProfileTests {
  private let text = """
    ---
    title: x
    seeds: 4
    profiles: {quick: {seeds: 2, note: Few seeds.}, one: {seeds: 1}}
    ---

    ```{model} m
    layers: [{embedding: 3}]
    ```

    ```{train} a
    model: m
    loss: arcface
    epochs: 1
    ```

    ```{train} b
    base: a
    seeds: [7, 5, 9]
    ```

    ```{sweep} s
    base: a
    over: {loss.margin: [0.4, 0.5]}
    seeds: 1
    ```
    """

  private func notebook(_ profile: String?, seeds: Int? = nil) throws -> CheckedNotebook {
    try #require(
      Reading.reader.read(Array(text.utf8), name: "n.md", seeds: seeds, profile: profile).notebook)
  }

  private func seeds(_ notebook: CheckedNotebook) -> [[Int]] {
    notebook.plan.configurations.map { $0.specs.map(\.seed) }
  }

  @Test("A profile takes the first of each cell's own seeds, and never more than there are")
  func firstSeeds() throws {
    let quick = try notebook("quick")
    #expect(seeds(quick) == [[1, 2], [7, 5], [1], [1]])
    // 4 + 3 + 2 × 1 runs in the whole notebook.
    let use = try #require(quick.profile)
    #expect(use.profile.seeds == 2 && use.profile.note == "Few seeds." && use.fullSeeds == 4 && use.fullRuns == 9)
    #expect(try seeds(notebook("one")) == [[1], [7], [1], [1]])
  }

  @Test("Without a profile all seeds are used, and `--seeds` goes before a profile")
  func others() throws {
    #expect(try seeds(notebook(nil)) == [[1, 2, 3, 4], [7, 5, 9], [1], [1]])
    #expect(try notebook(nil).profile == nil)
    let three = try notebook("one", seeds: 3)
    #expect(seeds(three) == [[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3]] && three.profile == nil)
    #expect(try notebook(nil).frontMatter.profiles.map(\.name) == ["one", "quick"])
  }
}
