/// What came of a flip; a child prints the first letter.
enum FlipOutcome: String, CaseIterable {
  /// The verification found it, and every answer was what it was.
  case foundSame = "a"
  /// The verification found it, and an answer was an error.
  case foundError = "b"
  /// The verification found it; who does not verify gets another answer.
  case foundOther = "c"
  /// The verification found nothing, and every answer was what it was.
  case unchanged = "d"
  /// The verification found nothing, and an answer was an error.
  case missedError = "e"
  /// The verification found nothing, and an answer was another one.
  case missedOther = "f"
  /// The process ended while it verified; `kontor verify` does that in a child and reports it.
  case endedVerifying = "g"
  /// The verification had found it; the process ended while it answered.
  case endedAnswering = "h"
  /// The verification had found nothing; the process ended while it answered.
  case missedEnded = "i"

  var isFailure: Bool { self == .missedError || self == .missedOther || self == .missedEnded }

  var words: String {
    switch self {
    case .foundSame: "found by verify; answers unchanged"
    case .foundError: "found by verify; an answer is an error"
    case .foundOther: "found by verify; an answer differs"
    case .unchanged: "changes nothing: verified, answers unchanged"
    case .missedError: "MISSED by verify; an answer is an error"
    case .missedOther: "MISSED by verify; an answer differs"
    case .endedVerifying: "found by verify, whose process ended"
    case .endedAnswering: "found by verify; answering ended the process"
    case .missedEnded: "MISSED by verify; answering ended the process"
    }
  }
}
