package import Experiment
package import OffprintCore

/// Where a notebook says what a configuration's settings are.
extension CheckedNotebook {
  /// The name of a cell, where the cell begins.
  package func place(ofCell name: String) -> SourceRange? {
    document.cells.first { $0.name == name }?.nameRange
  }

  /// The key that decides `path` of a configuration's settings (`loss.margin`, `seed`; `data` too): in the sweep that varies it,
  /// else in the nearest cell that has it, from the configuration's own up its bases, else in the front matter. As deep as the
  /// notebook goes: the key `loss` where the margin is a default. Nil where no key decides it.
  package func place(of path: String, in configuration: Configuration) -> SourceRange? {
    let keys = path.split(separator: ".").map(String.init)
    guard let head = keys.first, head != "data" else { return frontMatterKey("data")?.keyRange }
    // A notebook has several seeds under one key.
    let searched = head == "seed" ? ["seeds"] : keys
    var name = configuration.cell
    // A chain without an end has been refused before there was a plan.
    while let cell = document.cells.first(where: { $0.name == name }) {
      if let axis = axis(path, in: cell) { return axis }
      if let entry = cell.entries.first(where: { $0.key == searched[0] }) {
        return place(searched[...], below: entry)
      }
      guard case .string(let base)? = cell.entries.first(where: { $0.key == "base" })?.value.content else { break }
      name = base
    }
    return head == "seed" ? frontMatterKey("seeds")?.keyRange : nil
  }

  private func frontMatterKey(_ key: String) -> YAMLTree.Entry? {
    document.frontMatter?.entries.first { $0.key == key }
  }

  /// The path of a sweep that `path` is, is a part of, or leads to.
  private func axis(_ path: String, in cell: Cell) -> SourceRange? {
    guard cell.kind == .sweep else { return nil }
    return cell.entries.first { $0.key == "over" }?.value.entries.first {
      $0.key == path || path.hasPrefix($0.key + ".") || $0.key.hasPrefix(path + ".")
    }?.keyRange
  }

  /// Follows `keys`, of which `entry` is the first.
  private func place(_ keys: ArraySlice<String>, below entry: YAMLTree.Entry) -> SourceRange {
    var range = entry.keyRange
    var tree = entry.value
    var left = keys.dropFirst()
    if entry.key == "model", case .string(let name) = tree.content, !left.isEmpty,
      let model = document.cells.first(where: { $0.kind == .model && $0.name == name }), let body = model.body
    {
      (tree, range) = (body, model.nameRange)
    }
    var isElement = false
    while let key = left.first {
      if case .sequence(let elements) = tree.content, let index = Int(key), elements.indices.contains(index) {
        tree = elements[index]
        range = tree.range
        left = left.dropFirst()
        isElement = true
      } else if let next = tree.entries.first(where: { $0.key == key }) {
        (tree, range) = (next.value, next.keyRange)
        left = left.dropFirst()
        isElement = false
      } else if isElement, tree.entries.count == 1, let only = tree.entries.first {
        // A layer is written as `conv: {channels: 8}`.
        (tree, range) = (only.value, only.keyRange)
        isElement = false
      } else {
        break
      }
    }
    return range
  }
}

extension Cell {
  fileprivate var entries: [YAMLTree.Entry] { body?.entries ?? [] }
}

extension YAMLTree {
  /// Of a mapping; none for anything else.
  fileprivate var entries: [Entry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }
}
