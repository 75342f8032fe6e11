import Interop
import Plotting

/// Draws laid out pages.
struct PagePainter {
  let layout: PageLayout
  let typesetter: Typesetter
  let pdf: PDFDocument

  private var style: PageStyle { layout.style }

  func paint() {
    for (index, page) in layout.pages.enumerated() {
      pdf.setPageLabel(String(index + 1))
      for panel in page.panels { paint(panel) }
      for element in Self.elements(of: page) {
        pdf.canvas.structure(element.role.rawValue) {
          for placed in element.boxes { paint(placed) }
        }
      }
      if index > 0 { paintHead() }
      paintFoot(index + 1)
      pdf.endPage()
    }
    addBookmarks()
  }

  /// The page's boxes item by item.
  private static func elements(of page: LayoutPage) -> [(role: LayoutBox.Role, boxes: [PlacedBox])] {
    var elements: [(role: LayoutBox.Role, boxes: [PlacedBox])] = []
    for placed in page.boxes {
      if let last = elements.last?.boxes.last, last.box.origin.item == placed.box.origin.item {
        elements[elements.count - 1].boxes.append(placed)
      } else {
        elements.append((placed.box.role, [placed]))
      }
    }
    return elements
  }

  private func paint(_ placed: PlacedPanel) {
    let (rect, panel) = (placed.rect, placed.panel)
    if let fill = panel.fill { pdf.canvas.fill(.rectangle(rect), .color(fill)) }
    if let frame = panel.frame {
      pdf.canvas.stroke(.rectangle(rect.insetBy(0.25)), .color(frame), StrokeStyle(width: 0.5))
    }
    if let bar = panel.bar {
      pdf.canvas.fill(.rectangle(Rect(x: rect.x, y: rect.y, width: 2.5, height: rect.height)), .color(bar))
    }
  }

  private func paint(_ placed: PlacedBox) {
    let origin = Point(placed.rect.x, placed.rect.y)
    for name in placed.box.destinations {
      // A little above, so that a viewer does not cut the line at its window's edge.
      pdf.canvas.destination(name, at: Point(origin.x, max(0, origin.y - 6)))
    }
    for mark in placed.box.marks {
      switch mark {
      case .line(let line, let place): paint(line, at: origin + place)
      case .fill(let rect, let color):
        let moved = Rect(x: origin.x + rect.x, y: origin.y + rect.y, width: rect.width, height: rect.height)
        pdf.canvas.fill(.rectangle(moved), .color(color))
      case .figure(let drawing, let rect):
        guard rect.width > 0, rect.height > 0 else { continue }
        let moved = Rect(x: origin.x + rect.x, y: origin.y + rect.y, width: rect.width, height: rect.height)
        drawing.draw(on: pdf.canvas, in: moved, typesetter: typesetter)
      }
    }
  }

  private func paint(_ line: SetLine, at place: Point) {
    let left = place.x + line.x
    pdf.canvas.saved {
      pdf.canvas.translate(left, place.y)
      pdf.canvas.scale(line.expansion, 1)
      line.paragraph.drawLine(0, on: pdf.canvas, x: 0, baseline: 0)
    }
    for link in line.links {
      let rect = Rect(
        x: left + link.x, y: place.y - line.ascent + 1, width: link.width, height: line.leading - 2)
      pdf.canvas.link([rect], to: link.target)
    }
  }

  private func paintHead() {
    guard let head = layout.runningHead else { return }
    let area = style.textArea
    paint(head, at: Point(area.x, area.y - 24))
    let rule = Rect(x: area.x, y: area.y - 18, width: area.width, height: 0.4)
    pdf.canvas.fill(.rectangle(rule), .color(style.mutedColor))
  }

  private func paintFoot(_ number: Int) {
    let area = style.textArea
    let face = TextStyle(families: style.textFamilies, size: 9.2)
    let paragraph = typesetter.paragraph("\(number)\u{2009}/\u{2009}\(layout.pages.count)", face)
    paragraph.drawLine(0, on: pdf.canvas, x: area.center.x - paragraph.width / 2, baseline: area.maxY + 34)
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
