import OffprintCore

extension FigureMarks {
  /// A mark, or how it is drawn, that is not what it should be.
  struct Difference {
    var name: String
    var displayed: String
    var recomputed: String
  }

  /// At most so many are listed.
  private static let most = 5

  /// Of two JSON files of a figure, mark by mark; empty where no mark and no property differs.
  static func differences(
    _ shown: [UInt8], _ wanted: [UInt8], tables: ([UInt8]?, [UInt8]?) = (nil, nil)
  ) -> [Difference] {
    guard let old = try? FigureMarks(data: shown, table: tables.0),
      let new = try? FigureMarks(data: wanted, table: tables.1)
    else { return [Difference(name: "data", displayed: "that cannot be read", recomputed: "others")] }
    var found: [Difference] = []
    for key in Set(old.properties.keys).union(new.properties.keys).sorted() {
      if old.properties[key] != new.properties[key] {
        found.append(Difference(name: key, displayed: text(old.properties[key]), recomputed: text(new.properties[key])))
      }
    }
    if old.marks.count == new.marks.count {
      for (there, here) in zip(old.marks, new.marks) where there != here {
        if there.name == here.name {
          found.append(
            Difference(name: here.name.words, displayed: text(there.value), recomputed: text(here.value)))
        } else {
          found.append(
            Difference(name: "a mark", displayed: there.name.words, recomputed: here.name.words))
        }
      }
    } else {
      found.append(
        Difference(name: "marks:", displayed: "\(old.marks.count)", recomputed: "\(new.marks.count)"))
    }
    guard found.count > most else { return found }
    return found.prefix(most) + [
      Difference(name: "\(found.count - most) more marks", displayed: "otherwise", recomputed: "those")
    ]
  }

  private static func text(_ setting: Setting?) -> String {
    switch setting {
    case nil: "nothing"
    case .string(let text)?: "“\(text)”"
    case let setting?: setting.canonicalJSON
    }
  }
}

extension FigureMarks.Name {
  /// `ArcFace, seed 2, epoch 7, test-accuracy`.
  var words: String { [series, point, quantity].filter { !$0.isEmpty }.joined(separator: ", ") }
}

/// The first place where two trees of values differ.
enum SettingWalk {
  struct Change {
    var path: String
    var displayed: String
    var recomputed: String
  }

  static func first(_ shown: Setting, _ wanted: Setting, at path: String = "") -> Change? {
    if shown == wanted { return nil }
    switch (shown, wanted) {
    case (.map(let old), .map(let new)):
      for key in Set(old.keys).union(new.keys).sorted() {
        let inner = path.isEmpty ? key : "\(path).\(key)"
        guard let there = old[key], let here = new[key] else {
          return Change(path: inner, displayed: text(old[key]), recomputed: text(new[key]))
        }
        if let change = first(there, here, at: inner) { return change }
      }
    case (.list(let old), .list(let new)) where old.count == new.count:
      for (index, (there, here)) in zip(old, new).enumerated() {
        let name = ["name", "path", "anchor"].lazy.compactMap { ResultsReader.text(here[$0]) }.first
        if let change = first(there, here, at: "\(path)[\(name ?? String(index + 1))]") { return change }
      }
    default: break
    }
    return Change(path: path, displayed: text(shown), recomputed: text(wanted))
  }

  private static func text(_ setting: Setting?) -> String {
    switch setting {
    case nil: "nothing"
    case .string(let text)?: PageNames.shortened(text)
    case .list(let list)?: "a list of \(list.count)"
    case .map?: "values"
    case let setting?: setting.canonicalJSON
    }
  }
}

/// What a figure of a page tells of the marks beside the pointer: for naming a mark by its place in the drawing.
struct HoverTexts {
  private struct Spot {
    var x: Double
    var y: Double
    var area: [Double]
    var text: String
  }

  private var drawings: [[Spot]] = []

  static func all(_ page: [UInt8]) -> [String: HoverTexts] {
    var found: [String: HoverTexts] = [:]
    let tree = MarkupReader.read(page)
    for figure in tree.all(where: { $0.tag == "figure" && $0.has(class: "plot") }) {
      guard let anchor = figure.attributes["id"],
        let script = figure.first(where: { $0.tag == "script" && $0.has(class: "figure-scene") }),
        let json = try? JSONText.read(script.raw, leavingOut: ["scene"]), let values = json["values"]
      else { continue }
      found[anchor] = HoverTexts(values)
    }
    return found
  }

  private init(_ values: Setting) {
    let texts = ResultsReader.list(values["texts"]).map { ResultsReader.text($0) ?? "" }
    let headings = ResultsReader.list(values["headings"]).map { ResultsReader.text($0) ?? "" }
    drawings = ResultsReader.list(values["drawings"]).map { drawing in
      ResultsReader.list(drawing).compactMap { spot -> Spot? in
        let entries = ResultsReader.list(spot)
        let numbers = entries.prefix(5).compactMap { if case .number(let number) = $0 { number } else { nil } }
        guard numbers.count == 5, let index = Int(exactly: numbers[2]), texts.indices.contains(index) else {
          return nil
        }
        let named = Int(exactly: numbers[3]).flatMap { headings.indices.contains($0) ? headings[$0] : nil }
        let heading = named.map { $0 + ": " } ?? ""
        let area = entries.count > 5 ? Self.numbers(entries[5]) : []
        return Spot(x: numbers[0], y: numbers[1], area: area, text: heading + texts[index])
      }
    }
  }

  private static func numbers(_ list: Setting) -> [Double] {
    ResultsReader.list(list).compactMap { if case .number(let number) = $0 { number } else { nil } }
  }

  /// Of the mark whose area the element begins in, or that is nearest to its beginning, within a few letters' widths.
  func text(near tag: PageTag, isNarrow: Bool) -> String? {
    let index = isNarrow ? 1 : 0
    guard drawings.indices.contains(index), let (x, y) = Self.start(tag) else { return nil }
    let spots = drawings[index]
    if let inside = spots.first(where: { spot in
      spot.area.count == 4 && x >= spot.area[0] - 0.1 && x <= spot.area[0] + spot.area[2] + 0.1
        && y >= spot.area[1] - 0.1 && y <= spot.area[1] + spot.area[3] + 0.1
    }) {
      return PageNames.shortened(inside.text)
    }
    func distance(_ spot: Spot) -> Double { (spot.x - x) * (spot.x - x) + (spot.y - y) * (spot.y - y) }
    guard let nearest = spots.min(by: { distance($0) < distance($1) }), distance(nearest) < 900 else { return nil }
    return PageNames.shortened(nearest.text)
  }

  /// Where an element begins in its drawing.
  private static func start(_ tag: PageTag) -> (Double, Double)? {
    for (x, y) in [("x", "y"), ("cx", "cy")] {
      if let x = tag[x].flatMap({ Double($0) }), let y = tag[y].flatMap({ Double($0) }) { return (x, y) }
    }
    guard let data = tag["d"], data.first == "M" else { return nil }
    let numbers = data.dropFirst().split { $0 == " " || $0 == "," || $0.isLetter }.prefix(2)
      .flatMap { word -> [Double] in
        // `12.5-3.1`: a minus ends the number before it.
        let parts = word.dropFirst().split(separator: "-", maxSplits: 1).map(String.init)
        guard let first = word.first else { return [] }
        let head = String(first) + (parts.first ?? "")
        return [Double(head), parts.count > 1 ? Double("-" + parts[1]) : nil].compactMap(\.self)
      }
    return numbers.count >= 2 ? (numbers[0], numbers[1]) : nil
  }
}
