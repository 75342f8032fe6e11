import Mathematics
import Testing

@Suite struct ParserTests {
  @Test(
    "A formula reads as a line of text",
    arguments: [
      (#"s \cdot \psi(\theta_y)"#, "s · ψ(θ_y)"),
      (#"-\log \frac{e^{s\cos\theta_y}}{\sum_j e^{s\cos\theta_j}}"#, "−log(e^(s cos θ_y))/(∑_j e^(s cos θ_j))"),
      (#"x' + \sqrt{2}"#, "x′ + √2"), (#"\sqrt[3]{a+b}"#, "³√(a + b)"), (#"\bar{x} \pm t"#, "x̄ ± t"),
      (#"x \in \mathbb{R}^d"#, "x ∈ ℝ^d"), (#"\mathbf{W}^\top"#, "W^⊤"), (#"0.95\,\%"#, "0.95%"),
      (#"\arg\max_j \theta_j"#, "arg max_j θ_j"), (#"\lVert x\rVert_2"#, "‖x‖_2"),
      (#"f = \begin{cases} a & \text{if $x>0$} \\ b & \text{else} \end{cases}"#, "f = {a if x > 0; b else"),
      (#"\binom{n}{k}"#, "(n choose k)"), ("α ≤ 𝛽·𝐱", "α ≤ β · x"), (#"P(Y \mid X)"#, "P(Y ∣ X)"),
    ])
  func plainText(_ source: String, _ expected: String) throws {
    #expect(try Formula(parsing: source, style: .inline).plainText == expected)
  }

  /// The wrong part of the source stands between « and ».
  @Test(
    "What is wrong is shown where it stands, with what to write instead",
    arguments: [
      (#"a + «\alhpa» b"#, "not a command", #"did you mean `\alpha`?"#), (#"«\over»"#, "not a command", #"\frac"#),
      (#"\frac{a}{b} + «\frac»{a}"#, "second argument", #"`\frac{…}{…}`"#),
      ("a^b«^»c", "second superscript", "{x^a}^b"),
      ("a_b«_»c", "second subscript", "{x_a}_b"), ("a^2«'»", "prime after", "x'^2"),
      ("x«^»", "nothing stands after", "^{…}"),
      ("x«_»}", "nothing stands after", "_{…}"), ("«{»a+b", "never closed", "}"), ("a«}»", "no `{` before", #"\}"#),
      (#"«\left»( a"#, "never closed", #"\right."#), (#"a «\right»)"#, #"no `\left`"#, #"\left"#),
      (#"\left«{» a \right."#, "must be written as a sign", #"\left\{"#),
      (#"\left «x»"#, "no delimiter", #"`.` for none"#),
      (#"a «&» b"#, "outside of a table", "aligned"), (#"a «\\» b"#, "outside of a table", "aligned"),
      (#"«\begin{aligned}» a"#, "never closed", #"\end{aligned}"#),
      (#"\begin{cases} a «\end{case}»"#, #"closes `\begin{cases}`"#, #"\end{cases}"#),
      (#"«\begin{alinged}» a \end{alinged}"#, "not an environment", "aligned"), ("95 «%»", "comment", #"\%"#),
      (#"«\text» a"#, "no words in braces", #"\text{…}"#), (#"\text«{»if"#, "never closed", "}"),
      (#"\text{if «$»x}"#, "never closed", "$"), (#"\text{if $x + «\foo»$}"#, "not a command", nil),
      (#"x «\limits»_a"#, "go with operators", #"\underset"#),
      (#"«\not» \frac{a}{b}"#, "strikes through one", "relation"),
      (#"\sqrt«[»3{x}"#, "never closed", #"\sqrt[n]{…}"#), (#"a «\hline» b"#, "outside of the rows", "leave it out"),
      (#"«\color»{red} x"#, "not a command", "leave it out"), ("a «☃» b", "not a sign", #"\text"#),
      (#"\begin{array}«{rx}» a \end{array}"#, "not a column", "`l`"),
      (#"\begin{matrix} a \\«[3 parsec]» b \end{matrix}"#, "not a length", "[2pt]"),
    ] as [(String, String, String?)])
  func errors(_ marked: String, _ summary: String, _ help: String?) throws {
    let before = marked.prefix { $0 != "«" }.utf8.count
    let inner = marked.drop { $0 != "«" }.dropFirst().prefix { $0 != "»" }.utf8.count
    let source = marked.filter { $0 != "«" && $0 != "»" }
    let error = #expect(throws: FormulaError.self) { try Formula(parsing: source, style: .display) }
    #expect(error?.range == before..<before + inner, "\(source)")
    #expect(error?.summary.contains(summary) == true, "\(error?.summary ?? "")")
    if let help { #expect(error?.help?.contains(help) == true, "\(error?.help ?? "nothing")") }
  }

  @Test("An empty formula and one of spaces are errors")
  func empty() {
    #expect(throws: FormulaError.self) { try Formula(parsing: "", style: .inline) }
    #expect(throws: FormulaError.self) { try Formula(parsing: " \n ", style: .inline) }
  }

  @Test("A tag is the equation's number, and is for displayed formulas")
  func tag() throws {
    let formula = try Formula(parsing: #"a = b \tag{3.1}"#, style: .display)
    #expect(formula.tag == "3.1")
    #expect(formula.plainText == "a = b")
    #expect(throws: FormulaError.self) { try Formula(parsing: #"a \tag{1}"#, style: .inline) }
    #expect(throws: FormulaError.self) { try Formula(parsing: #"a \tag{1} \tag{2}"#, style: .display) }
  }

  @Test(
    "A formula nested too deeply is an error and not a crash",
    arguments: [#"\sqrt{"#, #"\sqrt"#, "{", "x^{", #"\left("#])
  func depth(_ piece: String) {
    let deep = String(repeating: piece, count: 100_000)
    let error = #expect(throws: FormulaError.self) { try Formula(parsing: deep, style: .inline) }
    #expect(error?.summary.contains("levels") == true)
  }
}
