import Foundation

/// Where a reference stands in a list by names: all names without accents and case, then the year, then the title. Does not
/// ask the locale.
struct SortKey: Comparable {
  private let names: [String]
  private let year: String
  private let title: String
  private let key: String

  init(_ reference: Reference) {
    let people = reference.people.persons.map { SortKey.folded("\($0.family) \($0.first) \($0.junior)") }
    let house = reference.plain("organization") ?? reference.plain("institution") ?? reference.plain("title")
    names = people.isEmpty ? [SortKey.folded(house ?? reference.key)] : people
    year = reference.year ?? "\u{10FFFF}"
    title = SortKey.folded(reference.plain("title") ?? "")
    key = reference.key
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    if left.names != right.names { return left.names.lexicographicallyPrecedes(right.names, by: isBefore) }
    if left.year != right.year { return isBefore(left.year, right.year) }
    return left.title == right.title ? isBefore(left.key, right.key) : isBefore(left.title, right.title)
  }

  private static func isBefore(_ left: String, _ right: String) -> Bool {
    left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
  }

  /// `Vallée-Poussin` as `vallee poussin`.
  private static func folded(_ text: String) -> String {
    var result = ""
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark: continue
      case .dashPunctuation, .spaceSeparator: result += " "
      default:
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    for (letter, plain) in [("ł", "l"), ("Ł", "l"), ("ø", "o"), ("Ø", "o"), ("ß", "ss"), ("æ", "ae"), ("Æ", "ae")] {
      result = result.replacing(letter, with: plain)
    }
    return result.lowercased()
  }
}
