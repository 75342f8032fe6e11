import Interop

/// Sets a document as one tall column of boxes, in the order of reading.
struct FlowBuilder {
  let document: ReportDocument
  let style: PageStyle
  let setter: TextSetter
  let inlines: InlineSetting
  let formulas: FormulaSetter

  var elements: [FlowElement] = []
  /// The title block, which is as wide as the page.
  private(set) var front: [FlowElement] = []
  /// Of tables that may be cut by the end of a page.
  var tableHeads: [[LayoutBox]] = []
  private(set) var footnotes: [Int: LayoutFootnote] = [:]
  private var seenFootnotes: Set<Int> = []
  private var floatCount = 0
  var bookmarks: [LayoutBookmark] = []
  /// Where the column is at the moment: from the left edge of the text.
  var column: Column
  /// How text is set at the moment.
  var type: PageStyle.TypeSize
  var color = Color.black
  var panel: LayoutPanel?
  /// There paragraphs are parted by space, not by an indent.
  var isInList = false
  /// Names of places that the next box gets.
  var pendingDestinations: [String] = []
  private var panelCount = 0
  private var groups: [LayoutGroup] = []
  private var groupCount = 0
  private var item = ""
  private var role = LayoutBox.Role.paragraph
  /// Whether lines end where they end, whatever the style says of paragraphs.
  var isRagged = false
  private var part = 0

  struct Column {
    var x: Double
    var width: Double

    func inset(left: Double = 0, right: Double = 0) -> Column {
      // However deep the nesting, something must fit.
      let narrowed = max(width - left - right, 60)
      return Column(x: min(x + left, x + width - narrowed), width: narrowed)
    }
  }

  init(
    document: ReportDocument, style: PageStyle, setter: TextSetter
  ) {
    self.document = document
    self.style = style
    self.setter = setter
    formulas = FormulaSetter(style: style)
    inlines = InlineSetting(
      style: style, anchors: PaperAnchors.onPaper(document, style.parts), formulas: formulas)
    column = Column(x: 0, width: style.textArea.width)
    type = style.text
  }

  /// The whole document.
  mutating func build() {
    titleBlock()
    if style.columns == 1 { abstract() }
    front = elements
    elements = []
    column = Column(x: 0, width: style.columnWidth)
    if style.columns > 1 { abstract() }
    body()
    references()
    endMatter()
    setFootnotes()
  }

  /// What has been built.
  var flow: Flow { Flow(front: front, body: elements, tableHeads: tableHeads, footnotes: footnotes) }

  /// The notes' own text, each as the lines that stand at the foot of a page.
  private mutating func setFootnotes() {
    let body = elements
    for note in document.footnotes {
      elements = []
      set(in: style.footnote) { $0.footnote(note) }
      footnotes[note.number] = LayoutFootnote(number: note.number, lines: Self.boxes(of: elements))
    }
    elements = body
  }

  /// The boxes of `elements` with the spaces between them made part of them.
  private static func boxes(of elements: [FlowElement]) -> [LayoutBox] {
    var boxes: [LayoutBox] = []
    var space = 0.0
    for element in elements {
      switch element {
      case .space(let amount, _): space = max(space, amount)
      case .box(var box):
        if !boxes.isEmpty, space > 0 {
          box.marks = box.marks.map { $0.moved(by: space) }
          box.height += space
        }
        boxes.append(box)
        space = 0
      case .float(let float): boxes.append(float.box)
      case .keep, .barrier: break
      }
    }
    return boxes
  }

  // MARK: Boxes

  /// Everything added until the next call belongs to `name`.
  mutating func begin(_ name: String, _ role: LayoutBox.Role = .paragraph) {
    (item, part, self.role) = (name, 0, role)
  }

  /// A box of the current item that spans the column; `marks` are from its top left corner.
  mutating func box(height: Double, _ marks: [LayoutMark]) -> LayoutBox {
    var box = LayoutBox(
      origin: LayoutOrigin(item: item, part: part), x: column.x, width: column.width, height: height, marks: marks)
    for case .line(let line, _) in marks {
      // A note stands on the page of its first mark.
      for number in line.footnotes where seenFootnotes.insert(number).inserted { box.footnotes.append(number) }
    }
    box.destinations = pendingDestinations
    box.panel = panel
    box.role = role
    box.groups = groups
    pendingDestinations = []
    part += 1
    return box
  }

  mutating func add(_ line: SetLine) {
    add(box(height: line.height, [.line(line, at: Point(0, line.ascent))]))
  }

  mutating func add(_ box: LayoutBox) { elements.append(.box(box)) }

  mutating func addFloat(_ box: LayoutBox, _ kind: LayoutFloat.Kind, spansPage: Bool) {
    floatCount += 1
    elements.append(
      .float(LayoutFloat(box: box, kind: kind, spansPage: spansPage && style.columns > 1, number: floatCount)))
  }

  /// Runs `body` with all the page's width.
  mutating func acrossPage<Value>(_ spans: Bool, _ body: (inout FlowBuilder) -> Value) -> Value {
    guard spans else { return body(&self) }
    let outer = column
    column = Column(x: 0, width: style.textArea.width)
    defer { column = outer }
    return body(&self)
  }

  /// How running text is set.
  var alignment: TextSetter.Alignment {
    style.isJustified && !isRagged && column.width >= 14 * type.size ? .justified : .left
  }
  mutating func keep() { elements.append(.keep) }
  mutating func space(_ amount: Double, stretch: Double = 0) { elements.append(.space(amount, stretch: stretch)) }

  /// Lines of which no page begins or ends with fewer than two.
  mutating func add(_ lines: [SetLine]) {
    for (index, line) in lines.enumerated() {
      add(line)
      if index == 0 || index == lines.count - 2 { keepIfInside(index, lines.count) }
    }
  }

  private mutating func keepIfInside(_ index: Int, _ count: Int) {
    if index < count - 1 { keep() }
  }

  /// Runs `body` as part of an element of the document's structure.
  mutating func grouped(_ type: String, _ body: (inout FlowBuilder) -> Void) {
    groupCount += 1
    groups.append(LayoutGroup(type: type, id: groupCount))
    body(&self)
    groups.removeLast()
  }

  /// Runs `body` in a narrower column.
  mutating func inset(left: Double = 0, right: Double = 0, _ body: (inout FlowBuilder) -> Void) {
    let outer = column
    column = column.inset(left: left, right: right)
    body(&self)
    column = outer
  }

  /// Runs `body` in another size of type.
  mutating func set(in size: PageStyle.TypeSize, _ body: (inout FlowBuilder) -> Void) {
    let outer = type
    type = size
    body(&self)
    type = outer
  }

  /// Runs `body` on a ground that reaches `padding` past it to all sides.
  mutating func onPanel(
    _ name: String, fill: Color? = nil, frame: Color? = nil, bar: Color? = nil, padding: Double,
    _ body: (inout FlowBuilder) -> Void
  ) {
    let outer = panel
    panelCount += 1
    panel = LayoutPanel(id: panelCount, x: column.x, width: column.width, fill: fill, frame: frame, bar: bar)
    begin(name + ".top")
    add(box(height: padding, []))
    keep()
    inset(left: padding + (bar == nil ? 2 : 5), right: padding + 2, body)
    keep()
    begin(name + ".bottom")
    add(box(height: padding, []))
    panel = outer
  }

  var face: TextStyle { style.face(type).colored(color) }
}
