import Foundation
import Report
import Testing

@Suite struct ResultsFileTests {
  @Test(.enabled(if: Tools.python != nil, "python3 is not installed: nothing reads results.json"))
  func `Python reads the runs, the data and the tables`() throws {
    let python = try #require(Tools.python)
    let bytes = try ReportWriter.results(of: PageFixture.document())
    let script = """
      import json, sys
      r = json.load(open(sys.argv[1], encoding="utf-8"))
      assert (r["format"], r["version"]) == ("offprint-results", 2)
      runs = {run["name"]: run for run in r["runs"]}
      assert len(runs) == len(r["runs"]) == 9, len(r["runs"])
      softmax = runs["softmax/seed-1"]
      assert softmax["accuracy"] == 99.17, softmax["accuracy"]
      configurations = {c["name"]: c for c in r["configurations"]}
      assert (softmax["seed"], softmax["status"], softmax["cell"]) == (1, "finished", "softmax")
      assert softmax["configuration"] == "softmax" and configurations["softmax"]["label"] == "Softmax"
      assert len(softmax["weightsDigest"]) == 64 and len(softmax["id"]) == 64
      assert configurations["softmax"]["settings"]["loss"]["margin"] == 0
      assert all("seed" not in c["settings"] for c in r["configurations"])
      assert softmax["epochs"] == {"testAccuracy": [0.9817, 0.9917], "trainAccuracy": 0.97, "trainLoss": 0.25}
      assert softmax["failure"] is None and r["evidence"] is None and r["references"] == []
      failed = runs["arcface/seed-1"]
      assert failed["status"] == "failed" and failed["accuracy"] is None and failed["weightsDigest"] is None
      assert failed["failure"] == {"epoch": 2, "step": 41, "reason": "the loss is not a number"}
      missing = runs["cosface/seed-2"]
      assert missing["status"] == "missing" and missing["accuracy"] is None and missing["epochs"]["testAccuracy"] == []
      assert set(missing) == set(softmax) == set(failed)
      assert r["data"]["isFallback"] is True and r["data"]["used"]["name"] == "digits"
      assert r["data"]["used"]["trainCount"] == 60000 and len(r["data"]["used"]["digest"]) == 64
      assert r["data"]["skipped"] == [{"name": "mnist", "reason": "the mirrors could not be reached"}]
      assert r["versions"] == {"offprint": "0.1.0", "engine": 1}
      assert r["command"] == "offprint run small.md" and r["notebook"]["name"] == "small.md"
      assert r["tables"][0]["rows"][0] == ["Softmax", "99.17", "0.05", "3", "99.12–99.21"], r["tables"][0]["rows"][0]
      assert [f["anchor"] for f in r["figures"]] == ["fig-sphere"]
      assert "figures/fig-sphere.svg" in r["figures"][0]["files"]
      print("ok")
      """
    try Tools.withFolder { folder in
      let file = folder.appending(path: "results.json")
      try Data(bytes).write(to: file)
      #expect(try Tools.run(python, ["-c", script, file.path]).output == "ok\n")
    }
  }

  @Test func `each file of a figure is what its name says`() throws {
    let files = try ReportWriter.files(for: PageFixture.document(), formats: [.html, .pdf])
    #expect(
      files.map(\.path) == [
        "index.html", "report.pdf", "results.json", "summary.md", "figures/fig-sphere.svg", "figures/fig-sphere.pdf",
        "figures/fig-sphere.png", "figures/fig-sphere.json", "figures/fig-sphere.csv",
      ])
    let starts = ["<!DOCTYPE", "%PDF-", "{", "# ", "<svg ", "%PDF-"]
    for (file, start) in zip(files, starts) { #expect(file.bytes.starts(with: start.utf8), "\(file.path)") }
    #expect(files[6].bytes.starts(with: [0x89] + "PNG".utf8))
    let data = try JSONSerialization.jsonObject(with: Data(files[7].bytes))
    #expect(data is [String: Any])
  }

  @Test func `percentages are free of the noise of their multiplication`() {
    #expect(ResultsFile.percent(0.9917) == 99.17)
    #expect(ResultsFile.percent(0.07) == 7)
    #expect((0...10_000).allSatisfy { ResultsFile.percent(Double($0) / 10_000) == Double($0) / 100 })
  }
}
