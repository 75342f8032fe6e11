import OffprintCore

/// Reads `index.html`: all of it where nothing else is at hand, or only its running text.
package enum PageReader {
  /// The running text of a report's page.
  package static func prose(_ bytes: [UInt8]) -> [ReportSnapshot.ProseBlock] {
    PageProse.blocks(of: body(MarkupReader.read(bytes)))
  }

  /// What a page says by itself: runs with what is printed of them, tables, small figures' data, text.
  package static func read(_ bytes: [UInt8], name: String) throws(SnapshotError) -> ReportSnapshot {
    let page = MarkupReader.read(bytes)
    let isOurs = page.first { $0.tag == "meta" && $0.attributes["name"] == "generator" }
      .map { $0.attributes["content"]?.hasPrefix("Offprint ") ?? false }
    guard isOurs == true, page.first(where: { $0.tag == "html" }) != nil else {
      throw SnapshotError("it is not a report that Offprint wrote")
    }
    guard page.first(where: { $0.attributes["id"] == "runs" }) != nil || page.first(where: { $0.tag == "main" }) != nil
    else { throw SnapshotError("it is cut short, or its template leaves the runs out") }
    let body = body(page)
    var snapshot = ReportSnapshot(
      name: name, origin: .page, title: page.first { $0.tag == "title" }?.text ?? "")
    snapshot.prose = PageProse.blocks(of: body)
    readFacts(page, &snapshot)
    readRuns(page, &snapshot)
    readClaims(page, &snapshot)
    snapshot.tables = page.all { $0.tag == "figure" && $0.has(class: "table") }.compactMap(table)
    snapshot.figures = page.all { $0.tag == "figure" && $0.has(class: "plot") }.compactMap(figure)
    return snapshot
  }

  private static func body(_ page: MarkupElement) -> MarkupElement {
    page.first { $0.tag == "main" } ?? page.first { $0.tag == "body" } ?? page
  }

  private static func readFacts(_ page: MarkupElement, _ snapshot: inout ReportSnapshot) {
    snapshot.facts["title"] = snapshot.title
    var term = ""
    for entry in page.all(where: { $0.tag == "dt" || $0.tag == "dd" }) {
      if entry.tag == "dt" {
        term = entry.text
        continue
      }
      let value = entry.text
      switch term {
      case "Notebook": snapshot.facts["notebook"] = value
      case "Versions":
        // `Offprint 0.1.0, engine 1`
        let words = value.split { $0 == " " || $0 == "," }
        if words.count == 4 {
          snapshot.facts["offprint"] = String(words[1])
          snapshot.facts["engine"] = String(words[3])
        }
      case "Data" where value.contains("images"):
        // `mnist, 60,000 + 10,000 images`; the digest is the next one.
        guard let comma = value.firstIndex(of: ",") else { break }
        let name = String(value[..<comma])
        let test = value.split(separator: " + ").last.map { $0.filter(\.isNumber) }.flatMap { Int($0) }
        snapshot.facts["data"] = name
        snapshot.data = ReportSnapshot.Data(name: name, digest: nil, testCount: test)
      default: break
      }
    }
  }

  private static func readRuns(_ page: MarkupElement, _ snapshot: inout ReportSnapshot) {
    for group in page.all(where: { $0.tag == "details" && $0.has(class: "run-group") }) {
      let label = group.first { $0.has(class: "name") }?.text ?? ""
      let settings = group.first { $0.tag == "pre" }.map {
        RunSettingsText.entries($0.first { $0.tag == "code" } ?? $0)
      }
      var names: Set<String> = []
      for row in group.all(where: { $0.attributes["data-run"] != nil }) {
        guard let (name, run) = run(row) else { continue }
        if names.insert(name).inserted {
          let cell = name.firstIndex(of: "[").map { String(name[..<$0]) } ?? name
          snapshot.configurations.append(
            ReportSnapshot.Configuration(
              name: name, cell: cell, label: label, settings: nil, settingsText: settings ?? [:]))
        }
        snapshot.runs.append(run)
      }
    }
  }

  /// Seed, accuracy or what became of it, run, weights.
  private static func run(_ row: MarkupElement) -> (String, ReportSnapshot.Run)? {
    guard let name = row.attributes["data-run"], let slash = name.lastIndex(of: "/") else { return nil }
    let cells = row.elements.map(\.text)
    guard cells.count >= 2, let seed = Int(cells[0]) else { return nil }
    let accuracy = Double(cells[1].prefix { $0.isNumber || $0 == "." })
    let status: ReportSnapshot.Run.Status = accuracy != nil ? .finished : cells[1] == "failed" ? .failed : .missing
    func digits(_ index: Int) -> String? {
      guard index < cells.count, cells[index].allSatisfy(\.isHexDigit), !cells[index].isEmpty else { return nil }
      return cells[index]
    }
    return (
      String(name[..<slash]),
      ReportSnapshot.Run(
        configuration: String(name[..<slash]), seed: seed, status: status, id: digits(2), weights: digits(3),
        metrics: accuracy.map { [.accuracy: $0] } ?? [:])
    )
  }

  /// The ledger's rows: the words first, the verdict last.
  private static func readClaims(_ page: MarkupElement, _ snapshot: inout ReportSnapshot) {
    for row in page.all(where: { $0.tag == "tr" && $0.attributes["data-claim"] != nil }) {
      guard let name = row.attributes["data-claim"], let words = row.elements.first?.text,
        !snapshot.claims.contains(where: { $0.name == name })
      else { continue }
      let known = ["NOT REPRODUCED", "REPRODUCED", "UNDERPOWERED", "NOT COMPARABLE"]
      guard let verdict = row.first(where: { known.contains($0.text) })?.text else { continue }
      snapshot.claims.append(
        ReportSnapshot.Claim(
          name: name, words: words, verdict: verdict.lowercased().replacing(" ", with: "-"), effect: nil, seeds: nil))
    }
  }

  private static func table(_ element: MarkupElement) -> ReportSnapshot.Table? {
    guard let anchor = element.attributes["id"] else { return nil }
    let caption = element.first { $0.tag == "figcaption" }
    let label = caption?.first { $0.has(class: "label") }?.text ?? anchor
    let rows = element.all { $0.tag == "tr" }.map { row in row.elements.map(cell) }
    guard let head = rows.first else { return nil }
    return ReportSnapshot.Table(
      anchor: anchor, label: spaced(label.hasSuffix(".") ? String(label.dropLast()) : label),
      caption: caption.map(PageProse.words(of:)) ?? "", columns: head, rows: Array(rows.dropFirst()))
  }

  /// Without the marks of its notes.
  private static func cell(_ element: MarkupElement) -> String {
    let marks = element.all { $0.tag == "sup" && $0.has(class: "mark") }.map(\.text).joined()
    let text = element.text
    return marks.isEmpty || !text.hasSuffix(marks) ? text : String(text.dropLast(marks.count))
  }

  private static func figure(_ element: MarkupElement) -> ReportSnapshot.Figure? {
    guard let anchor = element.attributes["id"] else { return nil }
    let caption = element.first { $0.tag == "figcaption" }
    let label = caption?.first { $0.has(class: "label") }?.text ?? ""
    var figure = ReportSnapshot.Figure(
      anchor: anchor, number: Int(label.filter(\.isNumber)), caption: caption.map(PageProse.words(of:)) ?? "")
    // Only another page has the same picture: a file's carries its own style.
    figure.pictures["inline"] = element.first { $0.tag == "svg" }.map { FigureBytes($0.raw) }
    figure.data = element.first { $0.tag == "script" && $0.has(class: "figure-data") }.map { FigureBytes($0.raw) }
    return figure
  }

  /// No-break spaces as spaces.
  static func spaced(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }
}

/// The settings below a group of runs: `loss: arcface (margin 0.5)`, lists on lines of their own.
enum RunSettingsText {
  static func entries(_ code: MarkupElement) -> [String: String] {
    let text = code.children.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    var entries: [String: String] = [:]
    var key = ""
    for line in text.split(separator: "\n") {
      if !line.hasPrefix(" "), let colon = line.firstIndex(of: ":") {
        key = String(line[..<colon])
        entries[key] = String(line[line.index(after: colon)...].drop { $0 == " " })
      } else {
        let item = line.drop { $0 == " " || $0 == "-" }
        entries[key] = (entries[key].map { $0.isEmpty ? "" : $0 + ", " } ?? "") + item
      }
    }
    return entries
  }
}
