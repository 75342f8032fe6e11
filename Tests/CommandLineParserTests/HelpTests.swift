import CommandLineParser
import TestSupport
import Testing

@Suite("Help")
struct HelpTests {
  private func help(_ path: [String], width: Int) -> String {
    let command = path.dropFirst().reduce(Fixture.root) { $0.subcommand($1) ?? $0 }
    return HelpText(command: command, path: path, width: width).text
  }

  @Test("reads as recorded, for the program, a command and a group", arguments: [80, 50])
  func snapshots(width: Int) throws {
    for path in [["press"], ["press", "run"], ["press", "runs"], ["press", "runs", "show"]] {
      try expectSnapshot(help(path, width: width), "help-\(path.joined(separator: "-"))-\(width).txt")
    }
  }

  @Test("no line is wider than the terminal", arguments: [40, 61, 80, 100])
  func width(width: Int) {
    for path in [["press"], ["press", "run"], ["press", "runs"]] {
      for line in help(path, width: width).split(separator: "\n") where !line.hasPrefix("    press") {
        #expect(line.count <= width, "\(line)")
      }
    }
  }

  @Test("a mistake's text has the message, the hint, the usage line and where to read more")
  func usageError() throws {
    do {
      _ = try Fixture.parse("run a.md --sedes 3")
      Issue.record("no error")
    } catch {
      try expectSnapshot(error.text(for: Fixture.root), "usage-error.txt")
    }
  }

  @Test("words are never lost or reordered by wrapping")
  func wrapping() {
    let text = "a bb ccc dddd eeeeeeeeeeeeeeeeeeee ff"
    for width in 1...40 {
      let lines = TextWrapping.lines(of: text, width: width)
      #expect(lines.joined(separator: " ") == text)
      #expect(lines.allSatisfy { $0.count <= width || !$0.contains(" ") })
    }
  }
}
