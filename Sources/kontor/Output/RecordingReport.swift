import Journal
import Ledger
import Printing
import StrictJSON

extension OutputOptions {
  /// Records one event of a command's own and says where it stands, or why it was refused.
  func recording(
    _ done: String, _ ledger: Ledger, _ record: () throws(LedgerError) -> Outcome
  ) throws {
    let receipts = try rejecting(record)
    guard let receipt = receipts.first else { return }
    try answering("position \(receipt.position)") {
      if json {
        let head = ledger.journal.newestKnownHead
        return try printJSON { json in
          json.beginObject()
          json.member("outcome", "recorded")
          json.member("position", receipt.position)
          json.member("duplicate", receipt.isDuplicate)
          json.head(head)
          json.endObject()
        }
      }
      let before = receipt.isDuplicate ? " (recorded before)" : ""
      try StandardStream.output.line(
        "\(done.printable()), position \(receipt.position)\(before).")
    }
  }

  /// Prints an answer about what is on disk; where that fails, the error says that it is, so that
  /// nobody records it again.
  func answering(_ place: String, _ show: () throws -> Void) throws {
    do {
      try show()
    } catch let failure as Failure where failure.exit == .inputOutput {
      throw Failure(
        .inputOutput, "recorded (\(place)); only the answer was lost: \(failure.message)")
    }
  }
}
