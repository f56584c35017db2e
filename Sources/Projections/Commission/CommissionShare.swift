import Dispatch
import LedgerEvents
import Synchronization

/// Whose facts one of several workers gathers.
///
/// Facts about deals and assignments stay within their account, so its stream decides. Everything
/// else (plans, people, targets, rates) is little and is the first worker's.
struct CommissionShare: Sendable {
  let number: Int
  let count: Int

  func includes(_ type: UInt32, stream: UInt32) -> Bool {
    guard count > 1 else { return true }
    guard Self.isOfAccount(type) else { return number == 0 }
    // Numbers of streams rise with the accounts' first events; mixed, the shares are alike.
    let mixed = UInt64(stream) &* 0x9E37_79B9_7F4A_7C15
    return Int((mixed >> 32) % UInt64(count)) == number
  }

  /// What all shares come to, in their order.
  static func each(
    of workers: Int, _ body: @Sendable (CommissionShare) throws(ProjectionError) -> CommissionFold
  ) throws(ProjectionError) -> [CommissionFold] {
    let count = max(1, workers)
    guard count > 1 else { return [try body(CommissionShare(number: 0, count: 1))] }
    let results = Mutex<[Int: Result<CommissionFold, ProjectionError>]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { number in
      let result: Result<CommissionFold, ProjectionError>
      do throws(ProjectionError) {
        result = .success(try body(CommissionShare(number: number, count: count)))
      } catch {
        result = .failure(error)
      }
      results.withLock { $0[number] = result }
    }
    var folds: [CommissionFold] = []
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      folds.append(try result.get())
    }
    return folds
  }

  private static func isOfAccount(_ type: UInt32) -> Bool {
    switch type {
    case AssignmentStarted.typeNumber, AssignmentEnded.typeNumber,
      CommissionSplitAgreed.typeNumber, CommissionSplitRevised.typeNumber, OrderBooked.typeNumber,
      OrderAmended.typeNumber, OrderCancelled.typeNumber, InvoiceIssued.typeNumber,
      CreditNoteIssued.typeNumber, OpportunityIdentified.typeNumber, OpportunityWon.typeNumber,
      ContractSigned.typeNumber, ContractRenewed.typeNumber, ContractChanged.typeNumber,
      ContractEnded.typeNumber, DeliveryMade.typeNumber, PaymentReceived.typeNumber,
      PaymentReversed.typeNumber, ReceivableWrittenOff.typeNumber:
      true
    default: false
    }
  }
}
