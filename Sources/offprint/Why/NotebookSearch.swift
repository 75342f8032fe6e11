import Interop
import Notebook

/// The notebook of a cell that is named without one.
enum NotebookSearch {
  /// Where notebooks usually are, relative to the working directory.
  private static let folders = [".", "experiments"]

  /// Whether a word can only be a notebook.
  static func isNotebook(_ word: String) -> Bool {
    word.contains("/") || word.hasSuffix(".md") || word.hasSuffix(".markdown") || FileSystem.kind(of: word) != .missing
  }

  /// The one notebook of the usual folders that has a cell called `cell`.
  static func notebook(with cell: String) throws(CommandFailure) -> String {
    var found: [String] = []
    for folder in folders {
      for name in (try? FileSystem.entries(of: folder)) ?? [] where name.hasSuffix(".md") {
        let path = folder == "." ? name : "\(folder)/\(name)"
        guard FileSystem.kind(of: path) == .file, let bytes = try? FileSystem.read(path, atMost: sizeLimit) else {
          continue
        }
        if names(in: bytes).contains(cell) { found.append(path) }
      }
    }
    guard let first = found.first else {
      throw CommandFailure(
        "no notebook here or in experiments/ has a cell ‘\(cell)’",
        help: "write the notebook first: "
          + "‘offprint why notebook.md \(Paths.shellWord(cell))’", status: .usage)
    }
    guard found.count == 1 else {
      throw CommandFailure(
        "several notebooks have a cell ‘\(cell)’: \(Quantities.list(found))",
        help: "write one of them first: ‘offprint why \(Paths.shellWord(first)) \(Paths.shellWord(cell))’",
        status: .usage)
    }
    return first
  }

  private static let sizeLimit = 4 << 20

  /// The words after `{kind}` in the first lines of fenced blocks. What is wrong with a notebook is told when it is read.
  private static func names(in bytes: [UInt8]) -> Set<String> {
    let kinds = Set(CellKind.allCases.map(\.rawValue))
    var names: Set<String> = []
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let text = line.drop { $0 == " " }
      guard let mark = text.first, mark == "`" || mark == "~" else { continue }
      let info = text.drop { $0 == mark }.split(separator: " ")
      guard info.count >= 2, let kind = info.first, kind.hasPrefix("{"), kind.hasSuffix("}"),
        kinds.contains(String(kind.dropFirst().dropLast()))
      else { continue }
      names.insert(String(info[1]))
    }
    return names
  }
}
