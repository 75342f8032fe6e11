/// `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/) as a date.
enum SourceDate {
  /// `2026-11-23T18:00:00Z`, from whole seconds since 1970 up to the year 9999; the start of 1970 where there are none.
  static func text(ofEpoch value: String?) throws(CommandFailure) -> String {
    guard let seconds = Int(value ?? "0"), (0..<253_402_300_800).contains(seconds) else {
      throw CommandFailure(
        "SOURCE_DATE_EPOCH is ‘\(value ?? "")’; it should be whole seconds since 1970", status: .usage)
    }
    let (year, month, day) = date(ofDay: seconds / 86_400)
    let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))T\(time)Z"
  }

  /// The seconds since 1970 of what `text(ofEpoch:)` gives; nil for another text.
  static func seconds(ofText text: String) -> Int? {
    guard let parts = text.wholeMatch(of: #/(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z/#)?.output,
      let year = Int(parts.1), let month = Int(parts.2), let day = Int(parts.3), let hours = Int(parts.4),
      let minutes = Int(parts.5), let seconds = Int(parts.6)
    else { return nil }
    // As below: years from March on, in eras of 400.
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * (month <= 2 ? month + 9 : month - 3) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = shifted / 400 * 146_097 + dayOfEra - 719_468
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
  }

  /// The Gregorian date of a day counted from 1970-01-01. Years are taken to begin in March, so that the leap day is the last
  /// one, and counted in eras of 400 years, which are all alike.
  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    let fromEra = day + 719_468
    let era = fromEra / 146_097
    let dayOfEra = fromEra % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
