import Interop

/// A path as SVG says it (SVG 2 §9.3), to a hundredth of a unit and in few letters: steps from the place before, not places.
/// Steps are taken between rounded places, so that no rounding adds up.
struct SVGPathData {
  /// In hundredths.
  private struct Place: Equatable {
    var x = 0
    var y = 0

    static func - (left: Place, right: Place) -> Place { Place(x: left.x - right.x, y: left.y - right.y) }
  }

  private(set) var text = ""
  private var place = Place()
  private var start = Place()
  /// What stands before the next number.
  private var command: Character?
  private var endsInFraction = false

  static func text(of path: Path) -> String {
    var data = SVGPathData()
    for element in path.elements { data.add(element) }
    return data.text
  }

  /// A line without length at each place, whose round ends are a dot.
  static func dots(at centers: [Point]) -> String {
    var data = SVGPathData()
    for center in centers {
      data.add(.move(center))
      data.add(.line(center))
    }
    return data.text
  }

  private mutating func add(_ element: Path.Element) {
    switch element {
    case .move(let point):
      let end = Self.place(point)
      let step = end - place
      // A second pair after a move would be a line, so each move has its letter.
      let there = Self.length([end.x, end.y])
      if command == nil || there <= Self.length([step.x, step.y]) {
        add("M", [end.x, end.y], repeats: false)
      } else {
        add("m", [step.x, step.y], repeats: false)
      }
      (place, start) = (end, end)
    case .line(let point):
      let end = Self.place(point)
      let step = end - place
      if step.y == 0 {
        add("h", [step.x])
      } else if step.x == 0 {
        add("v", [step.y])
      } else {
        add("l", [step.x, step.y])
      }
      place = end
    case .curve(let first, let second, let point):
      let end = Self.place(point)
      let steps = [Self.place(first), Self.place(second), end].map { $0 - place }
      add("c", steps.flatMap { [$0.x, $0.y] })
      place = end
    case .close:
      text += "z"
      command = "z"
      place = start
    }
  }

  private mutating func add(_ letter: Character, _ numbers: [Int], repeats: Bool = true) {
    let isRepeated = repeats && command == letter
    if !isRepeated { text.append(letter) }
    for (index, number) in numbers.enumerated() {
      let word = Self.word(number)
      let isFirst = index == 0 && !isRepeated
      if !isFirst, !word.hasPrefix("-"), !(endsInFraction && word.hasPrefix(".")) { text += " " }
      text += word
      endsInFraction = number % 100 != 0
    }
    command = letter
  }

  /// What is no number, or too far off for any paper, stands at the edge of what can be told.
  private static func place(_ point: Point) -> Place {
    func hundredths(_ value: Double) -> Int { value.isNaN ? 0 : Int((min(max(value, -1e9), 1e9) * 100).rounded()) }
    return Place(x: hundredths(point.x), y: hundredths(point.y))
  }

  private static func length(_ numbers: [Int]) -> Int { numbers.reduce(0) { $0 + word($1).utf8.count } }

  /// `12.5` for 1250; no zero before the point or after the last digit.
  private static func word(_ hundredths: Int) -> String {
    let (whole, rest) = Int(hundredths.magnitude).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    let fraction = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(sign)\(whole == 0 ? "" : "\(whole)").\(fraction)"
  }
}

extension Path {
  /// The circles that this path consists of, as `Path.circle` makes them; nil where there is anything else.
  var circles: [(center: Point, radius: Double)]? {
    let count = 6
    guard !elements.isEmpty, elements.count.isMultiple(of: count) else { return nil }
    var circles: [(center: Point, radius: Double)] = []
    for first in stride(from: 0, to: elements.count, by: count) {
      guard case .move(let right) = elements[first], case .curve(_, _, let bottom) = elements[first + 1] else {
        return nil
      }
      let circle = (center: Point(bottom.x, right.y), radius: right.x - bottom.x)
      let model = Path.circle(center: circle.center, radius: circle.radius)
      guard circle.radius > 0, zip(model.elements, elements[first..<first + count]).allSatisfy(Path.isNear) else {
        return nil
      }
      circles.append(circle)
    }
    return circles
  }

  private static func isNear(_ left: Element, _ right: Element) -> Bool {
    func near(_ a: Point, _ b: Point) -> Bool { abs(a.x - b.x) < 1e-6 && abs(a.y - b.y) < 1e-6 }
    switch (left, right) {
    case (.move(let a), .move(let b)), (.line(let a), .line(let b)): return near(a, b)
    case (.curve(let a, let b, let c), .curve(let d, let e, let f)): return near(a, d) && near(b, e) && near(c, f)
    case (.close, .close): return true
    default: return false
    }
  }
}
