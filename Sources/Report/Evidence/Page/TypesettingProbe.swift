import Interop
import OffprintCore
import Plotting

/// What letters and pictures come out as on this machine, as a short name: where two names are equal, the same report is the
/// same page. The versions of libraries would say less, since most of them change nothing.
enum TypesettingProbe {
  static let name: String = {
    let typesetter = Typesetter()
    let styles = [TextStyle(size: 9), TextStyle(size: 9, weight: 700), TextStyle(size: 9, italic: true)]
    let widths = styles.flatMap { style in words.map { String(typesetter.width(of: $0, style)) } }
      .joined(separator: " ")
    let picture = (try? drawing.png(typesetter: typesetter)) ?? []
    let compressed = Gzip.compress(Array(String(repeating: widths, count: 8).utf8))
    return ContentHash(of: Array(widths.utf8) + picture + compressed).short
  }()

  private static let words = [
    "Test accuracy (%)", "0123456789.−±", "ArcFace, margin = 0.45", "Épreuve, Wörter, θ, ψ", "fluffy office AVAWATo",
  ]

  /// A few dots, as figures draw features.
  private static var drawing: DisplayList {
    var path = Path()
    for index in 0..<5 {
      path.append(.circle(center: Point(4 + 3.3 * Double(index), 9 + 1.7 * Double(index)), radius: 1.3))
    }
    return DisplayList(
      size: Size(24, 24), title: "", summary: "",
      marks: [.shape(Shape(path, fill: .ink(Ink(.foreground))))])
  }
}
