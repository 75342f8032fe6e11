internal import Interop

/// Names beside the lines they belong to, where no name touches another, a line that is not its own, or the frame.
struct LabelPlacement {
  let body: ChartBody
  let names: [String]
  let measure: TextMeasure

  /// Nil where some name finds no place.
  func marks() -> [Mark]? {
    // Among more lines no name would be near its own.
    guard body.chart.series.count <= 12 else { return nil }
    let lines = body.chart.series.map(segments)
    var marks: [Mark] = []
    var boxes: [Rect] = []
    for (index, series) in body.chart.series.enumerated() {
      guard let at = series.labelPoint, let place = body.place(at, series) else { return nil }
      let others = lines.enumerated().filter { $0.offset != index }.flatMap(\.element)
      var best: (cost: Double, mark: TextMark, box: Rect)?
      for (rank, mark) in candidates(names[index], at: place).enumerated() {
        let box = Self.withMarker(measure.box(mark))
        guard body.frame.rect.insetBy(1).contains(box), !boxes.contains(where: { $0.insetBy(-2).overlaps(box) }) else {
          continue
        }
        let crossed = others.count { Self.crosses($0, box.insetBy(-1)) }
        let own = lines[index].count { Self.crosses($0, box) }
        // Away from its own line a name becomes doubtful, and across another's it is wrong.
        let cost = Double(rank) * 0.2 + Double(crossed) * 50 + Double(own) * 4
        if cost < best?.cost ?? .infinity { best = (cost, mark, box) }
      }
      guard let best, best.cost < 50 else { return nil }
      marks += labelled(best.mark, series.style)
      boxes.append(best.box)
    }
    return marks
  }

  /// Room for the marker left of a name.
  private static func withMarker(_ box: Rect) -> Rect {
    Rect(x: box.x - 8, y: box.y, width: box.width + 8, height: box.height)
  }

  /// The name in the color of text, which small letters need, after a mark in the series' own.
  private func labelled(_ text: TextMark, _ style: SeriesStyle) -> [Mark] {
    let box = measure.box(text)
    let marker = style.marker.path(at: Point(box.minX - 4, text.position.y - Theme.drop(text.face)), size: 4.6)
    return [
      .shape(Shape(marker, fill: .ink(style.ink()), stroke: Stroke(.background, width: 0.6))), .text(text),
    ]
  }

  private func candidates(_ name: String, at place: Point) -> [TextMark] {
    let drop = Theme.drop(Theme.label)
    var marks: [TextMark] = []
    for distance in [5.0, 10, 16, 24, 34] {
      for (dx, dy, anchor) in [
        (2.4, -0.4, TextMark.Anchor.start), (-1, -0.4, .end), (0, -1.3, .middle), (2.4, 0.6, .start), (-1, 0.6, .end),
        (2.8, -1.2, .start), (-1.4, -1.2, .end),
      ] {
        let position = place + Point(dx * distance, dy * distance + drop)
        marks.append(TextMark(name, at: position, anchor: anchor, face: Theme.label, halo: 1.2))
      }
    }
    return marks
  }

  private func segments(_ series: ChartSeries) -> [(Point, Point)] {
    series.layers.flatMap { layer -> [(Point, Point)] in
      guard case .line(let points, false) = layer else { return [] }
      let places = points.map { $0.flatMap { body.place($0, series) } }
      return zip(places, places.dropFirst()).compactMap { first, second in
        guard let first, let second else { return nil }
        return (first, second)
      }
    }
  }

  /// Whether a segment passes through a rectangle (Liang and Barsky 1984).
  private static func crosses(_ segment: (Point, Point), _ box: Rect) -> Bool {
    let (start, end) = segment
    var (enter, leave) = (0.0, 1.0)
    let sides = [
      (start.x - end.x, start.x - box.minX), (end.x - start.x, box.maxX - start.x),
      (start.y - end.y, start.y - box.minY), (end.y - start.y, box.maxY - start.y),
    ]
    for (slope, distance) in sides {
      if slope == 0 {
        if distance < 0 { return false }
      } else if slope < 0 {
        enter = max(enter, distance / slope)
      } else {
        leave = min(leave, distance / slope)
      }
    }
    return enter <= leave
  }
}
