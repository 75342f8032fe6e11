import Foundation
import TestSupport
import Testing

@Suite("In a CI job", .serialized)
struct JobTests {
  private static let gitHub = [
    "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "page.md", "TERM": "xterm", "CI": "true",
  ]

  @Test(
    "a run that failed is a test that failed, an annotation at its cell and a status; the summary is on the job's page")
  func failures() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.diverging, to: "wild.md")
    try sandbox.write("Before.\n", to: "page.md")
    let outcome = try sandbox.run(["run", "--ci", "wild.md"], environment: Self.gitHub)
    #expect(outcome.status == 1)
    #expect(!outcome.error.contains("\u{1B}") && !outcome.output.contains("\u{1B}"), "plain lines")
    let lines = Notebooks.diverging.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex(of: "```{train} wild")) + 1
    #expect(
      outcome.output.contains(
        "::error file=wild.md,line=\(line),col=12,endColumn=16,title=Failed run::wild, seed 1, failed"),
      "\(outcome.output)")
    let page = try sandbox.text("page.md")
    #expect(page == "Before.\n" + (try sandbox.text("reports/wild/summary.md")) + "\n")
    let tests = try sandbox.text("reports/wild/junit.xml")
    #expect(
      tests.contains(#"<testsuite name="offprint.runs" tests="2" failures="1" errors="0" skipped="0""#), "\(tests)")

    // The same without --ci has no such file, and none is left from before.
    let plain = try sandbox.run(["render", "wild.md"], environment: Self.gitHub)
    #expect(!plain.output.contains("::"))
    #expect(!sandbox.exists("reports/wild/junit.xml"))
    #expect(try sandbox.text("page.md") == page)
  }

  @Test(
    "mistakes are annotations on their lines, with what would break a line of GitHub's escaped; elsewhere there are none"
  )
  func mistakes() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.wrong, to: "a,b.md")
    let outcome = try sandbox.run(["check", "--ci", "a,b.md"], environment: Self.gitHub)
    #expect(outcome.status == 2)
    let annotations = outcome.output.split(separator: "\n")
    #expect(
      annotations.count == 2 && annotations.allSatisfy { $0.hasPrefix("::error file=a%2Cb.md,line=") }, "\(outcome)")
    #expect(annotations.contains { $0.contains("line=8,col=1,") && $0.contains("%0A") && $0.contains("`los`") })
    let elsewhere = try sandbox.run(["check", "--ci", "a,b.md"])
    #expect(elsewhere.status == 2 && elsewhere.output.isEmpty, "\(elsewhere)")
  }

  @Test(
    "a strict parser reads the tests; claims that are not reproduced are skipped, and fail where they are required",
    .enabled(if: Python.with("json") != nil, Python.lack(of: "json")))
  func claims() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let claims = """

      ```{claim} near-nothing
      quote: Softmax <hardly> learns & "fails".
      run: softmax
      equals: "1.00"
      margin: 0.1
      data: strokes
      ```

      """
    try sandbox.write(Notebooks.small + claims, to: "a.md")
    let check = try sandbox.run(["check", "a.md"])
    try #require(check.status == 0, "\(check.error)")
    for (arguments, status, failures) in [([], 0, 0), (["--require-claims"], 1, 1)] as [([String], Int32, Int)] {
      let outcome = try sandbox.run(
        ["run", "--ci", "--format", "html"] + arguments + ["a.md"], environment: Self.gitHub)
      #expect(outcome.status == status, "\(outcome.error)")
      #expect(outcome.output.contains(failures == 1 ? "::error file=a.md" : "::warning file=a.md"), "\(outcome.output)")
      let script = """
        import sys, xml.etree.ElementTree as xml
        root = xml.parse("reports/a/junit.xml").getroot()
        assert root.tag == "testsuites"
        allowed = {"testsuite": {"testcase"}, "testcase": {"failure", "skipped"}, "failure": set(), "skipped": set()}
        total = failed = skipped = 0
        for suite in root:
            cases = list(suite)
            assert suite.tag == "testsuite" and {c.tag for c in cases} == {"testcase"}
            assert len({c.get("name") for c in cases}) == len(cases), "names are unique"
            for case in cases:
                assert case.get("classname") == suite.get("name") and float(case.get("time")) == 0
                assert len(case) <= 1 and {c.tag for c in case} <= allowed["testcase"]
                assert all(c.get("message") for c in case)
            f, s = len(suite.findall("*/failure")), len(suite.findall("*/skipped"))
            counts = [int(suite.get(k)) for k in ("tests", "failures", "errors", "skipped")]
            assert counts == [len(cases), f, 0, s], counts
            total, failed, skipped = total + len(cases), failed + f, skipped + s
        assert [int(root.get(k)) for k in ("tests", "failures", "skipped")] == [total, failed, skipped]
        claim = root.find("testsuite[@name='offprint.claims']/testcase")
        assert claim.get("name") == "near-nothing: NOT REPRODUCED", claim.get("name")
        assert '“Softmax <hardly> learns & "fails".”' in claim[0].get("message"), claim[0].get("message")
        assert failed == int(sys.argv[1]) and skipped == 1 - failed and total == 11, (total, failed, skipped)
        """
      let python = try #require(Python.with("json"))
      let read = try python.run(["-c", script, String(failures)], in: sandbox.directory)
      #expect(read.status == 0, "\(read.output)")
    }
  }

  @Test(
    "the steps of the action run in a clean folder, report and comparison included",
    .enabled(if: Python.with("yaml") != nil && Program.tool("git") != nil, Python.lack(of: "yaml")))
  func action() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let python = try #require(Python.with("yaml"))
    let outcome = try python.run(
      [root.path + "/ci/check", Program.url.path, sandbox.directory.path + "/work"], in: sandbox.directory)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("the steps of action.yml run, and end as they should"))
  }
}
