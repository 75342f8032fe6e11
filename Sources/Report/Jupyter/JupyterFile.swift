import Foundation
import OffprintCore

/// A Jupyter notebook as nbformat 4.5 has it (https://nbformat.readthedocs.io/en/latest/format_description.html).
struct JupyterFile {
  /// What a cell of code has shown, by its media types.
  struct Output {
    var text: String
    var html: String?
    var svg: String?
    var png: [UInt8]?
  }

  enum Cell {
    case markdown(String)
    /// `isFolded` hides the code, but not what it shows, until a reader asks for it.
    case code(String, Output?, isFolded: Bool)
  }

  var title: String
  var authors: [String]
  var cells: [Cell]

  /// The file's bytes; the same cells always give the same ones.
  func encoded() throws -> [UInt8] {
    var written: [Setting] = []
    var executions = 0
    for (index, cell) in cells.enumerated() {
      // Cells count as run in their order, as the file's outputs are those of a whole run.
      if case .code = cell { executions += 1 }
      written.append(JupyterFile.setting(cell, id: "cell-\(index + 1)", execution: executions))
    }
    let file: Setting = [
      "cells": .list(written), "nbformat": 4, "nbformat_minor": 5,
      "metadata": [
        "title": .string(title), "authors": .list(authors.map { ["name": .string($0)] }),
        "kernelspec": ["name": "python3", "display_name": "Python 3", "language": "python"],
        "language_info": ["name": "python", "file_extension": ".py", "mimetype": "text/x-python"],
      ],
    ]
    return Array(try ReadableJSON.encode(file))
  }

  private static func setting(_ cell: Cell, id: String, execution: Int) -> Setting {
    switch cell {
    case .markdown(let text):
      return ["cell_type": "markdown", "id": .string(id), "metadata": [:], "source": lines(text)]
    case .code(let text, let output, let isFolded):
      let metadata: Setting = isFolded ? ["jupyter": ["source_hidden": true], "tags": ["hide-input"]] : [:]
      let outputs: [Setting] = output.map { [setting($0, execution: execution)] } ?? []
      return [
        "cell_type": "code", "id": .string(id), "metadata": metadata, "source": lines(text),
        "execution_count": .number(Double(execution)), "outputs": .list(outputs),
      ]
    }
  }

  private static func setting(_ output: Output, execution: Int) -> Setting {
    var data: [String: Setting] = ["text/plain": lines(output.text)]
    if let html = output.html { data["text/html"] = lines(html) }
    if let svg = output.svg { data["image/svg+xml"] = lines(svg) }
    if let png = output.png { data["image/png"] = .string(Data(png).base64EncodedString()) }
    return [
      "output_type": "execute_result", "execution_count": .number(Double(execution)), "metadata": [:],
      "data": .map(data),
    ]
  }

  /// Each with its line feed, as Jupyter writes text, so that a change of one line is a change of one line of the file.
  private static func lines(_ text: String) -> Setting {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) + "\n" }
    // The last has none.
    if let last = lines.popLast(), last != "\n" { lines.append(String(last.dropLast())) }
    return .list(lines.map(Setting.string))
  }
}
