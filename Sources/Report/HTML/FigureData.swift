import Experiment
import Foundation
import Interop
import OffprintCore
import Plotting

/// What a figure's script needs, as a block of JSON that stands in the figure.
struct FigureData {
  /// Empty for a figure that only can be looked at.
  static func block(of figure: ReportFigure) -> String {
    var entries: [String: Setting] = [:]
    if let values = HoverValues.setting(of: figure) { entries["values"] = values }
    if let scene = figure.scene { entries["scene"] = SceneEncoder.setting(of: scene, in: figure.drawing) }
    return entries.isEmpty ? "" : script(.map(entries), attribute: "class=\"figure-scene\"")
  }

  /// The pictures of the test images, once for all figures that show them; empty where none does.
  static func testPictures(of document: ReportDocument) -> String {
    guard let pictures = document.testPictures, document.figures.contains(where: { $0.scene != nil }) else { return "" }
    return script(
      [
        "count": .number(Double(pictures.count)), "side": .number(Double(pictures.side)),
        "levels": .number(Double(pictures.levels)), "bytes": .string(Data(pictures.packed).base64EncodedString()),
      ], attribute: "id=\"test-images\"")
  }

  /// A block that no browser executes, so that the page's policy has nothing to say about it.
  static func script(_ setting: Setting, attribute: String) -> String {
    script(json: setting.canonicalJSON, attribute: attribute)
  }

  /// Neither the end of the element nor the start of a comment can stand in it, since `<` is written as an escape.
  static func script(json: String, attribute: String) -> String {
    let parts = json.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false)
    let text = parts.count == 1 ? json : parts.map { String(Substring($0)) }.joined(separator: "\\u003c")
    return "<script type=\"application/json\" \(attribute)>\(text)</script>\n"
  }

  /// To a hundredth of a point.
  static func number(_ value: Double) -> Setting { .number((value * 100).rounded() / 100) }
  static func point(_ point: Point) -> Setting { [number(point.x), number(point.y)] }
  static func rect(_ rect: Rect) -> Setting {
    .list([rect.x, rect.y, rect.width, rect.height].map(number))
  }
}

/// The values of a figure's marks, for `values.js`: each text once, however many drawings tell it.
struct HoverValues {
  private var texts = Strings()
  private var headings = Strings()

  static func setting(of figure: ReportFigure) -> Setting? {
    let drawings = [figure.drawing] + (figure.narrowDrawing.map { [$0] } ?? [])
    guard drawings.contains(where: { !$0.hoverPoints.isEmpty }) else { return nil }
    var values = HoverValues()
    let points = drawings.map { drawing in Setting.list(drawing.hoverPoints.map { values.point($0) }) }
    return [
      "drawings": .list(points), "headings": values.headings.setting, "texts": values.texts.setting,
    ]
  }

  /// `[x, y, text, heading or -1, series or -1, [x, y, width, height] where there is an area]`.
  private mutating func point(_ point: HoverPoint) -> Setting {
    let heading = point.heading.map { headings.index(of: $0) } ?? -1
    var entries: [Setting] = [
      FigureData.number(point.position.x), FigureData.number(point.position.y),
      .number(Double(texts.index(of: point.text))), .number(Double(heading)), .number(Double(point.series ?? -1)),
    ]
    if let area = point.area { entries.append(FigureData.rect(area)) }
    return .list(entries)
  }

  /// Texts, each once, in the order of their first appearance.
  private struct Strings {
    private var indices: [String: Int] = [:]
    private var list: [String] = []

    mutating func index(of text: String) -> Int {
      if let index = indices[text] { return index }
      indices[text] = list.count
      list.append(text)
      return list.count - 1
    }

    var setting: Setting { .list(list.map { .string($0) }) }
  }
}
