import Interop

/// What stands above the text of each page but the first: the title, and the section that the page begins in or that begins
/// on it.
struct RunningHeads {
  let layout: PageLayout
  let title: String
  let setter: TextSetter

  private var style: PageStyle { layout.style }
  private static let leading = 12.0

  /// One entry for each page.
  var lines: [(left: SetLine?, right: SetLine?)] {
    let sections = sections
    var known: [String: SetLine?] = [:]
    func line(_ content: PageStyle.RunningHead.Content, _ section: String?, isOther: Bool) -> SetLine? {
      let text: String? =
        switch content {
        case .title: title
        case .section: section
        case .nothing: nil
        }
      guard let text else { return nil }
      let key = "\(isOther)\(text)"
      if let found = known[key] { return found }
      let made = set(text, in: style.textArea.width * (isOther ? 0.47 : 0.97))
      known[key] = made
      return made
    }
    return sections.enumerated().map { index, section in
      guard index > 0 else { return (nil, nil) }
      let hasRight = style.head.right != .nothing && !(style.head.right == .section && section == nil)
      let hasLeft = style.head.left != .nothing && !(style.head.left == .section && section == nil)
      return (
        line(style.head.left, section, isOther: hasRight), line(style.head.right, section, isOther: hasLeft)
      )
    }
  }

  /// The section of each page.
  private var sections: [String?] {
    var titles: [String: String] = [:]
    for bookmark in layout.bookmarks where bookmark.level == 1 { titles[bookmark.destination] = bookmark.title }
    var current: String?
    return layout.pages.map { page in
      let first = page.boxes.lazy.flatMap(\.box.destinations).compactMap { titles[$0] }
      let before = current
      current = Array(first).last ?? before
      // Of several that begin on a page, the first.
      return first.first ?? before
    }
  }

  /// Cut at a word where it is too long.
  private func set(_ text: String, in measure: Double) -> SetLine? {
    let face = TextStyle(families: style.textFamilies, size: style.small.size + 0.2, italic: true)
    let text = InlineSetting.singleLine(text)
    guard !text.isEmpty else { return nil }
    let lines = setter.lines(RichText(text, face), measure: measure - 14, leading: Self.leading, alignment: .left)
    guard lines.count > 1 else { return lines.first }
    return setter.line(RichText(lines[0].text + "\u{2009}…", face), Self.leading)
  }
}
