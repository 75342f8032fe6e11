import Bibliography
import OffprintCore

extension NotebookChecker {
  mutating func readFrontMatter() -> FrontMatter? {
    guard let tree = document.frontMatter else { return nil }
    guard case .mapping(let entries) = tree.content else {
      log.add(
        .notAMap, at: tree.range, "the front matter is lines of `key: value`, not \(Wording.kind(of: tree))",
        help: "such as `title: A title`")
      return nil
    }
    let place = SourceRange(SourcePosition(line: 1, column: 1), SourcePosition(line: 1, column: 4))
    let declared = keys.frontMatter
    let (settings, _) = validated { validator in
      validator.entries(entries, keys: declared, owner: "the front matter", path: "", place: place)
    }
    for key in ["data", "seeds", "formats", "figure-files", "bibliography"] { requireDistinct(key, in: entries) }
    requireNames(ofProfilesIn: entries)
    let setting = Setting.map(settings)
    let profiles = profiles(settings["profiles"])
    profile = profiles.first { $0.name == profileName }
    frontSetting = settings["seeds"]
    return FrontMatter(
      title: PlainTitle.text(text(setting, "title") ?? ""), subtitle: text(setting, "subtitle").map(PlainTitle.text),
      authors: authors(setting["authors"]),
      date: text(setting, "date"), abstract: abstract(entries.first { $0.key == "abstract" }?.value),
      data: list(setting["data"]), seeds: seeds(setting["seeds"]) ?? [1],
      formats: list(setting["formats"]).compactMap { format in
        guard case .string(let word) = format else { return nil }
        return FrontMatter.Format(rawValue: word)
      },
      figureFiles: FrontMatter.FigureFile.allCases.filter {
        list(setting["figure-files"]).contains(.string($0.rawValue))
      }, template: text(setting, "template"), bibliography: bibliography(setting["bibliography"]),
      citationStyle: text(setting, "citation-style").flatMap(CitationStyle.init) ?? .numeric,
      paper: text(setting, "paper"), gates: GateKeys.gates(setting["gate"]),
      profiles: profiles)
  }

  /// They become a part of the name of a report's folder.
  private mutating func requireNames(ofProfilesIn entries: [YAMLTree.Entry]) {
    guard case .mapping(let profiles)? = entries.first(where: { $0.key == "profiles" })?.value.content else { return }
    for profile in profiles where !Name.isWellFormed(profile.key) {
      log.add(
        .invalidName, at: profile.keyRange, "\(Wording.quoted(profile.key)) cannot name a profile",
        explanation: "A name has lower-case letters, digits and hyphens, a letter first and at most 64 in all.",
        help: "write a word such as `quick`")
    }
  }

  private func profiles(_ setting: Setting?) -> [FrontMatter.Profile] {
    guard case .map(let entries)? = setting else { return [] }
    return entries.sorted { $0.key < $1.key }.compactMap { name, setting in
      guard case .number(let seeds)? = setting["seeds"] else { return nil }
      return FrontMatter.Profile(name: name, seeds: Int(seeds), note: text(setting, "note"))
    }
  }

  private func text(_ setting: Setting, _ key: String) -> String? {
    guard case .string(let text)? = setting[key] else { return nil }
    return text
  }

  private func list(_ setting: Setting?) -> [Setting] {
    guard case .list(let elements)? = setting else { return [] }
    return elements
  }

  /// One path, or several.
  private func bibliography(_ setting: Setting?) -> [String] {
    if case .string(let path)? = setting { return [path] }
    return list(setting).compactMap { if case .string(let path) = $0 { path } else { nil } }
  }

  private func authors(_ setting: Setting?) -> [FrontMatter.Author] {
    list(setting).map { author in
      if case .string(let name) = author { return FrontMatter.Author(name: name) }
      return FrontMatter.Author(
        name: text(author, "name") ?? "", affiliation: text(author, "affiliation"), email: text(author, "email"))
    }
  }

  private mutating func abstract(_ tree: YAMLTree?) -> [[Inline]] {
    guard let tree, case .string(let text) = tree.content else { return [] }
    return runningText(text, at: tree.range, subject: "the abstract", isOneParagraph: false)
  }

  /// Markdown in a YAML value: paragraphs of running text, or one of them.
  mutating func runningText(
    _ text: String, at range: SourceRange, subject: String, isOneParagraph: Bool
  ) -> [[Inline]] {
    let context = InlineContext(
      hasBibliography: NotebookParser.hasKey("bibliography", document.frontMatter), withoutFootnotes: subject)
    var reader = RunningTextReader(source: document.source, range: range, context: context)
    let paragraphs = reader.read(text)
    log.add(reader.log)
    guard let paragraphs, !isOneParagraph || paragraphs.count <= 1 else {
      log.add(
        .notRunningText, at: range,
        "\(subject) is \(isOneParagraph ? "one paragraph" : "paragraphs") of running text, without lists, headings or code blocks",
        help: "a text that begins with a number and a full stop is a list in Markdown: write `1\\.`")
      return []
    }
    return paragraphs
  }
}
