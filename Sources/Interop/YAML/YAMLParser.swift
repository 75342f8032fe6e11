internal import CYAML

/// YAML by libyaml, to a tree with places. Anchors, aliases, tags and second documents are refused rather than expanded: a
/// notebook has no use for them, and an alias bomb cannot go off. The only file that sees libyaml's C types.
package enum YAMLParser {
  /// Lists and maps inside one another.
  package static let maximumDepth = 40
  /// Values of all kinds in one text.
  package static let maximumNodes = 100_000

  /// The value of `text`, or nil for a text of blanks and comments only. Throws the first thing that is wrong.
  package static func parse(_ text: String) throws(YAMLError) -> YAMLNode? {
    var text = text
    let marks = TextMarks(text)
    // The closure cannot throw typed errors through withUTF8, so it hands a result out.
    let result: Result<YAMLNode?, YAMLError> = text.withUTF8 { bytes in
      var parser = unsafe yaml_parser_t()
      guard unsafe yaml_parser_initialize(&parser) == 1 else { fatalError("out of memory") }
      defer { unsafe yaml_parser_delete(&parser) }
      unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      unsafe yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      do throws(YAMLError) {
        return .success(try unsafe document(&parser, marks))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// What an event says, copied out of C.
  private enum Event {
    case streamOrDocument
    case documentStart
    case streamEnd
    case scalar(String, YAMLNode.Style)
    case sequenceStart(isFlow: Bool)
    case mappingStart(isFlow: Bool)
    case collectionEnd
  }

  private struct Placed {
    var event: Event
    var start: YAMLNode.Mark
    var end: YAMLNode.Mark
  }

  private static func document(
    _ parser: inout yaml_parser_t, _ marks: TextMarks
  ) throws(YAMLError) -> YAMLNode? {
    var builder = YAMLTreeBuilder()
    var documents = 0
    while true {
      let placed = try unsafe next(&parser, marks)
      switch placed.event {
      case .streamEnd: return builder.root
      case .streamOrDocument: break
      case .documentStart:
        documents += 1
        if documents > 1 { throw YAMLError(reason: .severalDocuments, mark: placed.start) }
      case .scalar(let text, let style):
        try builder.add(YAMLNode(content: .scalar(text, style), start: placed.start, end: placed.end))
      case .sequenceStart(let isFlow):
        try builder.open(isMapping: false, isFlow: isFlow, start: placed.start, end: placed.end)
      case .mappingStart(let isFlow):
        try builder.open(isMapping: true, isFlow: isFlow, start: placed.start, end: placed.end)
      case .collectionEnd: try builder.close(end: placed.end)
      }
    }
  }

  private static func next(
    _ parser: inout yaml_parser_t, _ marks: TextMarks
  ) throws(YAMLError) -> Placed {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(&parser, &event) == 1 else { throw unsafe error(of: parser, marks) }
    defer { unsafe yaml_event_delete(&event) }
    let start = marks.mark(at: unsafe event.start_mark.index)
    let end = marks.mark(at: unsafe event.end_mark.index)
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT: return Placed(event: .streamEnd, start: start, end: end)
    case YAML_DOCUMENT_START_EVENT: return Placed(event: .documentStart, start: start, end: end)
    case YAML_ALIAS_EVENT: throw YAMLError(reason: .alias, mark: start)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      try unsafe refuse(anchor: scalar.anchor, tag: scalar.tag, at: start)
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      let text = unsafe String(decoding: bytes, as: UTF8.self)
      return Placed(event: .scalar(text, unsafe style(scalar.style)), start: start, end: end)
    case YAML_SEQUENCE_START_EVENT:
      let sequence = unsafe event.data.sequence_start
      try unsafe refuse(anchor: sequence.anchor, tag: sequence.tag, at: start)
      let isFlow = unsafe sequence.style == YAML_FLOW_SEQUENCE_STYLE
      return Placed(event: .sequenceStart(isFlow: isFlow), start: start, end: end)
    case YAML_MAPPING_START_EVENT:
      let mapping = unsafe event.data.mapping_start
      try unsafe refuse(anchor: mapping.anchor, tag: mapping.tag, at: start)
      let isFlow = unsafe mapping.style == YAML_FLOW_MAPPING_STYLE
      return Placed(event: .mappingStart(isFlow: isFlow), start: start, end: end)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Placed(event: .collectionEnd, start: start, end: end)
    default: return Placed(event: .streamOrDocument, start: start, end: end)
    }
  }

  private static func refuse(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?, at mark: YAMLNode.Mark
  ) throws(YAMLError) {
    if unsafe anchor != nil { throw YAMLError(reason: .alias, mark: mark) }
    if unsafe tag != nil { throw YAMLError(reason: .tag, mark: mark) }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLNode.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  private static func error(of parser: yaml_parser_t, _ marks: TextMarks) -> YAMLError {
    var message = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "cannot be read"
    if let context = unsafe parser.context.map({ unsafe String(cString: $0) }) { message += " \(context)" }
    // The reader fails ahead of the scanner and leaves no mark; the parser's own position is then the nearest place known.
    let isReader = unsafe parser.error == YAML_READER_ERROR
    let index = unsafe isReader ? parser.mark.index : parser.problem_mark.index
    return YAMLError(reason: .syntax(message), mark: marks.mark(at: index))
  }
}
