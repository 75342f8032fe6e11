/// Turns libyaml's character counts into lines and columns, with the line ends that the rest of the notebook has. (libyaml
/// itself also counts U+0085, U+2028 and U+2029.)
struct TextMarks {
  /// The scalar index at which each line starts.
  private let lineStarts: [Int]
  private let count: Int

  init(_ text: String) {
    var starts = [0]
    var index = 0
    var previousWasReturn = false
    for scalar in text.unicodeScalars {
      index += 1
      switch scalar {
      case "\n":
        if previousWasReturn { starts[starts.count - 1] = index } else { starts.append(index) }
        previousWasReturn = false
      case "\r":
        starts.append(index)
        previousWasReturn = true
      default: previousWasReturn = false
      }
    }
    lineStarts = starts
    count = index
  }

  /// The place of the scalar at `index`; past the end it is the end.
  func mark(at index: Int) -> YAMLNode.Mark {
    let index = min(max(index, 0), count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return YAMLNode.Mark(line: low, column: index - lineStarts[low])
  }
}
