/// Puts libyaml's events together. Its own stack, so that depth costs no recursion; the limits are checked as values arrive.
struct YAMLTreeBuilder {
  private struct Level {
    var isMapping: Bool
    var isFlow: Bool
    var start: YAMLNode.Mark
    var openEnd: YAMLNode.Mark
    /// Of a mapping: keys and values by turns.
    var nodes: [YAMLNode] = []
  }

  private(set) var root: YAMLNode?
  private var levels: [Level] = []
  private var count = 0

  mutating func add(_ node: YAMLNode) throws(YAMLError) {
    count += 1
    if count > YAMLParser.maximumNodes { throw YAMLError(reason: .tooManyNodes, mark: node.start) }
    if levels.isEmpty {
      root = node
    } else {
      levels[levels.count - 1].nodes.append(node)
    }
  }

  mutating func open(
    isMapping: Bool, isFlow: Bool, start: YAMLNode.Mark, end: YAMLNode.Mark
  ) throws(YAMLError) {
    if levels.count >= YAMLParser.maximumDepth { throw YAMLError(reason: .tooDeep, mark: start) }
    levels.append(Level(isMapping: isMapping, isFlow: isFlow, start: start, openEnd: end))
  }

  mutating func close(end: YAMLNode.Mark) throws(YAMLError) {
    let level = levels.removeLast()
    // libyaml ends a block collection where the next token starts, lines later; its last value's end is what people see.
    let end = level.isFlow ? end : level.nodes.last?.end ?? level.openEnd
    let content: YAMLNode.Content =
      level.isMapping
      ? .mapping(
        stride(from: 0, to: level.nodes.count - 1, by: 2).map {
          YAMLNode.Pair(key: level.nodes[$0], value: level.nodes[$0 + 1])
        })
      : .sequence(level.nodes)
    try add(YAMLNode(content: content, start: level.start, end: end))
  }
}
