/// Year, month and day of a day count in the proleptic Gregorian calendar.
///
/// Counts from 1 March, so that the leap day is the last of its year and months follow one formula
/// (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
struct CivilDate: CustomStringConvertible {
  let year: Int
  let month: Int
  let day: Int

  private static let daysPerEra = 146_097
  /// From 1 March of the year 0 to 1 January 1970.
  private static let epochShift = 719_468

  init(daysSinceEpoch: Int) {
    let shifted = daysSinceEpoch + Self.epochShift
    let era = (shifted >= 0 ? shifted : shifted - (Self.daysPerEra - 1)) / Self.daysPerEra
    let dayOfEra = shifted - era * Self.daysPerEra
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Nil for a day that the calendar does not have or that lies outside the years 1 to 9999.
  static func days(year: Int, month: Int, day: Int) -> Int32? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= length(ofMonth: month, in: year)
    else { return nil }
    let yearFromMarch = month <= 2 ? year - 1 : year
    let era = yearFromMarch / 400
    let yearOfEra = yearFromMarch - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * daysPerEra + dayOfEra - epochShift)
  }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// "2026-03-01"; years beyond four digits keep all of theirs, years before 1 a minus.
  var description: String {
    guard (0...9999).contains(year) else {
      let sign = year < 0 ? "-" : ""
      return "\(sign)\(padded(year.magnitude, to: 4))-\(marked((month, 2, "-"), (day, 2, nil)))"
    }
    return marked((year, 4, "-"), (month, 2, "-"), (day, 2, nil))
  }
}
