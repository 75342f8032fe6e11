/// What TeX commands of running text stand for.
enum TeXSymbols {
  /// Accents, by the command: the combining mark that follows the letter.
  static let accents: [String: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}", ".": "\u{307}",
    "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}", "d": "\u{323}", "c": "\u{327}", "k": "\u{328}",
    "b": "\u{331}", "t": "\u{361}",
  ]

  /// Commands without an argument.
  static let words: [String: String] = [
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "ss": "ß", "SS": "ẞ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…",
    "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "S": "§", "P": "¶",
    "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€", "textdegree": "°", "degree": "°",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "quotedblbase": "„",
    "guillemotleft": "«", "guillemotright": "»", "textquotesingle": "'", "textasciitilde": "~", "textasciicircum": "^",
    "textbackslash": "\\", "textunderscore": "_", "textbar": "|", "textless": "<", "textgreater": ">",
    "textbullet": "•", "textperiodcentered": "·", "textasteriskcentered": "∗", "slash": "/", "TeX": "TeX",
    "LaTeX": "LaTeX", "LaTeXe": "LaTeX 2ε", "BibTeX": "BibTeX", "XeTeX": "XeTeX", "textalpha": "α", "textbeta": "β",
    "textgamma": "γ", "textmu": "μ", "textpi": "π", "textpm": "±", "texttimes": "×", "quad": " ", "qquad": " ",
    "newline": " ", "linebreak": " ", "relax": "", "protect": "", "null": "", "bgroup": "", "egroup": "",
  ]

  /// Commands that are one sign behind the backslash.
  static let signs: [Unicode.Scalar: String] = [
    "&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", "-": "", "/": "",
    ",": "\u{2009}", ";": " ", ":": " ", "!": "", "@": "", "\\": " ",
  ]

  enum Face: Hashable { case emphasis, strong, code, plain }

  /// Commands that set their argument in a face.
  static let faces: [String: Face] = [
    "emph": .emphasis, "textit": .emphasis, "textsl": .emphasis, "textbf": .strong, "texttt": .code, "path": .code,
    "textrm": .plain, "textsf": .plain, "textsc": .plain, "textup": .plain, "textmd": .plain, "textnormal": .plain,
    "mbox": .plain, "hbox": .plain, "text": .plain, "ensuremath": .plain, "uppercase": .plain, "lowercase": .plain,
    "MakeUppercase": .plain, "MakeLowercase": .plain, "enquote": .plain, "mkbibquote": .plain, "natexlab": .plain,
    "mathrm": .plain, "mathit": .emphasis, "mathbf": .strong, "bibinfo": .plain,
  ]

  /// Commands that set what follows in their group.
  static let switches: [String: Face] = [
    "em": .emphasis, "it": .emphasis, "sl": .emphasis, "itshape": .emphasis, "slshape": .emphasis, "bf": .strong,
    "bfseries": .strong, "tt": .code, "ttfamily": .code, "rm": .plain, "sf": .plain, "sc": .plain, "scshape": .plain,
    "normalfont": .plain, "small": .plain, "footnotesize": .plain,
  ]

  /// Commands whose argument is for sorting and is not printed.
  static let unprinted: Set<String> = ["noopsort", "SortNoop", "label", "nocite", "index", "providecommand"]

  /// Signs that become others where they stand together.
  static let ligatures: [(from: String, to: String)] = [
    ("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("?`", "¿"), ("!`", "¡"), ("`", "‘"), ("'", "’"),
  ]
}
