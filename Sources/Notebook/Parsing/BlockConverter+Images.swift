import Interop
import OffprintCore

/// Images that are paragraphs of their own.
extension BlockConverter {
  /// `![Caption](file.png "alternative text"){#fig-name width=0.6}`; nil for other paragraphs, and for images from the network,
  /// which a report that makes no request cannot show.
  mutating func image(_ node: MarkdownNode, _ range: SourceRange) -> Block? {
    guard let first = node.children.first, case .image(let destination, let title) = first.kind,
      !destination.contains("://"), !destination.hasPrefix("data:"), !destination.isEmpty
    else { return nil }
    var attributes = ""
    for child in node.children.dropFirst() {
      guard case .text(let text) = child.kind else { return nil }
      attributes += text
    }
    guard attributes.isEmpty || attributes.hasPrefix("{") else { return nil }
    let caption = inlines(of: first.children, range)
    refuseDisplays(in: caption, "a caption")
    var image = ImageBlock(
      path: MathMask.unmasked(destination), caption: caption, label: nil,
      alternativeText: title.isEmpty ? nil : MathMask.unmasked(title), width: 1)
    if !attributes.isEmpty { read(attributes, &image, range) }
    return Block(.image(image), at: range)
  }

  private mutating func read(_ attributes: String, _ image: inout ImageBlock, _ range: SourceRange) {
    guard attributes.hasSuffix("}") else {
      return log.add(
        .invalidAttribute, at: range, "the brace after this image is not closed",
        help: "write ![Caption](file.png){#fig-name width=0.6}")
    }
    for word in attributes.dropFirst().dropLast().split(separator: " ") {
      if word.hasPrefix("#fig-"), Name.isWellFormed(String(word.dropFirst())) {
        image.label = String(word.dropFirst())
      } else if word.hasPrefix("width="), let width = BlockConverter.width(String(word.dropFirst(6))) {
        image.width = width
      } else {
        log.add(
          .invalidAttribute, at: range, "\(Wording.quoted(String(word))) is nothing that can be said of an image",
          help: "an image takes a label, {#fig-name}, and a width from 0.2 to 1, {width=0.6}")
      }
    }
  }

  /// `0.6` or `60%`, from a fifth of the text's width to all of it.
  private static func width(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()) : text
    guard DecimalText.isNumber(digits), let number = Double(digits) else { return nil }
    let width = isPercent ? number / 100 : number
    return (0.2...1).contains(width) ? width : nil
  }
}
