import Comparison
import OffprintCore
import Testing

@Suite("A page held against the same page made again")
struct PageAuditTests {
  private static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta name="generator" content="Offprint 0.1.0">
    <title>A report</title>
    </head>
    <body>
    <main>
    <h2 id="one"><span class="number">1</span> One <a class="anchor" href="#one">#</a></h2>
    <p>Softmax has <a class="value" href="#data" data-path="softmax.accuracy">99.24</a> % in 12 runs.</p>
    <figure class="table" id="tbl"><figcaption id="tbl-caption"><span class="label">Table\u{A0}1.</span> All.</figcaption>
    <table><thead><tr><th>Run</th><th>Accuracy</th></tr></thead>
    <tbody><tr><th>Softmax</th><td>99.24</td></tr>
    <tr><th>ArcFace</th><td>99.21</td></tr></tbody></table></figure>
    <figure class="plot" id="fig"><svg id="plot-fig"><g id="bars"><path class="f-s0" d="M10 20h5v30h-5Z"/></g></svg>
    <figcaption><span class="label">Figure\u{A0}1.</span> Bars.</figcaption>
    <script type="application/json" class="figure-data">{"plot":"own","table":{"columns":["name","accuracy"],"rows":[["Softmax",99.24]]}}</script>
    <script type="application/json" class="figure-scene">{"values":{"drawings":[[[12,25,0,-1,0,[10,20,5,30]]]],"headings":[],"texts":["Softmax: 99.24 %"]}}</script>
    </figure>
    <figure class="plot" id="fig-2"><svg id="plot-fig-2"><path class="f-s1" d="M1 2h3"/></svg>
    <figcaption><span class="label">Figure\u{A0}2.</span> A line.</figcaption>
    </figure>
    </main>
    </body>
    </html>

    """

  private static func sentences(_ old: String, _ new: String) -> [String] {
    let changed = page.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != page)
    return PageAudit.differences(Array(changed.utf8), Array(page.utf8)).map(\.sentence)
  }

  @Test("Equal pages have no differences")
  func equal() {
    #expect(PageAudit.differences(Array(Self.page.utf8), Array(Self.page.utf8)).isEmpty)
  }

  @Test("Each difference is one sentence that names its place")
  func places() {
    #expect(
      Self.sentences(">99.24</a>", ">99.34</a>")
        == ["the value ‘softmax.accuracy’ in section 1 reads 99.34; its runs give 99.24"])
    #expect(
      Self.sentences("<td>99.21", "<td>99.31")
        == ["row ‘ArcFace’, column ‘Accuracy’, of table 1 reads 99.31; its runs give 99.21"])
    #expect(
      Self.sentences("in 12 runs", "in 13 runs") == [
        "section 1 reads “% in 13 runs.”; its evidence gives “% in 12 runs.”"
      ])
    #expect(
      Self.sentences("Bars.", "Rods.") == ["the caption of figure 1 reads “Rods.”; its evidence gives “Bars.”"])
    #expect(
      Self.sentences("v30h-5", "v31h-5")
        == [
          "the drawing of figure 1 is not what its data give: a <path> at the mark “Softmax: 99.24 %” has d M10 20h5v31h-5Z, "
            + "not M10 20h5v30h-5Z"
        ])
    #expect(
      Self.sentences("[\"Softmax\",99.24]", "[\"Softmax\",99.25]")
        == ["figure 1 has Softmax, accuracy 99.25; its runs give 99.24"])
    #expect(
      Self.sentences("[\"Softmax: 99.24 %\"]", "[\"Softmax: 99.25 %\"]")
        == ["figure 1 tells a reader who points at it “Softmax: 99.25 %”; its runs give “Softmax: 99.24 %”"])
    #expect(Self.sentences("</main>", "<p>More.</p>\n</main>").contains { $0.contains("More.") })
    #expect(Self.sentences("<p>Softmax has", "<p><b>Softmax</b> has").contains { $0.hasPrefix("section 1") })
  }

  @Test("Figures that stand in each other's places, and drawings that were swapped, are named")
  func swapped() {
    let first = "<svg id=\"plot-fig\"><g id=\"bars\"><path class=\"f-s0\" d=\"M10 20h5v30h-5Z\"/></g></svg>"
    let second = "<svg id=\"plot-fig-2\"><path class=\"f-s1\" d=\"M1 2h3\"/></svg>"
    let swapped = Self.page.replacing(first, with: "*").replacing(second, with: first).replacing("*", with: second)
    let found = PageAudit.differences(Array(swapped.utf8), Array(Self.page.utf8)).map(\.sentence)
    #expect(found == ["figure 1 shows the drawing of figure 2", "figure 2 shows the drawing of figure 1"])
    let moved = Self.page.replacing("id=\"fig\"", with: "id=\"*\"").replacing("id=\"fig-2\"", with: "id=\"fig\"")
      .replacing("id=\"*\"", with: "id=\"fig-2\"")
    let other = PageAudit.differences(Array(moved.utf8), Array(Self.page.utf8)).map(\.sentence)
    #expect(other.first == "figure 2 and figure 1 stand in each other's places")
  }

  @Test("No byte can be changed, added or taken away without a difference")
  func everyByte() {
    let bytes = Array(Self.page.utf8)
    for index in bytes.indices {
      var changed = bytes
      changed[index] = bytes[index] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
      #expect(!PageAudit.differences(changed, bytes).isEmpty, "\(index)")
      changed.remove(at: index)
      #expect(!PageAudit.differences(changed, bytes).isEmpty, "without \(index)")
    }
  }

  @Test("By what they say: values, cells and the numbers of figures, whatever the drawings")
  func meaning() throws {
    let expected = Array(Self.page.utf8)
    func sentences(_ old: String, _ new: String) throws -> [String] {
      let changed = Self.page.replacing(old, with: new, maxReplacements: 1)
      return try MeaningAudit.differences(Array(changed.utf8), expected).map(\.sentence)
    }
    #expect(try sentences("M10 20h5v30h-5Z", "M11 20h5v30h-5Z").isEmpty)
    #expect(
      try sentences(">99.24</a>", ">99.34</a>") == ["the value ‘softmax.accuracy’ reads 99.34; its runs give 99.24"])
    #expect(
      try sentences("<td>99.21", "<td>99.31").first?.contains("row ‘ArcFace’, column ‘Accuracy’, reads 99.31") == true)
    #expect(
      try sentences("[\"Softmax\",99.24]", "[\"Softmax\",99.25]").first?.contains("99.25; its runs give 99.24") == true)
  }
}
