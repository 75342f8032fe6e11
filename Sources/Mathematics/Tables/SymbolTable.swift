/// The commands that stand for one character, and the characters that may be typed themselves.
enum SymbolTable {
  /// By the command's name, without its backslash.
  static let commands: [String: MathSymbol] = {
    var table: [String: MathSymbol] = [:]
    for (list, atomClass) in lists {
      for (name, character) in pairs(list) {
        let alphabet = character.first.flatMap { MathAlphabet.usual(for: $0) }
        table[name] = MathSymbol(character, atomClass, alphabet: alphabet)
      }
    }
    for (name, character) in pairs(sums) { table[name] = MathSymbol(character, .largeOperator, hasLimits: true) }
    for (name, character) in pairs(integrals) { table[name] = MathSymbol(character, .largeOperator) }
    return table
  }()

  /// Characters typed as they are.
  static let characters: [Character: MathSymbol] = {
    var table: [Character: MathSymbol] = [:]
    // Sorted, so that of two commands for one character the same one decides each time.
    for (_, symbol) in commands.sorted(by: { $0.key < $1.key }) {
      if let character = symbol.text.first, table[character] == nil { table[character] = symbol }
    }
    for (list, atomClass) in typed {
      for pair in list.split(separator: " ") {
        guard let written = pair.first, let meant = pair.last else { continue }
        table[written] = MathSymbol(String(meant), atomClass)
      }
    }
    return table
  }()

  /// The commands in the order in which they are documented, by what they are.
  static let groups: [(title: String, commands: [(name: String, character: String)])] = [
    ("Greek letters", greek), ("Other letters and signs", ordinary), ("Binary signs", binary),
    ("Relations", relations), ("Arrows", arrows), ("Delimiters", opening + " " + closing),
    ("Dots and punctuation", inner + " " + punctuation), ("Large operators", sums + " " + integrals),
  ].map { title, list in (title, pairs(list).map { (name: $0.0, character: $0.1) }) }

  /// A relation or other sign struck through, where Unicode has it as one character.
  static let negated: [String: String] = [
    "=": "≠", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉",
    "∼": "≁", "≃": "≄", "≅": "≇", "≈": "≉", "≡": "≢", "∣": "∤", "|": "∤", "∥": "∦", "∃": "∄", "→": "↛", "←": "↚",
    "↔": "↮",
    "⇒": "⇏", "⇐": "⇍", "⇔": "⇎", "≺": "⊀", "≻": "⊁", "⊢": "⊬", "⊨": "⊭",
  ]

  /// A sign, or the sign and what is meant by it; the class it has.
  private static let typed: [(String, MathClass)] = [
    ("/ . @ | ‖ … ° § ∞ ′ ″ ‴ & % # $ _ \\", .ordinary),
    ("+ -− −− ± ∓ × ÷ ·⋅ ⋅⋅ *∗ ∗∗ ∘", .binary),
    ("= < > :: ∶: ≤ ≥ ≠ ∣", .relation),
    ("( [ ⟨ ⌊ ⌈", .opening),
    (") ] ⟩ ⌋ ⌉ ! ?", .closing),
    (", ;", .punctuation),
  ]

  private static let lists: [(String, MathClass)] = [
    (greek, .ordinary), (ordinary, .ordinary), (binary, .binary), (relations, .relation), (arrows, .relation),
    (opening, .opening), (closing, .closing), (punctuation, .punctuation), (inner, .inner),
  ]

  private static func pairs(_ list: String) -> [(String, String)] {
    let words = list.split(whereSeparator: \.isWhitespace).map(String.init)
    return stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
  }
}

// Each list has names and characters in turn.
extension SymbolTable {
  private static let greek = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ
    lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ
    chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    """
  private static let ordinary = """
    infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ wp ℘ imath ı jmath ȷ emptyset ∅ varnothing ∅ forall ∀
    exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ triangle △ square □ blacksquare ■ Box □ prime ′
    degree ° dagger † ddagger ‡ checkmark ✓ vert | Vert ‖ | ‖ backslash \\ star ⋆ clubsuit ♣ diamondsuit ♢ heartsuit ♡
    spadesuit ♠ sharp ♯ flat ♭ natural ♮ # # % % & & _ _ $ $ S § mho ℧ eth ð surd √ vdots ⋮ complement ∁
    """
  private static let binary = """
    pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧
    land ∧ setminus ∖ smallsetminus ∖ wr ≀ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ amalg ⨿ diamond ⋄ ltimes ⋉
    rtimes ⋊ bigtriangleup △ bigtriangledown ▽ triangleleft ◁ triangleright ▷ boxplus ⊞ boxtimes ⊠ boxminus ⊟ dotplus ∔
    """
  private static let relations = """
    leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ lt < gt > leqslant ⩽ geqslant ⩾ lesssim ≲ gtrsim ≳ equiv ≡ sim ∼
    simeq ≃ approx ≈ approxeq ≊ cong ≅ propto ∝ varpropto ∝ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ eqqcolon ≕
    prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊
    supsetneq ⊋ nsubseteq ⊈ sqsubseteq ⊑ sqsupseteq ⊒ mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⟂ vdash ⊢ dashv ⊣
    models ⊨ vDash ⊨ bowtie ⋈ smile ⌣ frown ⌢ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ therefore ∴ because ∵ lessgtr ≶ between ≬
    """
  private static let arrows = """
    to → rightarrow → leftarrow ← gets ← uparrow ↑ downarrow ↓ leftrightarrow ↔ updownarrow ↕ Rightarrow ⇒
    Leftarrow ⇐ Uparrow ⇑ Downarrow ⇓ Leftrightarrow ⇔ Updownarrow ⇕ implies ⟹ impliedby ⟸ iff ⟺
    longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺
    mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ leadsto ⇝
    rightsquigarrow ⇝ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌
    nrightarrow ↛ nRightarrow ⇏ twoheadrightarrow ↠ rightarrowtail ↣ circlearrowleft ↺ circlearrowright ↻
    """
  private static let opening = """
    { { lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lbrack [ lvert | lVert ‖ llbracket ⟦ ulcorner ⌜
    """
  private static let closing = """
    } } rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rbrack ] rvert | rVert ‖ rrbracket ⟧ urcorner ⌝
    """
  private static let punctuation = "colon :"
  private static let inner = "ldots … dots … dotsc … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ ddots ⋱ iddots ⋰"
  private static let sums = """
    sum ∑ prod ∏ coprod ∐ bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
    """
  private static let integrals = "int ∫ iint ∬ iiint ∭ oint ∮"
}
