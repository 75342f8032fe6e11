/// Where data may be looked for: read from the command line and the environment by the top floor, which alone may do so.
package struct DataEnvironment: Hashable, Sendable {
  /// `--data DIR`.
  package var commandLineDirectory: String?
  /// The value of `OFFPRINT_DATA`.
  package var variableDirectory: String?
  /// Where downloads are kept; nil where the user has no home directory.
  package var cacheDirectory: String?
  /// Never download.
  package var isOffline: Bool

  package init(
    commandLineDirectory: String? = nil, variableDirectory: String? = nil, cacheDirectory: String? = nil,
    isOffline: Bool = false
  ) {
    self.commandLineDirectory = commandLineDirectory
    self.variableDirectory = variableDirectory
    self.cacheDirectory = cacheDirectory
    self.isOffline = isOffline
  }

  /// `$XDG_CACHE_HOME/offprint`, else `~/.cache/offprint`, given the values of `XDG_CACHE_HOME` and `HOME`. The XDG base
  /// directory specification has relative paths ignored.
  package static func cacheDirectory(xdgCacheHome: String?, home: String?) -> String? {
    if let xdgCacheHome, xdgCacheHome.hasPrefix("/") { return xdgCacheHome + "/offprint" }
    if let home, home.hasPrefix("/") { return home + "/.cache/offprint" }
    return nil
  }
}
