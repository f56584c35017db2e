import Journal
import Money
import Printing
import TransparencyLog

/// How long ago something was, in its largest unit.
enum AgeText {
  static func text(seconds: Int64) -> String {
    let seconds = max(0, seconds)
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3_600 { return "\(seconds / 60) min" }
    if seconds < 2 * 86_400 { return "\(seconds / 3_600) h" }
    return "\(seconds / 86_400) days"
  }
}

extension OutsideWord {
  var kind: String {
    switch self {
    case .cosignature: "cosignature"
    case .timestamp: "timestamp"
    }
  }

  /// Who said it, as far as that is known without the authority's certificate.
  var speakerText: String {
    if case .cosignature(let word, _) = self { word.witness.text } else { "a time authority" }
  }

  /// The witness's name, or the file of the time stamp.
  var speaker: String {
    switch self {
    case .cosignature(let word, _): word.witness.text
    case .timestamp(_, let file): file.split(separator: "/").last.map(String.init) ?? file
    }
  }

  /// UTC.
  var time: String {
    switch self {
    case .cosignature(let word, _):
      Int64(exactly: word.time).flatMap { seconds in
        let (microseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return isTooLarge ? nil : "\(Instant(microseconds: microseconds))"
      } ?? "\(word.time) s since 1970"
    case .timestamp(let stamp, _): stamp.time
    }
  }

  /// Seconds from its time to `now`, in microseconds since 1970 UTC; nil for a time nobody can count.
  func age(_ now: Int64) -> Int64? {
    switch self {
    case .cosignature(let word, _):
      Int64(exactly: word.time).map { now / 1_000_000 - $0 }
    case .timestamp(let stamp, _):
      (try? Instant(parsing: stamp.time)).map { (now - $0.microseconds) / 1_000_000 }
    }
  }
}
