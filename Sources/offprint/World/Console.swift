import Foundation
import Interop
import OffprintCore
import Synchronization

/// The two streams that people read: results on standard output, problems and progress on standard error.
struct Console: Sendable {
  /// Whether progress may be redrawn in place.
  let isInteractive: Bool
  private let colorsError: Bool
  /// Whether results may be colored.
  let colorsOutput: Bool
  /// Whether the user's character set has bars and ticks.
  let isUnicode: Bool
  private let columnsVariable: Int?
  private let lost = LostOutput()
  /// Whether GitHub reads what is said, and shows it beside the files that it is about.
  let annotates: Bool
  private let warned = WarningCount()

  /// With `isJob` nothing is redrawn or colored, whatever the output goes to.
  init(environment: [String: String], isJob: Bool = false) {
    let isDumb = environment["TERM"] == "dumb" || isJob
    annotates = isJob && environment["GITHUB_ACTIONS"] == "true"
    // https://no-color.org: present and not empty.
    let refusesColor = isDumb || !(environment["NO_COLOR"] ?? "").isEmpty
    isInteractive = StandardStream.error.isTerminal && !isDumb
    colorsError = StandardStream.error.isTerminal && !refusesColor
    colorsOutput = StandardStream.output.isTerminal && !refusesColor
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    isUnicode = locale.uppercased().replacing("-", with: "").contains("UTF8")
    columnsVariable = environment["COLUMNS"].flatMap(Int.init)
  }

  /// Columns of the terminal that `stream` goes to, asked anew each time because windows are resized; 80 for files.
  func width(of stream: StandardStream = .output) -> Int {
    let columns = stream.isTerminal ? stream.columns ?? columnsVariable ?? 80 : 80
    return min(max(columns, 20), 400)
  }

  /// A table, on standard output: cut to the width of a terminal, whole for everything else.
  func print(_ table: TextTable) {
    for line in table.lines(width: StandardStream.output.isTerminal ? width() : .max) { print(line) }
  }

  /// A result, on standard output.
  func print(_ line: String = "") {
    write(line + "\n")
  }

  /// Text on standard output as it is.
  func write(_ text: String) {
    if !StandardStream.output.write(Array(text.utf8)) { lost.note() }
  }

  /// Whether something that was printed could not be written: a full disk behind `>`. A reader that has gone away ends the
  /// process by SIGPIPE.
  var hasLostOutput: Bool { lost.happened }

  /// A problem, or what is going on, on standard error.
  func note(_ line: String) {
    StandardStream.error.write(Array((line + "\n").utf8))
  }

  /// Text on standard error as it is.
  func writeError(_ text: String) {
    StandardStream.error.write(Array(text.utf8))
  }

  /// `error: …` on standard error, with what to do about it.
  func error(_ message: String, help: String? = nil) {
    note(styled("error: ", .problem) + message)
    if let help { note(styled("  help: ", .hint) + help) }
  }

  /// `warning: …` on standard error.
  func warning(_ message: String) {
    warned.add(1)
    note(styled("warning: ", .warning) + message)
  }

  /// How many warnings were shown so far.
  var warningCount: Int { warned.count }

  /// Lines for GitHub; nothing elsewhere.
  func annotate(_ annotations: [Annotation]) {
    guard annotates else { return }
    for annotation in annotations { print(annotation.text) }
  }

  /// Diagnostics in the order of their places, each with its excerpt.
  func show(_ diagnostics: [Diagnostic], in source: SourceText?) {
    annotate(diagnostics.map { Annotation($0, file: source?.name) })
    warned.add(diagnostics.count { $0.severity == .warning })
    let renderer = DiagnosticRenderer(usesColor: colorsError, width: width(of: .error))
    for diagnostic in Diagnostic.inSourceOrder(diagnostics) { writeError(renderer.render(diagnostic, in: source)) }
  }

  enum Style: String {
    case problem = "1;31"
    case warning = "1;33"
    case hint = "1;36"
    case success = "32"
  }

  /// For standard error.
  func styled(_ text: String, _ style: Style) -> String {
    colorsError ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// Remembers that standard output did not take everything.
private final class LostOutput: Sendable {
  private let flag = Mutex(false)

  var happened: Bool { flag.withLock { $0 } }

  func note() {
    flag.withLock { $0 = true }
  }
}

/// Counts the warnings that were shown, for `--strict`.
private final class WarningCount: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  func add(_ number: Int) {
    value.withLock { $0 += number }
  }
}
