import Foundation
import Interop
import OffprintCore

/// A statement as one page that loads nothing, with the pictures of figures that changed: one over the other under a slider,
/// side by side, and their difference.
package struct HTMLComparisonWriter {
  private let statement: Statement
  private let before: [String: ReportSnapshot.Figure]
  private let after: [String: ReportSnapshot.Figure]

  package init(_ statement: Statement, _ before: ReportSnapshot, _ after: ReportSnapshot) {
    self.statement = statement
    self.before = Dictionary(before.figures.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
    self.after = Dictionary(after.figures.map { ($0.anchor, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func text() -> String {
    let style = String(decoding: PackageResources.comparison_css, as: UTF8.self)
    let script = String(decoding: PackageResources.comparison_js, as: UTF8.self)
    let title = "\(statement.before) → \(statement.after)"
    let policy =
      "default-src 'none'; img-src data:; style-src \(Self.source(style)); script-src \(Self.source(script)); "
      + "base-uri 'none'; form-action 'none'"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(Self.escaped(policy))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="Offprint diff">
      <meta name="color-scheme" content="light dark">
      <title>\(Self.escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body>
      <main>
      <header>
      <p class="sides"><span>\(Self.escaped(statement.before))</span> → <span>\(Self.escaped(statement.after))</span></p>
      <h1>\(Self.escaped(statement.title))</h1>
      <p class="headline \(Self.word(statement.headline.tone))">\(Self.escaped(statement.headline.text))</p>
      </header>
      \(statement.sections.map(section).joined())</main>
      <script>\(script)</script>
      </body>
      </html>

      """
  }

  private func section(_ section: Statement.Section) -> String {
    var html = "<section>\n<h2>\(Self.escaped(section.title))</h2>\n"
    var depth = 0
    for item in section.items {
      let wanted =
        switch item {
        case .bullet: 1
        case .detail: 2
        case .figure: min(depth, 1)
        default: 0
        }
      while depth > wanted {
        html += depth == 2 ? "</ul>\n" : "</li>\n</ul>\n"
        depth -= 1
      }
      if depth == 1, wanted == 1, case .bullet = item { html += "</li>\n" }
      while depth < wanted {
        html += "<ul>\n"
        depth += 1
      }
      html += self.html(item)
    }
    while depth > 0 {
      html += depth == 2 ? "</ul>\n" : "</li>\n</ul>\n"
      depth -= 1
    }
    return html + "</section>\n"
  }

  private func html(_ item: Statement.Item) -> String {
    switch item {
    case .line(let spans): "<p>\(Self.inline(spans))</p>\n"
    case .bullet(let spans): "<li>\(Self.inline(spans))\n"
    case .detail(let spans): "<li>\(Self.inline(spans))</li>\n"
    case .table(let columns, let rows): Self.table(columns, rows)
    case .figure(let anchor): pictures(anchor)
    }
  }

  private static func table(_ columns: [Statement.Column], _ rows: [[Statement.Span]]) -> String {
    func mark(_ index: Int) -> String { columns[index].isNumber ? " class=\"number\"" : "" }
    let head = columns.indices.map { "<th scope=\"col\"\(mark($0))>\(escaped(columns[$0].title))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.indices.map { index in
        index == 0
          ? "<th scope=\"row\">\(inline([row[index]]))</th>" : "<td\(mark(index))>\(inline([row[index]]))</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    return
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table>\n<thead><tr>\(head)</tr></thead>\n"
      + "<tbody>\n\(body.joined())</tbody>\n</table>\n</div>\n"
  }

  // MARK: - Pictures

  private func pictures(_ anchor: String) -> String {
    let old = before[anchor].flatMap(Self.picture)
    let new = after[anchor].flatMap(Self.picture)
    switch (old, new) {
    case (nil, nil): return ""
    case (let only?, nil), (nil, let only?):
      let word = old == nil ? "now" : "before"
      return
        "<div class=\"pictures\"><div class=\"one\"><img src=\"\(only)\" alt=\"\(Self.escaped(anchor)) \(word)\"></div></div>\n"
    case (let first?, let second?):
      if first == second { return "" }
      return compared(anchor, first, second)
    }
  }

  private func compared(_ anchor: String, _ first: String, _ second: String) -> String {
    let name = Self.escaped(anchor)
    let id = "cut-\(name)"
    let measured = (before[anchor]?.pictures["png"]).flatMap { old in
      (after[anchor]?.pictures["png"]).flatMap { new in PictureDifference(old.bytes, new.bytes) }
    }
    let difference =
      measured.map { "<img src=\"data:image/png;base64,\(Self.base64($0.png))\" alt=\"Where \(name) differs\">" }
      ?? "<div class=\"blend\"><img src=\"\(first)\" alt=\"\"><img src=\"\(second)\" alt=\"Where \(name) differs\"></div>"
    let share = measured.map { ", \(Words.fixed($0.share * 100, decimals: 2)) % of the pixels" } ?? ""
    return """
      <div class="pictures" data-figure="\(name)">
      <div class="slide"><img src="\(first)" alt="\(name) before"><img class="over" src="\(second)" alt="\(name) now"></div>
      <label class="cut" for="\(id)">before <input id="\(id)" type="range" min="0" max="100" value="50" \
      aria-label="How much of \(name) is shown as it was"> now</label>
      <details><summary>Difference\(share)</summary>\(difference)</details>
      </div>

      """
  }

  private static func picture(_ figure: ReportSnapshot.Figure) -> String? {
    if let svg = figure.pictures["svg"] { return "data:image/svg+xml;base64,\(base64(svg.bytes))" }
    return figure.pictures["png"].map { "data:image/png;base64,\(base64($0.bytes))" }
  }

  private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  // MARK: - Text

  private static func inline(_ spans: [Statement.Span]) -> String {
    spans.map { span in
      let text = escaped(span.text)
      switch span.tone {
      case .plain: return text
      case .strong: return "<strong>\(text)</strong>"
      case .removed: return "<del>\(text)</del>"
      case .added: return "<ins>\(text)</ins>"
      default: return "<span class=\"\(word(span.tone))\">\(text)</span>"
      }
    }.joined()
  }

  private static func word(_ tone: Statement.Tone) -> String {
    switch tone {
    case .good: "good"
    case .bad: "bad"
    case .warning: "warning"
    default: "muted"
    }
  }

  private static func escaped(_ text: String) -> String { MarkupText.escaped(text) }

  /// A hash source of Content Security Policy Level 3.
  private static func source(_ text: String) -> String {
    let digits = Array(ContentHash(ofText: text).hexadecimal)
    let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0..<$0 + 2]), radix: 16) ?? 0 }
    return "'sha256-\(base64(bytes))'"
  }
}

/// Where two pictures of one size differ.
struct PictureDifference {
  /// What is alike is faint, what differs is red.
  let png: [UInt8]
  /// Of the pixels that differ, in 0…1.
  let share: Double

  /// Nil where one is no picture, their sizes differ, or nothing else does.
  init?(_ before: [UInt8], _ after: [UInt8]) {
    guard PNGPicture(before) != nil, PNGPicture(after) != nil else { return nil }
    let (old, new) = (RasterSurface(png: before), RasterSurface(png: after))
    guard old.pixelWidth == new.pixelWidth, old.pixelHeight == new.pixelHeight else { return nil }
    var count = 0
    let pixels = zip(old.pixels, new.pixels).map { first, second -> UInt32 in
      guard first != second else { return PictureDifference.faint(second) }
      count += 1
      return PictureDifference.isNear(first, second) ? 0xFFF2_B8B0 : 0xFFD0_2010
    }
    guard count > 0 else { return nil }
    share = Double(count) / Double(max(1, pixels.count))
    var palette: [UInt32: UInt8] = [:]
    var colors: [UInt32] = []
    var indices: [UInt8] = []
    indices.reserveCapacity(pixels.count)
    for pixel in pixels {
      if let index = palette[pixel] {
        indices.append(index)
      } else {
        let index = UInt8(colors.count)
        palette[pixel] = index
        colors.append(pixel)
        indices.append(index)
      }
    }
    png = IndexedPNG.encode(palette: colors, indices: indices, width: old.pixelWidth, height: old.pixelHeight)
  }

  /// One of 16 light greys.
  private static func faint(_ pixel: UInt32) -> UInt32 {
    let alpha = pixel >> 24
    let sum = (pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff) + 3 * (255 - alpha)
    let grey = 192 + (sum / 3 / 16) * 4
    return 0xFF00_0000 | grey << 16 | grey << 8 | grey
  }

  /// As the edges of letters are that moved by a part of a pixel.
  private static func isNear(_ first: UInt32, _ second: UInt32) -> Bool {
    [0, 8, 16, 24].allSatisfy { shift in
      let difference = Int(first >> shift & 0xff) - Int(second >> shift & 0xff)
      return difference.magnitude < 48
    }
  }
}
