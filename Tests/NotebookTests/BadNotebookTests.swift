import Notebook
import OffprintCore
import Testing

@Suite("Bad notebooks")
struct BadNotebookTests {
  @Test("each file of Fixtures/Bad gives the diagnostics written beside it", arguments: Golden.files(in: "Bad", ".md"))
  func badNotebook(file: String) throws {
    let reading = Reading.reader.read(try Golden.bytes("Bad/\(file)"), name: file, files: Golden.files)
    #expect(!reading.diagnostics.isEmpty)
    try Golden.expect(Reading.rendered(reading), matches: "Bad/\(file.dropLast(3)).txt")
  }

  @Test("there are at least forty of them, and each diagnostic of the catalog is in one")
  func everyDiagnosticIsExercised() throws {
    let files = Golden.files(in: "Bad", ".md")
    #expect(files.count >= 40)
    var seen: Set<String> = []
    for file in files {
      let reading = Reading.reader.read(try Golden.bytes("Bad/\(file)"), name: file, files: Golden.files)
      seen.formUnion(reading.diagnostics.map(\.identifier))
    }
    // These need files of a size that has no place in a repository: HostileInputTests makes them.
    let made: Set<String> = ["too-large", "line-too-long", "yaml-too-large"]
    let all = Set(DiagnosticCatalog.entries.map(\.identifier))
    #expect(all.subtracting(seen).subtracting(made).sorted() == [])
    #expect(seen.isSubset(of: all))
  }

  @Test("a notebook with an error is never handed on, and every error has a place")
  func errorsHavePlaces() throws {
    for file in Golden.files(in: "Bad", ".md") {
      let reading = Reading.reader.read(try Golden.bytes("Bad/\(file)"), name: file, files: Golden.files)
      let errors = reading.diagnostics.filter { $0.severity == .error }
      #expect((reading.notebook == nil) == !errors.isEmpty, "\(file)")
      for diagnostic in reading.diagnostics {
        #expect(diagnostic.range != nil, "\(file): \(diagnostic.identifier)")
        #expect(!diagnostic.summary.hasSuffix("."), "\(diagnostic.summary)")
      }
    }
  }
}
