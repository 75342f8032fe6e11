import CommandLineParser
import Foundation
import Interop

/// `offprint preview`: the report in a browser while its notebook is written.
enum PreviewCommand {
  static let port = Parameter.option(
    "port", short: "p", .integer("port", 1...65_535), "The port to listen on.", otherwise: "a free one")
  static let open = Parameter.flag("open", "Open the page in the browser.")

  static let entry: CommandEntry = CommandEntry(
    Command(
      "preview", "Show a notebook's report in the browser, and again at each save.",
      discussion: """
        The page follows the notebook and what it reads, and keeps its place. What is wrong with the notebook is shown in the \
        page, over the last report that could be made. Nothing is trained and nothing is written: runs that are missing are \
        shown as missing, and appear when another ‘offprint run’ has stored them. The PDF is at /report.pdf.

        Only this machine can reach the page. Ctrl-C ends the preview.
        """,
      parameters: [
        port, open, Options.data, Options.store, Options.seeds, Options.profile, Options.template, Options.quiet,
        Options.notebook,
      ],
      examples: [
        .init("offprint preview experiments/cosine-losses.md", "Print the address, and follow the notebook."),
        .init("offprint preview --open a.md", "Open the browser too."),
        .init("offprint preview --port 8000 a.md", "At the same address each time."),
      ])
  ) { arguments, world in
    let path = arguments[Options.notebook]
    // A notebook that is not there is a mistake at the beginning; later it is something that passes.
    _ = try NotebookLoading.attempt(path, seeds: arguments[Options.seeds], profile: arguments[Options.profile])
    _ = try StoreAccess.existing(arguments)
    let date = try SourceDate.text(ofEpoch: world[variable: "SOURCE_DATE_EPOCH"])
    let isQuiet = arguments[Options.quiet]
    let session = PreviewSession(renderer: PreviewRenderer(arguments, world), world: world, isQuiet: isQuiet)
    try session.run(port: arguments[port] ?? 0, date: date) { address in
      world.console.print("preview: \(address)")
      if !isQuiet { world.console.note("following \(path); Ctrl-C ends the preview") }
      if arguments[open] { show(address, world.console) }
    }
    if !isQuiet { world.console.note("the preview has ended") }
    return .success
  }

  /// In the browser that the user prefers.
  private static func show(_ address: String, _ console: Console) {
    #if os(macOS)
      let opener = "open"
    #else
      let opener = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [opener, address]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.terminationHandler = { process in
      if process.terminationStatus == 127 { console.warning("there is no ‘\(opener)’ here; open \(address) yourself") }
    }
    do {
      try process.run()
    } catch {
      console.warning("the browser could not be opened; open \(address) yourself")
    }
  }
}
