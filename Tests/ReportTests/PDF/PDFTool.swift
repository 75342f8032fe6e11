import Foundation
import TestSupport

/// A program that reads PDF files; tests that need one that is missing say so and are skipped.
struct PDFTool {
  private let tool: Tool

  init?(_ name: String) {
    guard let tool = Tool(name) else { return nil }
    self.tool = tool
  }

  /// What the program prints, and its exit status. `FILE` among the arguments stands for a file with `bytes`.
  func run(_ arguments: [String], on bytes: [UInt8]) throws -> (output: String, status: Int32) {
    let folder = try TemporaryDirectory()
    let file = try folder.write(bytes, to: "report.pdf")
    let outcome = try tool.run(arguments.map { $0 == "FILE" ? file.path : $0 }, in: folder.url)
    return (outcome.output, outcome.status)
  }
}
