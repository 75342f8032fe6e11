import Interop
import Plotting

/// Draws laid out pages.
struct PagePainter {
  let layout: PageLayout
  let typesetter: Typesetter
  let pdf: PDFDocument

  var style: PageStyle { layout.style }
  var canvas: Canvas { pdf.canvas }

  func paint() {
    var structure = StructureWriter(painter: self)
    structure.begin()
    for (index, page) in layout.pages.enumerated() {
      pdf.setPageLabel(String(index + 1))
      for panel in page.panels { paint(panel) }
      for placed in page.boxes { structure.paint(placed) }
      // Neither rules nor heads and feet belong to the text.
      structure.endElement()
      for rule in page.rules { canvas.fill(.rectangle(rule), .color(.black)) }
      paintHead(layout.runningHeads[index])
      paintFoot(index + 1)
      if index == layout.pages.count - 1 { structure.end() }
      pdf.endPage()
    }
    pdf.alternativeTexts = structure.alternativeTexts
    addBookmarks()
  }

  private func paint(_ placed: PlacedPanel) {
    let (rect, panel) = (placed.rect, placed.panel)
    if let fill = panel.fill { canvas.fill(.rectangle(rect), .color(fill)) }
    if let frame = panel.frame {
      canvas.stroke(.rectangle(rect.insetBy(0.25)), .color(frame), StrokeStyle(width: 0.5))
    }
    if let bar = panel.bar {
      canvas.fill(.rectangle(Rect(x: rect.x, y: rect.y, width: 2.5, height: rect.height)), .color(bar))
    }
  }

  /// Names the places that links to a box lead to.
  func paintDestinations(_ placed: PlacedBox) {
    for name in placed.box.destinations {
      // A little above, so that a viewer does not cut the line at its window's edge.
      canvas.destination(name, at: Point(placed.rect.x, max(0, placed.rect.y - 6)))
    }
  }

  func paint(_ mark: LayoutMark, at origin: Point) {
    switch mark {
    case .line(let line, let place): paint(line, at: origin + place)
    case .fill(let rect, let color):
      let moved = Rect(x: origin.x + rect.x, y: origin.y + rect.y, width: rect.width, height: rect.height)
      canvas.fill(.rectangle(moved), .color(color))
    case .figure(let drawing, let rect):
      guard rect.width > 0, rect.height > 0 else { return }
      let moved = Rect(x: origin.x + rect.x, y: origin.y + rect.y, width: rect.width, height: rect.height)
      drawing.draw(on: canvas, in: moved, typesetter: typesetter)
    }
  }

  func paint(_ line: SetLine, at place: Point) {
    canvas.saved {
      canvas.translate(place.x + line.x, place.y)
      canvas.scale(line.expansion, 1)
      line.paragraph.drawLine(0, on: canvas, x: 0, baseline: 0)
      for entry in line.objects { entry.object.draw(canvas, Point(entry.x / line.expansion, 0)) }
    }
  }

  func paintLinks(of line: SetLine, at place: Point) {
    for link in line.links {
      let rect = Rect(
        x: place.x + line.x + link.x, y: place.y - 0.75 * line.leading + 1, width: link.width,
        height: line.leading - 2)
      canvas.link([rect], to: link.target)
    }
  }

  private func paintHead(_ head: (left: SetLine?, right: SetLine?)) {
    guard head.left != nil || head.right != nil else { return }
    let area = style.textArea
    if let line = head.left { paint(line, at: Point(area.x, area.y - 24)) }
    if let line = head.right { paint(line, at: Point(area.maxX - line.width, area.y - 24)) }
    let rule = Rect(x: area.x, y: area.y - 18, width: area.width, height: 0.4)
    canvas.fill(.rectangle(rule), .color(style.mutedColor))
  }

  private func paintFoot(_ number: Int) {
    let area = style.textArea
    let text: String
    switch style.foot {
    case .nothing: return
    case .page: text = String(number)
    case .pageOfPages: text = "\(number)\u{2009}/\u{2009}\(layout.pages.count)"
    }
    let face = TextStyle(families: style.textFamilies, size: style.small.size + 0.4)
    let paragraph = typesetter.paragraph(text, face)
    let baseline = area.maxY + min(34, style.marginBottom * 0.5)
    paragraph.drawLine(0, on: canvas, x: area.center.x - paragraph.width / 2, baseline: baseline)
  }

  private func addBookmarks() {
    var parents: [(level: Int, entry: PDFDocument.OutlineEntry)] = []
    for bookmark in layout.bookmarks {
      while let last = parents.last, last.level >= bookmark.level { parents.removeLast() }
      let entry = pdf.addOutlineEntry(
        bookmark.title, destination: bookmark.destination, parent: parents.last?.entry ?? .root,
        open: bookmark.level < 2)
      parents.append((bookmark.level, entry))
    }
  }
}
