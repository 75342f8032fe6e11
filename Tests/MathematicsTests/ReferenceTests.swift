import Foundation
import Interop
import Mathematics
import TestSupport
import Testing

@Suite struct ReferenceTests {
  @Test("Documentation/Mathematics.md is what the tables say")
  func documentation() throws {
    try expectSnapshot(FormulaReference.markdown, "Mathematics.md", folder: "../../Documentation")
  }

  @Test("Every sign that is documented can be written, and is in a font")
  func everySign() throws {
    let typesetter = try MathTypesetter()
    for group in FormulaReference.groups where group.entries.contains(where: { !$0.shown.isEmpty }) {
      for entry in group.entries {
        let takesArgument = group.title == "Accents" || group.title == "Alphabets"
        let formula = try Formula(parsing: entry.written + (takesArgument ? "{x}" : " x"), style: .inline)
        for case .glyph(let glyph, _, _) in typesetter.typeset(formula, size: 10).marks {
          #expect(glyph.glyph != 0, "\(entry.written) \(glyph.text)")
        }
        #expect(!formula.mathML.isEmpty)
      }
    }
  }

  @Test("Every construction that is documented is understood")
  func everyConstruction() throws {
    for entry in FormulaReference.constructions {
      let source = entry.written.replacing("…", with: "x").replacing("( \\", with: "( x \\") + " x"
      #expect(throws: Never.self, "\(source)") { try Formula(parsing: source, style: .display) }
    }
    for entry in FormulaReference.environments {
      for name in entry.written.split(separator: " ") {
        let columns = name == "array" ? "{rl}" : ""
        let source = "\\begin{\(name)}\(columns) a & b \\\\ c & d \\end{\(name)}"
        #expect(throws: Never.self, "\(source)") { try Formula(parsing: source, style: .display) }
      }
    }
  }
}
