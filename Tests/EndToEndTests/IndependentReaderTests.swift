import Foundation
import TestSupport
import Testing

@Suite("Reports read by other programs", .serialized)
struct IndependentReaderTests {
  @Test(
    "results.json by Python: every run, accuracy in percent, digests",
    .enabled(if: Program.tool("python3") != nil, "python3 is not installed"))
  func results() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    #expect(try sandbox.run(["run", "--quiet", "small.md"]).status == 0)
    try sandbox.write(
      """
      import hashlib, json, pathlib
      results = json.load(open("reports/small/results.json"))
      runs = results["runs"]
      settings = {c["name"]: c["settings"] for c in results["configurations"]}
      assert len({(r["name"], r["seed"]) for r in runs}) == len(runs) == 10, len(runs)
      for run in runs:
          assert run["status"] == "finished"
          assert 0 <= run["accuracy"] <= 100
          assert len(run["epochs"]["testAccuracy"]) == 2 and settings[run["configuration"]]["epochs"] == 2
      weights = {hashlib.sha256(p.read_bytes()).hexdigest() for p in pathlib.Path(".offprint").rglob("weights.safetensors")}
      assert weights == {r["weightsDigest"] for r in runs}, "the digests are those of the files"
      print("fine")
      """, to: "read.py")
    let outcome = try sandbox.tool(try #require(Program.tool("python3")), ["read.py"])
    #expect(outcome.output == "fine\n", "\(outcome.error)")
  }

  @Test(
    "report.pdf by poppler and qpdf: sound, A4, with its title and embedded fonts",
    .enabled(
      if: Program.tool("pdfinfo") != nil && Program.tool("qpdf") != nil, "poppler-utils or qpdf is not installed"))
  func pdf() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    #expect(try sandbox.run(["run", "--quiet", "small.md"]).status == 0)
    let info = try sandbox.tool(try #require(Program.tool("pdfinfo")), ["reports/small/report.pdf"])
    #expect(info.status == 0)
    #expect(info.output.contains("A small notebook"))
    #expect(info.output.contains("(A4)"), "\(info.output)")
    #expect(info.output.contains("1970"), "never the clock's date: \(info.output)")
    let dated = try sandbox.run(
      ["render", "--quiet", "small.md", "--output", "dated"], environment: ["SOURCE_DATE_EPOCH": "1709210096"])
    #expect(dated.status == 0, "\(dated.error)")
    let datedInfo = try sandbox.tool(try #require(Program.tool("pdfinfo")), ["-isodates", "dated/report.pdf"])
    #expect(datedInfo.output.contains("2024-02-29T12:34:56Z"), "\(datedInfo.output)")
    let check = try sandbox.tool(try #require(Program.tool("qpdf")), ["--check", "reports/small/report.pdf"])
    #expect(check.status == 0, "\(check.output)\(check.error)")
    let fonts = try sandbox.tool(try #require(Program.tool("pdffonts")), ["reports/small/report.pdf"])
    let rows = fonts.output.split(separator: "\n").dropFirst(2)
    #expect(!rows.isEmpty)
    for row in rows { #expect(row.contains(" yes "), "embedded: \(row)") }
  }

  @Test(
    "progress on a terminal stays within its width and leaves no half-drawn line",
    .enabled(if: Program.tool("python3") != nil, "python3 is not installed"),
    .enabled(if: Program.hasTerminals, "this system has no pseudo-terminals to give"))
  func terminal() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    try sandbox.write(
      """
      import fcntl, os, pty, re, struct, sys, termios
      pid, terminal = pty.fork()
      if pid == 0:
          os.environ["TERM"] = "xterm"
          os.execv(sys.argv[1], ["offprint", "run", "small.md"])
      fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 60, 0, 0))
      data = b""
      while True:
          try: piece = os.read(terminal, 65536)
          except OSError: break
          if not piece: break
          data += piece
      status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
      text = data.decode()
      assert status == 0, (status, text)
      assert "runs done" in text and "\\x1b[" in text, text
      # What is left on the screen: each upward move takes back as many lines.
      screen = []
      for token in re.split(r"(\\x1b\\[\\d+A\\r\\x1b\\[J|\\r?\\n)", text):
          up = re.match(r"\\x1b\\[(\\d+)A", token)
          if up: del screen[-int(up.group(1)):]
          elif token.strip("\\r\\n"): screen.append(re.sub(r"\\x1b\\[[0-9;]*m", "", token))
      drawn = [l for l in re.split(r"\\r?\\n", re.sub(r"\\x1b\\[[0-9;]*[A-Za-z]", "", text)) if "epoch" in l or "runs done" in l]
      assert drawn and max(len(l.strip("\\r")) for l in drawn) < 60, drawn
      assert not any("runs done" in l for l in screen), screen
      assert sum("on the test set" in l for l in screen) == 8, screen
      print("fine")
      """, to: "terminal.py")
    let outcome = try sandbox.tool(try #require(Program.tool("python3")), ["terminal.py", Program.url.path])
    #expect(outcome.output == "fine\n", "\(outcome.error)\(outcome.output)")
  }
}
