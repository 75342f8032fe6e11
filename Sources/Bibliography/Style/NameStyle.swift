/// Lists of names as references and citations print them.
enum NameStyle {
  /// The most names that are printed; of longer lists the first ten.
  private static let maximum = 20

  /// `A, B, and C`, `A and B`, `A, B, et al.`; the first inverted where the list is ordered by names.
  static func full(_ list: PersonList, isFirstInverted: Bool = false) -> String? {
    guard !list.isEmpty else { return nil }
    let isCut = list.persons.count > maximum
    let persons = isCut ? Array(list.persons.prefix(10)) : list.persons
    let names = persons.enumerated().map { $0 == 0 && isFirstInverted ? $1.inverted : $1.inOrder }
    let hasOthers = list.hasOthers || isCut
    guard names.count > 1 else { return hasOthers ? names[0] + " et\u{A0}al." : names[0] }
    if hasOthers { return names.joined(separator: ", ") + ", et\u{A0}al." }
    // An inverted name has a comma of its own.
    if names.count == 2 { return isFirstInverted ? "\(names[0]), and \(names[1])" : "\(names[0]) and \(names[1])" }
    return names.dropLast().joined(separator: ", ") + ", and " + names[names.count - 1]
  }

  /// `Deng et al.`, `Wang and Liu`, `Knuth`.
  static func short(_ list: PersonList) -> String? {
    guard let first = list.persons.first else { return nil }
    if list.hasOthers || list.persons.count > 2 { return "\(first.family) et\u{A0}al." }
    return list.persons.count == 2 ? "\(first.family) and \(list.persons[1].family)" : first.family
  }
}
