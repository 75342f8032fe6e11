/// Data that cannot be had or cannot be trusted: which, what is wrong with it, and what to do instead.
package struct DataError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// There is no such file or directory, or it cannot be read.
    case unreadable
    /// Some of a data set's files are there and others are not.
    case incomplete
    /// A gzip file that is cut short, damaged, followed by something, or larger inside than it may be.
    case compression
    /// Not the kind of file that its name says.
    case format
    /// The header's counts do not match the file's length, or are not the data set's.
    case counts
    /// A label that is no class.
    case label
    /// SHA-256 of the decompressed bytes is not the known one.
    case digest
    /// No mirror gave the files.
    case download
    /// The cache cannot be written.
    case cache
    /// A data set that does not exist, or a key of one that makes no sense.
    case request
    /// None of the sets asked for can be had.
    case nothingAvailable
  }

  package var kind: Kind
  /// A path, an address, or the name of a data set.
  package var subject: String
  /// What is wrong, as the rest of a sentence that starts with the subject.
  package var reason: String
  /// What to do instead, a clause.
  package var remedy: String

  package init(_ kind: Kind, _ subject: String, _ reason: String, remedy: String) {
    self.kind = kind
    self.subject = subject
    self.reason = reason
    self.remedy = remedy
  }

  package var description: String { "\(subject): \(reason); \(remedy)" }
}
