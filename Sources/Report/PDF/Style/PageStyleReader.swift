import Interop
import Notebook
import OffprintCore

/// Page styles from `page.yaml`: a file says what differs from the style that it extends.
extension PageStyle {
  /// The style of a template: its files, the most general first, each over the one before; the report's own paper last.
  package init(_ template: ReportTemplate, paper: Paper? = nil) throws(TemplateError) {
    self.init()
    name = template.name
    for file in template.pageStyles { try read(file) }
    if let paper { pageSize = paper.size }
  }

  package enum Paper: String, CaseIterable, Hashable, Sendable {
    case a4
    case letter

    var size: Size { self == .a4 ? .a4 : .letter }
  }

  private mutating func read(_ file: ReportTemplate.File) throws(TemplateError) {
    let source = SourceText(name: file.path, text: file.text)
    let content = DeclaredFile.read(source, keys: PageStyleKeys.all, owner: "a page style")
    if let error = content.error {
      let start = error.range?.start ?? SourcePosition(line: 1, column: 1)
      let help = error.help.map { "; \($0)" } ?? ""
      throw TemplateError(TemplatePlace(path: file.path, line: start.line, column: start.column), error.summary + help)
    }
    var reader = PageStyleValues(setting: content.setting, path: file.path, ranges: content.ranges)
    try reader.apply(to: &self)
    try check(file, content)
  }

  /// Margins that leave no room for text are a mistake of the file that has them.
  private func check(_ file: ReportTemplate.File, _ content: DeclaredFile.Content) throws(TemplateError) {
    guard columnWidth < 90 || textArea.height < 200 else { return }
    let range = ["margins", "column-gap", "columns", "paper"].compactMap { content.ranges[$0] }.first
    let start = range?.start ?? SourcePosition(line: 1, column: 1)
    throw TemplateError(
      TemplatePlace(path: file.path, line: start.line, column: start.column),
      "these margins leave a column of \(Int(columnWidth)) × \(Int(textArea.height)) points; it should be at least 90 × 200"
    )
  }
}

/// The values of one file, put where they belong.
struct PageStyleValues {
  let setting: Setting
  let path: String
  let ranges: [String: SourceRange]

  mutating func apply(to style: inout PageStyle) throws(TemplateError) {
    if case .string(let name)? = setting["paper"], let paper = PageStyle.Paper(rawValue: name) {
      style.pageSize = paper.size
    }
    try length("margins.top", &style.marginTop)
    try length("margins.bottom", &style.marginBottom)
    try length("margins.left", &style.marginLeft)
    try length("margins.right", &style.marginRight)
    if case .number(let count)? = setting["columns"] { style.columns = Int(count) }
    try length("column-gap", &style.columnGap)
    if case .string(let word)? = setting[path: "head.left"] {
      style.head.left = .init(rawValue: word) ?? style.head.left
    }
    if case .string(let word)? = setting[path: "head.right"] {
      style.head.right = .init(rawValue: word) ?? style.head.right
    }
    if case .string(let word)? = setting["foot"] { style.foot = .init(rawValue: word) ?? style.foot }
    try type(&style)
    try blocks(&style)
    boolean("parts.text", &style.parts.text)
    boolean("parts.abstract", &style.parts.abstract)
    boolean("parts.reproducibility", &style.parts.reproducibility)
    boolean("parts.runs", &style.parts.runs)
    boolean("parts.cells", &style.parts.cells)
  }

  private func type(_ style: inout PageStyle) throws(TemplateError) {
    if case .string(let family)? = setting[path: "fonts.text"] {
      style.textFamilies = [family, family + " Math", "TeX Gyre Pagella Math", "DejaVu Serif"]
    }
    if case .string(let family)? = setting[path: "fonts.code"] { style.codeFamilies = [family] + Fonts.code }
    size("text", &style.text)
    size("abstract", &style.abstract)
    size("captions", &style.caption)
    size("tables", &style.table)
    size("small", &style.small)
    size("footnotes", &style.footnote)
    size("references", &style.references)
    size("code", &style.code)
    size("listings", &style.listing)
    size("title", &style.title)
    size("subtitle", &style.subtitle)
    for (index, name) in ["sections", "subsections", "others"].enumerated() {
      let path = "headings.\(name)"
      size(path, &style.headings[index])
      if case .boolean(let isBold)? = setting[path: path + ".bold"] {
        style.headingLooks[index].weight = isBold ? 700 : 400
      }
      boolean(path + ".italic", &style.headingLooks[index].italic)
      try length(path + ".before", &style.headingLooks[index].before)
      try length(path + ".after", &style.headingLooks[index].after)
    }
    boolean("headings.dots", &style.dotsNumbers)
    if case .string(let text)? = setting["links"] {
      guard let color = Self.color(text) else {
        throw error("links", "`links` is a color such as \"#1f4272\", not ‘\(text.prefix(40))’")
      }
      style.linkColor = color
    }
  }

  private func blocks(_ style: inout PageStyle) throws(TemplateError) {
    try length("paragraphs.indent", &style.paragraphIndent)
    try length("paragraphs.space", &style.paragraphSpace)
    boolean("paragraphs.justified", &style.isJustified)
    boolean("paragraphs.hyphens", &style.hyphenates)
    boolean("paragraphs.hanging", &style.hangsPunctuation)
    try length("spaces.floats", &style.floatSpace)
    try length("spaces.displays", &style.displaySpace)
    try length("spaces.equations", &style.equationSpace)
    if case .number(let value)? = setting[path: "figures.across-from"] { style.wideFigures = value }
    boolean("figures.narrow", &style.prefersNarrow)
    if case .number(let value)? = setting[path: "figures.scale"] { style.figureScale = value }
  }

  // MARK: Values

  private func boolean(_ path: String, _ value: inout Bool) {
    if case .boolean(let found)? = setting[path: path] { value = found }
  }

  /// A size without leading keeps the proportion of the two.
  private func size(_ path: String, _ value: inout PageStyle.TypeSize) {
    if case .number(let size)? = setting[path: path + ".size"] {
      value.leading *= size / value.size
      value.size = size
    }
    if case .number(let leading)? = setting[path: path + ".leading"] { value.leading = leading }
  }

  private func length(_ path: String, _ value: inout Double) throws(TemplateError) {
    switch setting[path: path] {
    case .number(let points)?: value = points
    case .string(let text)?:
      guard let points = Self.points(text), (0...2000).contains(points) else {
        throw error(
          path, "`\(path.split(separator: ".").last ?? "")` is a length such as 25mm, not ‘\(text.prefix(40))’")
      }
      value = points
    default: break
    }
  }

  private func error(_ path: String, _ reason: String) -> TemplateError {
    let start = ranges[path]?.start ?? SourcePosition(line: 1, column: 1)
    return TemplateError(TemplatePlace(path: self.path, line: start.line, column: start.column), reason)
  }

  private static let units: [(name: String, points: Double)] = [
    ("pt", 1), ("mm", 72 / 25.4), ("cm", 720 / 25.4), ("in", 72),
  ]

  static func points(_ text: String) -> Double? {
    for unit in units where text.hasSuffix(unit.name) {
      let number = text.dropLast(unit.name.count).filter { $0 != " " }
      guard !number.isEmpty, number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
      return Double(String(number)).map { $0 * unit.points }
    }
    return nil
  }

  static func color(_ text: String) -> Color? {
    guard text.hasPrefix("#"), text.count == 7, let value = UInt32(text.dropFirst(), radix: 16) else { return nil }
    return Color(hex: value)
  }
}
