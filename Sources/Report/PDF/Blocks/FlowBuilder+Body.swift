/// The notebook's own text, with its floats where the text first speaks of them.
extension FlowBuilder {
  mutating func body() {
    let order = FloatOrder(document.body)
    var previous: ReportBlock?
    guard style.parts.text else {
      for (index, block) in document.body.enumerated() where block.isResult {
        self.block(block, at: "body.\(index)", &previous)
      }
      return
    }
    for (index, block) in document.body.enumerated() {
      if !order.isMoved(index) {
        self.block(block, at: "body.\(index)", &previous)
      }
      for moved in order.moved(after: index) {
        self.block(document.body[moved], at: "body.\(moved)", &previous)
      }
    }
  }
}

/// Where floats are met: at their own place, or, where the text of their section speaks of them only later, behind the block
/// that does, so that no figure stands on a page before that of its first mention.
struct FloatOrder {
  private var after: [Int: [Int]] = [:]
  private var movedBlocks: Set<Int> = []

  init(_ blocks: [ReportBlock]) {
    var lastOfKind: [LayoutFloat.Kind: Int] = [:]
    for (index, block) in blocks.enumerated() {
      guard let (anchor, kind) = Self.float(block) else { continue }
      var place = index
      if !blocks[..<index].contains(where: { $0.refers(to: anchor) }),
        let mention = Self.section(after: index, in: blocks).first(where: { blocks[$0].refers(to: anchor) })
      {
        place = mention
      }
      // Floats of a kind stay in order.
      place = max(place, lastOfKind[kind] ?? place)
      lastOfKind[kind] = place
      if place > index {
        after[place, default: []].append(index)
        movedBlocks.insert(index)
      }
    }
  }

  func isMoved(_ index: Int) -> Bool { movedBlocks.contains(index) }
  func moved(after index: Int) -> [Int] { after[index] ?? [] }

  private static func float(_ block: ReportBlock) -> (anchor: String, kind: LayoutFloat.Kind)? {
    switch block {
    case .figure(let figure): (figure.anchor, .figure)
    case .table(let table): table.anchor.map { ($0, .table) }
    default: nil
    }
  }

  /// The blocks after `index` up to the next section's heading.
  private static func section(after index: Int, in blocks: [ReportBlock]) -> Range<Int> {
    var end = index + 1
    while end < blocks.count {
      if case .heading(let heading) = blocks[end], heading.level == 1 { break }
      end += 1
    }
    return index + 1..<end
  }
}

extension ReportBlock {
  /// What remains of a report without its prose.
  var isResult: Bool {
    switch self {
    case .figure, .notice: true
    case .table(let table): table.number != nil
    default: false
    }
  }

  /// Whether its text has a cross-reference to `anchor`.
  func refers(to anchor: String) -> Bool {
    switch self {
    case .heading(let heading): heading.title.refers(to: anchor)
    case .paragraph(let text): text.refers(to: anchor)
    case .list(let list): list.items.contains { $0.contains { $0.refers(to: anchor) } }
    case .quote(let inner): inner.contains { $0.refers(to: anchor) }
    case .figure(let figure): figure.caption.refers(to: anchor)
    case .table(let table): table.caption.refers(to: anchor)
    default: false
    }
  }
}

extension [ReportInline] {
  fileprivate func refers(to anchor: String) -> Bool {
    contains { inline in
      switch inline {
      case .reference(let reference): reference.anchor == anchor
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): inner.refers(to: anchor)
      case .link(let destination, let inner): destination == "#" + anchor || inner.refers(to: anchor)
      default: false
      }
    }
  }
}
