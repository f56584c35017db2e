import Journal

@testable import Ledger

/// Named here, where nobody sees the outcome of an interaction, which is called the same.
typealias RecordingOutcome = Outcome

extension Outcome {
  var receipts: [Receipt]? {
    guard case .committed(let receipts, _) = self else { return nil }
    return receipts
  }

  var refusal: Refusal? {
    guard case .rejected(let refusal) = self else { return nil }
    return refusal
  }

  var code: String? { refusal?.code }
}
