/// What a command tells the shell; `offprint help exit-status` explains them to people.
enum ExitStatus: Int32, Sendable {
  case success = 0
  /// Something that was asked for did not hold or could not be had: a failed run, missing runs, data, a full disk.
  case failure = 1
  /// The notebook or the command line is wrong.
  case usage = 2
  /// `diff` found no loss, and could not have found one: too few seeds, or other data. `verify` could train no run again.
  case undecided = 3
  /// Ctrl-C.
  case interrupted = 130
  /// `kill`.
  case terminated = 143
}

/// A problem that ends a command, said as it is to the user.
struct CommandFailure: Error, Sendable {
  var message: String
  var help: String?
  var status: ExitStatus

  init(_ message: String, help: String? = nil, status: ExitStatus = .failure) {
    self.message = message
    self.help = help
    self.status = status
  }
}
