import Interop

/// The git repository around the working directory, asked by running `git`. Only for what is in it: nothing is fetched, and no
/// hook, pager or filter runs.
struct GitRepository: Sendable {
  private let environment: [String: String]

  init(_ world: World) {
    // What decides which repository is meant and which programs are found; then what keeps git quiet.
    let kept = [
      "PATH", "HOME", "XDG_CONFIG_HOME", "GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY",
      "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES",
    ]
    var environment = [
      "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
      "GIT_NO_REPLACE_OBJECTS": "1",
    ]
    for name in kept { environment[name] = world[variable: name] }
    self.environment = environment
  }

  enum Kind: String {
    case blob, tree, commit, tag
  }

  /// What `names` mean, as git understands names of objects: `main:reports/x`. Nil for one that means nothing.
  func objects(_ names: [String]) throws(CommandFailure) -> [(id: String, kind: Kind)?] {
    let lines = try text(["cat-file", "--batch-check"], input: names.map { $0 + "\n" }.joined()).split(separator: "\n")
    return names.indices.map { index in
      guard index < lines.count else { return nil }
      let words = lines[index].split(separator: " ")
      guard words.count == 3, let kind = Kind(rawValue: String(words[1])), Int(words[2]) != nil else { return nil }
      return (String(words[0]), kind)
    }
  }

  /// The names of the blobs below a tree, by their paths; links and submodules left out.
  func files(of tree: String) throws(CommandFailure) -> [String: String] {
    let entries = try text(["ls-tree", "-r", "-z", "--full-tree", tree]).split(separator: "\0")
    var files: [String: String] = [:]
    for entry in entries {
      // `100644 blob ID<tab>path`
      let parts = entry.split(separator: "\t", maxSplits: 1)
      let words = parts.first?.split(separator: " ") ?? []
      guard parts.count == 2, words.count == 3, words[0].hasPrefix("100") else { continue }
      files[String(parts[1])] = String(words[2])
    }
    return files
  }

  /// The bytes of blobs, in the order of their names.
  func blobs(_ names: [String]) throws(CommandFailure) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for start in stride(from: 0, to: names.count, by: 150) {
      let some = names[start..<min(start + 150, names.count)]
      let output = try run(["cat-file", "--batch"], input: some.map { $0 + "\n" }.joined())
      found += try parts(of: output, count: some.count)
    }
    return found
  }

  /// `ID blob SIZE`, a line feed, the bytes, a line feed; and so on.
  private func parts(of output: [UInt8], count: Int) throws(CommandFailure) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var place = 0
    for _ in 0..<count {
      guard let end = output[place...].firstIndex(of: UInt8(ascii: "\n")) else { throw unreadable }
      let words = String(decoding: output[place..<end], as: UTF8.self).split(separator: " ")
      guard words.count == 3, let size = Int(words[2]), size >= 0, end + 1 + size < output.count else {
        throw unreadable
      }
      parts.append(Array(output[end + 1..<end + 1 + size]))
      place = end + 2 + size
    }
    return parts
  }

  private var unreadable: CommandFailure {
    CommandFailure("git could not read a file of the revision", help: "‘git fsck’ says why", status: .usage)
  }

  private func text(_ arguments: [String], input: String = "") throws(CommandFailure) -> String {
    String(decoding: try run(arguments, input: input), as: UTF8.self)
  }

  private func run(_ arguments: [String], input: String) throws(CommandFailure) -> [UInt8] {
    let outcome: ChildProcess.Outcome
    do throws(ChildProcess.Failure) {
      outcome = try ChildProcess.run("git", arguments, environment: environment, input: Array(input.utf8))
    } catch {
      switch error {
      case .notFound: throw CommandFailure("git is not installed, so no revision can be read", status: .usage)
      case .tooLong: throw CommandFailure("the revision has more than 1 GB of files", status: .usage)
      case .system(let error): throw CommandFailure(error.description, status: .usage)
      }
    }
    if outcome.status == 0 { return outcome.output }
    let words = String(decoding: outcome.error, as: UTF8.self)
    if words.contains("not a git repository") {
      throw CommandFailure("this directory is in no git repository, so it has no revisions", status: .usage)
    }
    let first = words.split(separator: "\n").first.map(String.init) ?? "status \(outcome.status)"
    throw CommandFailure("git could not do it: \(first)", status: .usage)
  }
}
