import CommandLineParser

/// `--strict`: warnings fail.
enum Strictness {
  /// What a command that would end with `status` ends with, where warnings were shown.
  static func applied(to status: ExitStatus, _ arguments: ParsedArguments, _ console: Console) -> ExitStatus {
    let count = console.warningCount
    guard arguments[Options.strict], count > 0 else { return status }
    console.error("\(Quantities.count(count, "warning")), which fail\(count == 1 ? "s" : "") because of ‘--strict’")
    return status == .success ? .failure : status
  }
}
