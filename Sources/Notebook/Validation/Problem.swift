package import OffprintCore

/// Every kind of diagnostic that reading a notebook can give. The raw values are stable: tools and documentation use them.
package enum Problem: String, CaseIterable, Sendable {
  // The file.
  case tooLarge = "too-large"
  case notUTF8 = "not-utf8"
  case nulByte = "nul-byte"
  case lineTooLong = "line-too-long"
  case tooDeep = "too-deep"
  // Front matter, fences and prose.
  case missingFrontMatter = "missing-front-matter"
  case unterminatedFrontMatter = "unterminated-front-matter"
  case unterminatedFence = "unterminated-fence"
  case nestedCell = "nested-cell"
  case unknownCellKind = "unknown-cell-kind"
  case cellHeader = "cell-header"
  case invalidName = "invalid-name"
  case invalidLabel = "invalid-label"
  case duplicateLabel = "duplicate-label"
  case rawHTML = "raw-html"
  case image = "image"
  case notRunningText = "not-running-text"
  case missingAlternativeText = "missing-alt"
  case imageFile = "image-file"
  case invalidAttribute = "invalid-attribute"
  // Formulas, footnotes, citations.
  case formula = "formula"
  case unterminatedFormula = "unterminated-formula"
  case misplacedFormula = "misplaced-formula"
  case unknownFootnote = "unknown-footnote"
  case unusedFootnote = "unused-footnote"
  case misplacedFootnote = "misplaced-footnote"
  case citation = "citation"
  case noBibliography = "no-bibliography"
  case unknownCitation = "unknown-citation"
  // The .bib files.
  case bibliographyFile = "bibliography-file"
  case bibliographySyntax = "bibliography-syntax"
  case bibliographyString = "bibliography-string"
  case duplicateEntry = "duplicate-entry"
  case bibliographyEntry = "bibliography-entry"
  case bibliographyText = "bibliography-text"
  // YAML.
  case yamlSyntax = "yaml-syntax"
  case yamlAlias = "yaml-alias"
  case yamlTag = "yaml-tag"
  case yamlDocuments = "yaml-documents"
  case yamlKey = "yaml-key"
  case yamlTooLarge = "yaml-too-large"
  case numberRange = "number-range"
  case notAMap = "not-a-map"
  case duplicateKey = "duplicate-key"
  // Keys and values.
  case unknownKey = "unknown-key"
  case missingKey = "missing-key"
  case wrongType = "wrong-type"
  case outOfRange = "out-of-range"
  case unknownChoice = "unknown-choice"
  case unknownComponent = "unknown-component"
  case wrongCount = "wrong-count"
  case duplicateValue = "duplicate-value"
  case invalidModel = "invalid-model"
  case invalidLoss = "invalid-loss"
  case invalidRun = "invalid-run"
  case invalidClaim = "invalid-claim"
  case claimsTable = "claims-table"
  case claimsRows = "claims-rows"
  // References.
  case unknownReference = "unknown-reference"
  case wrongReferenceKind = "wrong-reference-kind"
  case circularBase = "circular-base"
  case unknownResult = "unknown-result"
  case unknownCrossReference = "unknown-cross-reference"
  // Sweeps.
  case unknownPath = "unknown-path"
  case overlappingPaths = "overlapping-paths"
  case invalidSteps = "invalid-steps"
  case stepMissesEnd = "step-misses-end"
  case sweepTooLarge = "sweep-too-large"

  package var severity: Diagnostic.Severity {
    switch self {
    case .rawHTML, .image, .stepMissesEnd, .missingAlternativeText, .unusedFootnote, .bibliographyEntry,
      .bibliographyText, .claimsRows:
      .warning
    default: .error
    }
  }
}

/// What `offprint help diagnostics` lists of notebooks.
package enum DiagnosticCatalog {
  package static let entries: [DiagnosticEntry] = Problem.allCases.map {
    DiagnosticEntry($0.rawValue, $0.severity, summary(of: $0))
  }

  private static func summary(of problem: Problem) -> String {
    switch problem {
    case .tooLarge: "The file is larger than any notebook."
    case .notUTF8: "The file is not UTF-8 text."
    case .nulByte: "The file has a NUL byte in it, so it is not text."
    case .lineTooLong: "A line is longer than a person would write."
    case .tooDeep: "Lists, quotations, emphasis or YAML values are nested deeper than is accepted."
    case .missingFrontMatter: "The notebook does not begin with front matter between two lines ---."
    case .unterminatedFrontMatter: "The --- that ends the front matter is missing."
    case .unterminatedFence: "A fenced block is never closed."
    case .nestedCell: "A cell stands inside a list or a quotation."
    case .unknownCellKind: "The word in braces after a fence is no kind of cell."
    case .cellHeader: "A cell's first line is not ```{kind} name."
    case .invalidName: "The name of a cell or a profile is not of the form it should have."
    case .invalidLabel: "A label is not of the form {#sec-name}, {#eq-name}, {#fig-name} or {#tbl-name}."
    case .duplicateLabel: "Two cells, headings, equations or tables have the same name."
    case .rawHTML: "Raw HTML is shown as the text it is."
    case .image: "An image among words, or from the network, is shown as its description."
    case .missingAlternativeText: "A figure or image has no description for readers who cannot see it."
    case .imageFile: "The file of an image cannot be read, or is no PNG."
    case .invalidAttribute: "What stands in braces after an image is not understood."
    case .formula: "A formula is not finished, or has a command in it that is not known."
    case .unterminatedFormula: "The $$ that ends a formula is missing."
    case .misplacedFormula: "A formula between $$ stands where only a line of text can be."
    case .unknownFootnote: "[^name] has no definition."
    case .unusedFootnote: "A footnote is defined, and nothing refers to it."
    case .misplacedFootnote: "A footnote's mark stands in a heading, a caption or another footnote."
    case .citation: "A citation in brackets is not of the form [see @key, p. 3; @other]."
    case .noBibliography: "Something is cited, and the front matter names no .bib file."
    case .unknownCitation: "@key names no entry of the .bib files."
    case .bibliographyFile: "A .bib file cannot be read."
    case .bibliographySyntax: "An entry of a .bib file cannot be read."
    case .bibliographyString: "A .bib file uses a string that it does not define."
    case .duplicateEntry: "Two entries of the .bib files have the same key."
    case .bibliographyEntry: "An entry that is cited lacks a field, or has one that is not understood."
    case .bibliographyText: "An entry that is cited has TeX in it that is not known."
    case .notRunningText: "A caption or abstract has more in it than running text."
    case .yamlSyntax: "The YAML of a cell or of the front matter cannot be read."
    case .yamlAlias: "YAML anchors (&a) and aliases (*a) are not accepted."
    case .yamlTag: "YAML tags (!tag) are not accepted."
    case .yamlDocuments: "A cell has more than one YAML document in it."
    case .yamlKey: "A YAML key is not a plain word."
    case .yamlTooLarge: "A cell has too many YAML values in it."
    case .numberRange: "A number is too large or too small to be held, or is not a number."
    case .notAMap: "A cell or the front matter is not a list of key: value lines."
    case .duplicateKey: "A key stands twice in one map."
    case .unknownKey: "A key is not one that is known here."
    case .missingKey: "A key that is needed is missing."
    case .wrongType: "A value is of the wrong type."
    case .outOfRange: "A number is outside its range."
    case .unknownChoice: "A word is not one of those that are accepted here."
    case .unknownComponent: "There is no layer, loss, optimizer, schedule or data set of that name."
    case .wrongCount: "A list has too few or too many values."
    case .duplicateValue: "A value stands twice in a list of different values."
    case .invalidModel: "The layers of a model do not fit together."
    case .invalidLoss: "The keys of a loss do not fit together."
    case .invalidClaim: "The keys of a claim do not say what would count."
    case .claimsTable: "A table of claimed numbers cannot be read, or has not what `claims:` asks of it."
    case .claimsRows: "A configuration has no row in the table of its claims, or a row no configuration."
    case .invalidRun: "Settings of a run do not go together, or it would take more memory than is allowed."
    case .unknownReference: "A key names a cell that does not exist."
    case .wrongReferenceKind: "A key names a cell of the wrong kind."
    case .circularBase: "A cell inherits from itself, directly or by way of others."
    case .unknownResult: "A result reference such as `{arcface.accuracy}` names nothing that is known."
    case .unknownCrossReference: "@fig-…, @tbl-…, @sec-… or @eq-… names a label that does not exist."
    case .unknownPath: "A sweep varies a key that its base does not have."
    case .overlappingPaths: "A sweep varies a key and a part of it at once."
    case .invalidSteps: "The {from, to, step} of a sweep gives no values."
    case .stepMissesEnd: "The steps of a sweep do not end at to."
    case .sweepTooLarge: "A sweep asks for more runs than are accepted."
    }
  }
}

/// Collects what is wrong while a notebook is read, so that all of it is told at once.
struct ProblemLog {
  private(set) var diagnostics: [Diagnostic] = []
  /// All that were found, told or not.
  private(set) var errorCount = 0
  private var warningCount = 0
  /// Of errors and of warnings, each: a hostile file would otherwise be answered by a flood. Warnings take no room from
  /// errors, or a notebook whose errors come after many warnings would pass for a good one.
  static let limit = 200

  var hasErrors: Bool { errorCount > 0 }

  /// Whether no further error would be told, so that none need be looked for.
  var isFull: Bool { errorCount >= ProblemLog.limit }

  /// The texts are only made where there is still room for them.
  mutating func add(
    _ problem: Problem, at range: SourceRange?, _ summary: @autoclosure () -> String,
    explanation: @autoclosure () -> String? = nil, help: @autoclosure () -> String? = nil, in source: String? = nil
  ) {
    guard takes(problem.severity) else { return }
    diagnostics.append(
      Diagnostic(
        problem.severity, problem.rawValue, source: source, at: range, summary(), explanation: explanation(),
        help: help()))
  }

  mutating func add(_ others: ProblemLog) {
    for diagnostic in others.diagnostics where takes(diagnostic.severity) { diagnostics.append(diagnostic) }
    errorCount += max(0, others.errorCount - ProblemLog.limit)
  }

  /// Counts one more, and says whether there is room to tell it.
  private mutating func takes(_ severity: Diagnostic.Severity) -> Bool {
    if severity == .error {
      errorCount += 1
      return errorCount <= ProblemLog.limit
    }
    warningCount += 1
    return warningCount <= ProblemLog.limit
  }
}
