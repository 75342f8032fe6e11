import Foundation
import Interop
import OffprintCore
import Plotting
import Testing

/// Paths in SVG, read back by a reader of their own.
@Suite("Path data") struct PathDataTests {
  private func list(_ shape: Shape) -> String {
    DisplayList(size: Size(100, 100), title: "t", summary: "s", marks: [.shape(shape)])
      .svg(SVGOptions(idPrefix: "f", appearance: .light))
  }

  /// The places that path data leads to, absolute; understands what the writer may use: M m h v l c z.
  private func places(_ data: Substring) throws -> [Point] {
    var (at, start, found) = (Point(0, 0), Point(0, 0), [Point]())
    for part in data.matches(of: /([Mmhvlcz])([^A-Za-z]*)/) {
      let numbers = part.2.matches(of: /-?(\d+(\.\d+)?|\.\d+)/).compactMap { number in
        Double(
          number.0.hasPrefix("-.") ? "-0" + number.0.dropFirst() : number.0.hasPrefix(".") ? "0" + number.0 : number.0)
      }
      func pair(_ index: Int) -> Point { Point(at.x + numbers[index], at.y + numbers[index + 1]) }
      switch part.1 {
      case "M": at = Point(numbers[0], numbers[1])
      case "m": at = pair(0)
      case "z": at = start
      default: break
      }
      if "Mm".contains(part.1) { start = at }
      switch part.1 {
      case "h": for x in numbers { at.x += x; found.append(at) }
      case "v": for y in numbers { at.y += y; found.append(at) }
      case "l": for index in stride(from: 0, to: numbers.count, by: 2) { at = pair(index); found.append(at) }
      case "c":
        for index in stride(from: 0, to: numbers.count, by: 6) {
          found += [pair(index), pair(index + 2), pair(index + 4)]
          at = pair(index + 4)
        }
      case "z": break
      default: found.append(at)
      }
    }
    return found
  }

  private func data(in svg: String) throws -> Substring { try #require(svg.firstMatch(of: /\ d="([^"]*)"/)).1 }

  @Test func `steps lead to the places, whatever the way, and rounding does not add up`() throws {
    var (elements, expected) = ([Path.Element](), [Point]())
    var stream = RandomStream(seed: 5, purpose: .init("paths"))
    func point() -> Point {
      let point = Point(stream.nextUniformDouble() * 200 - 50, stream.nextUniformDouble() * 3)
      expected.append(point)
      return point
    }
    for index in 0..<400 {
      switch index % 7 {
      case 0: elements.append(.move(point()))
      case 1, 2, 5: elements.append(.line(point()))
      case 3, 4: elements.append(.curve(point(), point(), point()))
      default: elements.append(.close)
      }
    }
    let found = try places(try data(in: list(Shape(Path(elements), stroke: Stroke(.foreground, width: 1)))))
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) {
      #expect(abs(one.x - other.x) < 0.00501 && abs(one.y - other.y) < 0.00501)
    }
  }

  @Test func `many dots of one size are strokes with round ends at their middles, a circle is a circle`() throws {
    let centers = [Point(10, 20), Point(10.5, 20), Point(80.25, 3)]
    var path = Path()
    for center in centers { path.append(.circle(center: center, radius: 1.15)) }
    let dots = list(Shape(path, fill: .ink(.series(2))))
    #expect(dots.contains("stroke-width=\"2.3\" stroke-linecap=\"round\""))
    #expect(try places(try data(in: dots)) == centers.flatMap { [$0, $0] })
    let one = list(
      Shape(.circle(center: Point(5, 6), radius: 2), fill: .ink(.series(2)), stroke: Stroke(.background, width: 1)))
    #expect(one.contains("cx=\"5\" cy=\"6\" r=\"2\""))
    path.append(.circle(center: Point(1, 1), radius: 3))
    #expect(list(Shape(path, fill: .ink(.series(2)))).contains("fill=\""), "circles of several sizes stay outlines")
  }

  @Test func `what is no place does not make a file that cannot be read`() throws {
    let path = Path([.move(Point(.nan, 1)), .line(Point(.infinity, -.infinity)), .line(Point(1e300, 2))])
    let text = try data(in: list(Shape(path, stroke: Stroke(.foreground, width: 1))))
    #expect(text.wholeMatch(of: /[-MmhvlczZ0-9. ]*/) != nil, "\(text)")
  }
}
