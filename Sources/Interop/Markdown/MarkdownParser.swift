internal import CMarkGFM

/// CommonMark with GitHub's tables, strikethrough, autolinks, lists of tasks and footnotes, by cmark-gfm. The only file that sees its C types.
package enum MarkdownParser {
  /// The deepest nesting of lists, quotations and emphasis that is accepted. What is deeper was not written by a person,
  /// and code that walks trees by recursion needs a bound.
  package static let maximumDepth = 100

  /// cmark keeps its extensions in a list that is not safe to fill from two threads.
  private static let extensionsAreRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// Parses `text`, whose line ends may be of any kind. Throws where it is nested deeper than `maximumDepth`. With
  /// `hasFootnotes`, a `[^name]` that has a definition refers to it, and definitions to which nothing refers are left out.
  package static func parse(_ text: String, hasFootnotes: Bool = false) throws(MarkdownError) -> MarkdownNode {
    precondition(extensionsAreRegistered)
    let options =
      CMARK_OPT_SOURCEPOS | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE | (hasFootnotes ? CMARK_OPT_FOOTNOTES : 0)
    guard let parser = unsafe cmark_parser_new(options) else {
      fatalError("out of memory")
    }
    defer { unsafe cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      unsafe cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    var text = text
    text.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe cmark_parser_feed(parser, characters.baseAddress, characters.count)
      }
    }
    guard let root = unsafe cmark_parser_finish(parser) else { fatalError("out of memory") }
    defer { unsafe cmark_node_free(root) }
    unsafe cmark_consolidate_text_nodes(root)
    return try unsafe convert(root, depth: 0, line: 1)
  }

  private static func convert(
    _ node: OpaquePointer, depth: Int, line: Int
  ) throws(MarkdownError) -> MarkdownNode {
    let start = unsafe MarkdownNode.Position(
      line: Int(cmark_node_get_start_line(node)), column: Int(cmark_node_get_start_column(node)))
    let end = unsafe MarkdownNode.Position(
      line: Int(cmark_node_get_end_line(node)), column: Int(cmark_node_get_end_column(node)))
    let line = max(line, start.line)
    guard depth <= maximumDepth else { throw MarkdownError(reason: .tooDeep, line: line) }
    var children: [MarkdownNode] = []
    var child = unsafe cmark_node_first_child(node)
    while let current = unsafe child {
      children.append(try unsafe convert(current, depth: depth + 1, line: line))
      unsafe child = cmark_node_next(current)
    }
    return MarkdownNode(kind: unsafe kind(of: node), start: start, end: end, children: children)
  }

  private static func kind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch unsafe cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: return .document
    case CMARK_NODE_BLOCK_QUOTE: return .quote
    case CMARK_NODE_LIST: return unsafe list(node)
    case CMARK_NODE_ITEM: return unsafe item(node)
    case CMARK_NODE_CODE_BLOCK: return unsafe codeBlock(node)
    case CMARK_NODE_HTML_BLOCK: return .htmlBlock(unsafe literal(node))
    case CMARK_NODE_PARAGRAPH: return .paragraph
    case CMARK_NODE_HEADING: return .heading(level: Int(unsafe cmark_node_get_heading_level(node)))
    case CMARK_NODE_THEMATIC_BREAK: return .thematicBreak
    case CMARK_NODE_FOOTNOTE_DEFINITION: return .footnoteDefinition
    // cmark writes the number of the definition where the name stood.
    case CMARK_NODE_FOOTNOTE_REFERENCE: return .footnoteReference(Int(unsafe literal(node)) ?? 0)
    case CMARK_NODE_TEXT: return .text(unsafe literal(node))
    case CMARK_NODE_SOFTBREAK: return .softBreak
    case CMARK_NODE_LINEBREAK: return .hardBreak
    case CMARK_NODE_CODE: return .code(unsafe literal(node))
    case CMARK_NODE_HTML_INLINE: return .htmlInline(unsafe literal(node))
    case CMARK_NODE_EMPH: return .emphasis
    case CMARK_NODE_STRONG: return .strong
    case CMARK_NODE_LINK:
      return unsafe .link(
        destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case CMARK_NODE_IMAGE:
      return unsafe .image(
        destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    default: return unsafe extensionKind(of: node)
    }
  }

  private static func list(_ node: OpaquePointer) -> MarkdownNode.Kind {
    let isOrdered = unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    return unsafe .list(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil, isTight: cmark_node_get_list_tight(node) != 0)
  }

  /// An item of a list of tasks is told apart by the extension's name only.
  private static func item(_ node: OpaquePointer) -> MarkdownNode.Kind {
    guard unsafe string(cmark_node_get_type_string(node)) == "tasklist" else { return .item }
    return .taskItem(isDone: unsafe cmark_gfm_extensions_get_tasklist_item_checked(node))
  }

  private static func codeBlock(_ node: OpaquePointer) -> MarkdownNode.Kind {
    var length: CInt = 0
    var offset: CInt = 0
    var character: CChar = 0
    let isFenced = unsafe cmark_node_get_fenced(node, &length, &offset, &character) != 0
    let fence = MarkdownNode.Fence(character: UInt8(bitPattern: character), length: Int(length))
    return .codeBlock(
      info: unsafe string(cmark_node_get_fence_info(node)), literal: unsafe literal(node),
      fence: isFenced ? fence : nil)
  }

  /// Extensions number their node types as they are registered, so they are told apart by name.
  private static func extensionKind(of node: OpaquePointer) -> MarkdownNode.Kind {
    switch unsafe string(cmark_node_get_type_string(node)) {
    case "table": return .table(unsafe alignments(of: node))
    case "table_header": return .tableRow(isHeader: true)
    case "table_row": return .tableRow(isHeader: false)
    case "table_cell": return .tableCell
    case "strikethrough": return .strikethrough
    case let name: preconditionFailure("no extension that makes ‘\(name)’ nodes was attached")
    }
  }

  private static func alignments(of table: OpaquePointer) -> [MarkdownNode.Alignment] {
    let count = Int(unsafe cmark_gfm_extensions_get_table_columns(table))
    guard let letters = unsafe cmark_gfm_extensions_get_table_alignments(table) else {
      return [MarkdownNode.Alignment](repeating: .none, count: count)
    }
    return (0..<count).map { column in
      switch unsafe letters[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .none
      }
    }
  }

  private static func literal(_ node: OpaquePointer) -> String {
    unsafe string(cmark_node_get_literal(node))
  }

  private static func string(_ characters: UnsafePointer<CChar>?) -> String {
    unsafe characters.map { unsafe String(cString: $0) } ?? ""
  }
}
