import Journal
import LedgerEvents
import StrictJSON

/// How an export writes events.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// CloudEvents, one a line.
  case ndjson
  /// CloudEvents in one JSON list.
  case json
  /// The stored bytes, each record after its length as a big-endian 32-bit number: what the tree's
  /// leaves are, for whoever wants to compute the root without this program.
  case records
}

extension Ledger {
  /// Hands every event of positions [from, to) to `write`, in pieces of some 64 KB.
  package func export(
    _ format: ExportFormat, from: UInt64 = 0, to: UInt64 = .max,
    write: ([UInt8]) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    var piece: [UInt8] = format == .json ? [UInt8(ascii: "[")] : []
    var failure: LedgerError?
    var isFirst = true
    do throws(JournalError) {
      try journal.scan(from: from, to: to) { header, record throws(JournalError) in
        do throws(LedgerError) {
          switch format {
          case .records:
            withUnsafeBytes(of: UInt32(record.count).bigEndian) { piece += $0 }
            piece += record
          case .ndjson, .json:
            let event = try LedgerError.input { () throws(EventError) in
              try CloudEvents.write(try StoredEvent(Array(record)))
            }
            if format == .json, !isFirst { piece += Array(",\n".utf8) }
            piece += event
            if format == .ndjson { piece.append(UInt8(ascii: "\n")) }
          }
          isFirst = false
          if piece.count >= 1 << 16 {
            try write(piece)
            piece.removeAll(keepingCapacity: true)
          }
        } catch {
          failure = error
          throw .damaged(position: header.position, reason: error.description)
        }
      }
    } catch {
      // A record that cannot be read is damage; a file that cannot be written is not.
      guard let failure else { throw .journal(error) }
      if case .event = failure { throw .journal(error) }
      throw failure
    }
    if format == .json { piece += Array("]\n".utf8) }
    try write(piece)
  }
}
