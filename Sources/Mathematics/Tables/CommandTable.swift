internal import OffprintCore

/// The commands that are not one character.
enum CommandTable {
  /// Functions whose names are set upright, and whether their scripts are limits.
  static let functions: [String: (name: String, limits: Bool)] = {
    var table: [String: (name: String, limits: Bool)] = [
      "limsup": ("lim sup", true), "liminf": ("lim inf", true), "argmax": ("arg max", true),
      "argmin": ("arg min", true),
    ]
    let plain = "log ln lg exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth arg deg dim hom ker"
    for name in plain.split(separator: " ").map(String.init) { table[name] = (name, false) }
    for name in "max min sup inf lim det gcd Pr".split(separator: " ").map(String.init) { table[name] = (name, true) }
    return table
  }()

  static let accents: [String: MathAccent] = {
    func plain(_ mark: Character) -> MathAccent { MathAccent(mark: mark, stretches: false) }
    func wide(_ mark: Character) -> MathAccent { MathAccent(mark: mark, stretches: true) }
    return [
      "hat": plain("\u{302}"), "tilde": plain("\u{303}"), "bar": plain("\u{304}"), "breve": plain("\u{306}"),
      "dot": plain("\u{307}"), "ddot": plain("\u{308}"), "mathring": plain("\u{30A}"), "check": plain("\u{30C}"),
      "acute": plain("\u{301}"), "grave": plain("\u{300}"), "vec": plain("\u{20D7}"),
      "widehat": wide("\u{302}"), "widetilde": wide("\u{303}"), "widecheck": wide("\u{30C}"),
      "overrightarrow": wide("\u{20D7}"), "overleftarrow": wide("\u{20D6}"),
    ]
  }()

  static let alphabets: [String: MathAlphabet] = [
    "mathrm": .upright, "mathup": .upright, "mathit": .italic, "mathnormal": .italic, "mathbf": .bold,
    "mathbb": .doubleStruck, "mathcal": .script, "mathscr": .script, "mathfrak": .fraktur, "mathsf": .sansSerif,
    "mathtt": .monospace,
  ]

  static let texts: [String: MathAlphabet] = [
    "text": .upright, "textrm": .upright, "textup": .upright, "textnormal": .upright, "mbox": .upright,
    "textbf": .bold, "textit": .italic, "emph": .italic, "textsf": .sansSerif, "texttt": .monospace,
  ]

  /// In ems; TeX's thin, medium and thick spaces are 3, 4 and 5 eighteenths.
  static let spaces: [String: Double] = [
    ",": 3 / 18, "thinspace": 3 / 18, ":": 4 / 18, ">": 4 / 18, "medspace": 4 / 18, ";": 5 / 18, "thickspace": 5 / 18,
    "!": -3 / 18, "negthinspace": -3 / 18, " ": 0.25, "nobreakspace": 0.25, "enspace": 0.5, "quad": 1, "qquad": 2,
  ]

  static let styles: [String: MathStyle] = [
    "displaystyle": .display, "textstyle": .text, "scriptstyle": .script, "scriptscriptstyle": .scriptScript,
  ]

  static let classes: [String: MathClass] = [
    "mathord": .ordinary, "mathop": .largeOperator, "mathbin": .binary, "mathrel": .relation, "mathopen": .opening,
    "mathclose": .closing, "mathpunct": .punctuation, "mathinner": .inner,
  ]

  static let phantoms: [String: MathPhantom] = ["phantom": .both, "hphantom": .width, "vphantom": .height]

  /// The \big family: the size, and the class that the last letter gives.
  static let bigDelimiters: [String: (size: Int, atomClass: MathClass)] = {
    var table: [String: (size: Int, atomClass: MathClass)] = [:]
    for (index, name) in ["big", "Big", "bigg", "Bigg"].enumerated() {
      table[name] = (index + 1, .ordinary)
      table[name + "l"] = (index + 1, .opening)
      table[name + "r"] = (index + 1, .closing)
      table[name + "m"] = (index + 1, .relation)
    }
    return table
  }()

  /// The commands that the parser takes apart itself.
  static let structures = [
    "frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom", "sqrt", "overline", "underline", "overbrace",
    "underbrace", "overset", "underset", "stackrel", "left", "right", "middle", "begin", "end", "boldsymbol", "bm",
    "operatorname", "not", "limits", "nolimits", "tag", "bmod", "pmod", "substack", "norm", "abs",
  ]

  /// Every command of the subset, without its backslash.
  static let names: Set<String> = {
    var names = Set(SymbolTable.commands.keys).union(structures)
    names.formUnion(functions.keys)
    names.formUnion(accents.keys)
    names.formUnion(alphabets.keys)
    names.formUnion(texts.keys)
    names.formUnion(spaces.keys)
    names.formUnion(styles.keys)
    names.formUnion(classes.keys)
    names.formUnion(phantoms.keys)
    names.formUnion(bigDelimiters.keys)
    return names
  }()

  /// What to write instead of a command that is not in the subset.
  static func help(for name: String) -> String {
    if let known = instead[name] { return known }
    let words = names.filter { $0.first?.isLetter == true }.sorted()
    return nearest(to: name, among: words).map { "did you mean `\\\($0)`?" }
      ?? "see `offprint help math` for those it has"
  }

  /// The word nearest to `name`, if one is near enough to be what was meant.
  static func nearest(to name: String, among words: [String]) -> String? {
    Suggestion.closest(to: name, among: words)
  }

  private static let instead: [String: String] = [
    "over": "write `\\frac{…}{…}`", "choose": "write `\\binom{…}{…}`", "rm": "write `\\mathrm{…}`",
    "bf": "write `\\mathbf{…}`", "it": "write `\\mathit{…}`", "cal": "write `\\mathcal{…}`",
    "label": "give the equation its name outside of the formula", "ref": "refer to equations in the text",
    "nonumber": "leave it out", "notag": "leave it out", "hline": "rules stand only between the rows of an array",
    "color": "leave it out; formulas have the colour of the text", "textcolor": "leave it out",
    "mathds": "write `\\mathbb{…}`", "bold": "write `\\mathbf{…}`", "pmb": "write `\\boldsymbol{…}`",
    "def": "write out what it stands for", "newcommand": "write out what it stands for",
    "DeclareMathOperator": "write `\\operatorname{…}` where it is used", "hspace": "write `\\quad` or `\\,`",
    "kern": "write `\\quad` or `\\,`", "mkern": "write `\\quad` or `\\,`", "mathbbm": "write `\\mathbb{…}`",
  ]
}
