import Experiment
import OffprintCore

/// The list of all runs at the end of the page: for each configuration its settings and, for each seed, what became of it, its
/// name in the store and the digest of its weights. The script shows from here where a number comes from.
enum HTMLRuns {
  /// A notebook may ask for more runs than a page should hold; what is left out is said, and is in `results.json`.
  private static let limit = 2000

  static func html(_ runs: [ReportedRun]) -> String {
    guard !runs.isEmpty else { return "" }
    var html = ""
    for group in ReportedRun.byConfiguration(Array(runs.prefix(limit))) { html += details(group) }
    if runs.count > limit {
      let rest = Digits.grouped(runs.count - limit)
      html += "<p>\(rest) more runs are in <code>results.json</code> of this report.</p>\n"
    }
    return html
  }

  private static func details(_ group: [ReportedRun]) -> String {
    guard let first = group.first else { return "" }
    let label = HTMLText.prose(first.label)
    return """
      <details class="run-group"><summary><span class="name">\(label)</span> <span class="seeds">\
      \(HTMLText.escaped(SeedText.phrase(group.map(\.spec.seed))))</span></summary>
      <div class="scroll" tabindex="0" role="region"\(HTMLText.attribute("aria-label", "Runs of \(first.label)"))>
      <table class="run-list">
      <thead><tr><th scope="col">Seed</th><th scope="col" class="trailing">Accuracy</th><th scope="col">Run</th>\
      <th scope="col">Weights</th></tr></thead>
      <tbody>
      \(group.map(row).joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      <pre tabindex="0"><code>\(HTMLText.escaped(settings(of: first.spec)))</code></pre>
      </details>

      """
  }

  private static func row(_ run: ReportedRun) -> String {
    let accuracy =
      run.record?.accuracy.map { PrintedNumber.fixed(ResultsFile.percent($0), decimals: 2) + "\u{A0}%" } ?? run.status
    return "<tr\(HTMLText.attribute("data-run", run.name))><th scope=\"row\">\(run.spec.seed)</th>"
      + "<td class=\"trailing\">\(HTMLText.escaped(accuracy))</td>"
      + "<td>\(digest(run.id?.hash))</td><td>\(digest(run.record?.weightsDigest))</td></tr>"
  }

  /// The first digits, which suffice as a name in the store; all of them are in `results.json`.
  private static func digest(_ hash: ContentHash?) -> String {
    guard let hash else { return "–" }
    return "<code>\(hash.short)</code>"
  }

  /// Everything that decides the run but its seed, a line for each setting.
  private static func settings(of spec: RunSpec) -> String {
    guard case .map(let entries) = spec.setting else { return "" }
    return entries.keys.filter { $0 != "seed" }.sorted().map { key in
      lines(key, entries[key] ?? .map([:]), indentation: "")
    }.joined(separator: "\n")
  }

  private static func lines(_ key: String, _ setting: Setting, indentation: String) -> String {
    if key == "model", case .list(let layers)? = setting["layers"] {
      let list = layers.map { "\n\(indentation)  - \(SettingText.text(of: $0))" }.joined()
      return "\(indentation)model:\(list)"
    }
    return "\(indentation)\(key): \(SettingText.text(of: setting))"
  }
}
