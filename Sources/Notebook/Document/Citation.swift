package import OffprintCore

/// `[see @deng2019arcface, p. 3; @wang2018cosface]`, or `@deng2019arcface` as a part of the sentence.
package struct Citation: Hashable, Sendable {
  /// One work that is cited.
  package struct Item: Hashable, Sendable {
    package var key: String
    /// Of the `@` and the key.
    package var keyRange: SourceRange
    /// What stands before the key: `see`.
    package var prefix: [Inline]
    /// What stands after the key and a comma: `p. 3`.
    package var suffix: [Inline]
    /// Whether a `-` before the `@` says that the sentence has the names already.
    package var omitsNames: Bool

    package init(
      key: String, keyRange: SourceRange, prefix: [Inline] = [], suffix: [Inline] = [], omitsNames: Bool = false
    ) {
      self.key = key
      self.keyRange = keyRange
      self.prefix = prefix
      self.suffix = suffix
      self.omitsNames = omitsNames
    }
  }

  /// Never empty; one where `isInText`.
  package var items: [Item]
  /// Whether the names are a part of the sentence: `Deng et al. (2019)`.
  package var isInText: Bool

  package init(items: [Item], isInText: Bool) {
    self.items = items
    self.isInText = isInText
  }

  /// Much as it was written, for bookmarks and dumps.
  package var source: String {
    let text = items.map { item in
      let before = item.prefix.isEmpty ? "" : item.prefix.plainText + " "
      let after = item.suffix.isEmpty ? "" : ", " + item.suffix.plainText
      return isInText ? "@\(item.key)\(after)" : "\(before)\(item.omitsNames ? "-" : "")@\(item.key)\(after)"
    }.joined(separator: "; ")
    return isInText ? text : "[\(text)]"
  }
}
