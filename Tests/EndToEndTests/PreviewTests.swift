import Foundation
import TestSupport
import Testing

/// `offprint preview` as a browser meets it: asked over HTTP by Python's standard library, while its files change.
@Suite("Preview", .serialized, .enabled(if: Python.with() != nil, Python.lack()))
struct PreviewTests {
  @Test("the page is the written report and the preview's script, and a save brings the next one")
  func follows() throws {
    try withPreview(training: true) { preview in
      try preview.ask(
        """
        import re
        page = get("/")
        assert page.status == 200 and page.headers["Content-Type"] == "text/html; charset=utf-8"
        written = open("reports/small/index.html").read()
        assert "offprint-page" not in written and "connect-src" not in written and "/events" not in written
        assert "connect-src &#39;self&#39;" in page.text or "connect-src 'self'" in page.text
        policy = r'content="default-src[^"]*"'
        added = r'<meta name="offprint-page".*?</template>\\s*<script>.*?</script>\\n'
        # A preview writes no evidence that it could name, and carries none.
        evidence = r'<div><dt>Evidence</dt>.*?</div>\\n<div class="digest">.*?</div>\\n'
        assert re.search(evidence, written) and not re.search(evidence, page.text)
        carried = r'<script type="application/octet-stream" id="page-evidence".*?</script>\\n'
        assert re.search(carried, written) and not re.search(carried, page.text)
        written = re.sub(carried, "", re.sub(evidence, "", written))
        assert re.sub(policy, "", re.sub(added, "", page.text, flags=re.S)) == re.sub(policy, "", written)
        for how in (write, replace):
            before = state()
            title = "A " + "rather " * (1 if how is write else 2) + "small notebook"
            how("small.md", read("small.md").replace("small notebook", "rather small notebook"))
            after = news(before, lambda found: title in get("/").text)
            after = news(after, lambda found: not found["problems"])
            assert after["page"] != before["page"], after
            assert title in get("/").text
        """)
    }
  }

  @Test(
    "what is wrong stands in the page with its place and line, over the last good report, and goes when it is put right"
  )
  func diagnostics() throws {
    try withPreview(training: true) { preview in
      try preview.ask(
        """
        good, first = read("small.md"), state()
        write("small.md", good.replace("epochs: 2", "epochz: 2"))
        wrong = news(first, has_problem("epochz"))
        line = 1 + good.split("\\n").index("epochs: 2")
        problem = wrong["problems"][0]
        assert problem["severity"] == "error" and problem["place"] == f"small.md:{line}:1", wrong
        assert "epochz: 2" in problem["excerpt"] and "^" in problem["excerpt"]
        assert "epochs" in problem["help"], problem
        assert wrong["page"] == first["page"] and "A small notebook" in get("/").text
        write("small.md", good)
        news(wrong, lambda found: found == first)
        """)
      let said = preview.process.errorSoFar
      #expect(said.contains("small.md:") && said.contains("epochz"), "\(said)")
      #expect(said.contains("all problems are gone"))
    }
  }

  @Test("a notebook that begins wrong has a page too, and its report when it is put right")
  func beginsWrong() throws {
    try withPreview(of: Notebooks.wrong) { preview in
      try preview.ask(
        """
        page = get("/")
        assert page.status == 200 and "There is no report yet" in page.text
        assert {p["place"] for p in state()["problems"]} >= {"small.md:7:8", "small.md:8:1"}
        assert get("/report.pdf").status == 404
        before = state()
        write("small.md", "---\\ntitle: Right now\\ndata: [strokes]\\n---\\n\\nText.\\n")
        news(before, lambda found: not found["problems"] and "Right now" in get("/").text)
        assert get("/report.pdf").bytes.startswith(b"%PDF-")
        """)
    }
  }

  @Test("missing runs are named with what trains them, nothing is trained, and stored ones come in")
  func missingRuns() throws {
    try withPreview { preview in
      try preview.ask(
        """
        note = state()["note"]
        assert "8 of 8 runs on strokes not stored" in note and "‘offprint run small.md’" in note, note
        assert "not stored yet" in get("/").text
        """)
      #expect(!preview.sandbox.exists(".offprint"))
      let other = try Preview(preview.sandbox, ["small.md", "--seeds", "1"])
      try other.ask("assert '‘offprint run --seeds 1 small.md’' in state()['note'], state()")
      #expect(other.end().status == 0)
      #expect(try preview.sandbox.run(["run", "--quiet", "small.md", "--output", "elsewhere"]).status == 0)
      try preview.ask(
        """
        wait_for(lambda: state()["note"] == "")
        assert "not stored yet" not in get("/").text
        """)
    }
  }

  @Test("how far a training has come is told while it goes on")
  func progress() throws {
    try withPreview(of: Notebooks.long) { preview in
      let training = try preview.sandbox.start(["run", "--checkpoint-every", "0.1", "--quiet", "small.md"])
      defer {
        training.kill()
        _ = training.finish()
      }
      try preview.ask(
        """
        import re
        def share():
            found = re.search(r"begun: long, seed \\d: (\\d+) %", state()["note"])
            return int(found.group(1)) if found else None
        wait_for(lambda: share() is not None)
        assert "‘offprint run small.md’" in state()["note"]
        """)
    }
  }

  @Test("only this machine is answered, by its own name, and only with the report")
  func closed() throws {
    try withPreview { preview in
      try preview.ask(
        """
        for name in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", "", f"localhost.evil:{port}"):
            for path in ("/", "/events", "/report.pdf"):
                assert get(path, host=name).status in (400, 421), name
        assert get("/", host=None).status in (400, 421)
        assert get("/", host=f"localhost:{port}").status == 200
        for path in ("/small.md", "/../small.md", "/%2e%2e/small.md", "/..%2fsmall.md", "//etc/passwd", "/./../../etc/passwd",
                     "/index.html/../small.md", "/.offprint", "/?file=small.md/../small.md"):
            answer = get(path)
            assert answer.status in (400, 404) or path.startswith("/?"), path
            assert "strokes" not in answer.text or path.startswith("/?"), path
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            assert get("/", method=method).status == 405, method
        headers = get("/").headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin" and headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store" and "frame-ancestors" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        assert listening(port) in (None, {"0100007F"}), listening(port)
        """)
    }
  }

  @Test("Ctrl-C ends it at once, also while pages wait for news, and nothing was written")
  func ends() throws {
    try withPreview(training: true) { preview in
      let before = try Self.files(preview.sandbox)
      let python = try #require(Python.with())
      let waiting = try RunningProcess(
        python.url, preview.words("now = state()['id']\nprint('waiting', flush=True)\nget('/events?after=' + now)"),
        in: preview.sandbox.directory, environment: [:])
      while waiting.isRunning, !waiting.outputSoFar.contains("waiting") { Thread.sleep(forTimeInterval: 0.01) }
      Thread.sleep(forTimeInterval: 0.1)
      let outcome = preview.end()
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.error.contains("the preview has ended"))
      _ = waiting.finish()
      #expect(try Self.files(preview.sandbox) == before)
    }
  }

  /// Without what fontconfig keeps for itself.
  private static func files(_ sandbox: Sandbox) throws -> [String: Data] {
    try sandbox.files(below: ".").filter { !$0.key.hasPrefix(".cache") }
  }

  @Test("a notebook that goes away, or is no file any more, is said, and followed when it is back")
  func goesAway() throws {
    try withPreview { preview in
      try preview.ask(
        """
        import os
        good, first = read("small.md"), state()
        os.remove("small.md")
        gone = state(first["id"])
        assert "there is no notebook ‘small.md’" in gone["problems"][0]["summary"], gone
        assert gone["page"] == first["page"]
        os.mkdir("small.md")
        wait_for(lambda: "is a directory" in state()["problems"][0]["summary"])
        os.rmdir("small.md")
        replace("small.md", good.replace("A small", "A new"))
        wait_for(lambda: not state()["problems"])
        assert "A new notebook" in get("/").text
        """)
    }
  }

  @Test("the template's folder is followed as the notebook is, and its mistakes are shown")
  func template() throws {
    let sandbox = try Sandbox()
    defer { sandbox.remove() }
    try sandbox.write(Notebooks.small, to: "small.md")
    try FileManager.default.createDirectory(
      at: sandbox.directory.appending(path: "looks"), withIntermediateDirectories: true)
    try sandbox.write("h1 { color: teal }", to: "looks/style.css")
    let preview = try Preview(sandbox, ["small.md", "--template", "looks"])
    defer { preview.process.kill() }
    try preview.ask(
      """
      first = state()
      assert "color: teal" in get("/").text
      write("looks/style.css", "h1 { color: olive }")
      second = news(first, lambda found: found["page"] != first["page"] and "color: olive" in get("/").text)
      write("looks/page.html", "<!DOCTYPE html>\\n<p>{{#never}}</p>\\n")
      news(second, lambda found: found["problems"] and found["problems"][0]["place"].startswith("looks/page.html:2:"))
      import os
      os.remove("looks/page.html")
      wait_for(lambda: not state()["problems"])
      """)
  }

  @Test("what cannot be previewed is a sentence: no notebook, a port in use")
  func mistakes() throws {
    try withPreview { preview in
      let taken = try preview.sandbox.run(["preview", "small.md", "--port", String(preview.port)])
      #expect(taken.status == 1)
      #expect(taken.error.contains("port \(preview.port) is in use by another program"), "\(taken.error)")
      let absent = try preview.sandbox.run(["preview", "smal.md"])
      #expect(absent.status == 2)
      #expect(absent.error.contains("did you mean ‘small.md’?"), "\(absent.error)")
      let impossible = try preview.sandbox.run(["preview", "small.md", "--port", "0"])
      #expect(impossible.status == 2)
    }
  }
}
