/// Why an account's row is missing, or was made without some of its events.
///
/// It is a function of the events as the row is, and part of the digest.
package struct Quarantine: Equatable, Sendable {
  /// Events that could not be understood, ascending; empty where the fold failed as a whole.
  package let positions: [UInt64]
  package let reason: String

  init(_ positions: [UInt64], _ reason: String) {
    self.positions = positions
    self.reason = reason
  }

  /// Events that could not be understood; nil where there is none.
  init?(_ unreadable: [UnreadableEvent]) {
    guard let first = unreadable.min(by: { $0.position < $1.position }) else { return nil }
    self.init(Set(unreadable.map(\.position)).sorted(), first.reason)
  }

  /// Both together; the reason is that of the first event.
  func joined(with other: Quarantine) -> Quarantine {
    func isFirst(_ left: Quarantine, _ right: Quarantine) -> Bool {
      (left.positions.first ?? 0, left.reason) < (right.positions.first ?? 0, right.reason)
    }
    return Quarantine(
      Set(positions + other.positions).sorted(), isFirst(self, other) ? reason : other.reason)
  }

  var stored: [UInt8] {
    var row = RowWriter()
    row.write(positions) { $0.write($1) }
    row.write(reason)
    return row.bytes
  }

  init(stored bytes: UnsafeRawBufferPointer) throws(RowReader.Broken) {
    var row = RowReader(bytes)
    positions = try row.list { row throws(RowReader.Broken) in try row.number() }
    reason = try row.text()
  }
}

/// An account that a view answers without, or only in part.
package struct QuarantinedAccount: Equatable, Sendable {
  package let account: String
  package let quarantine: Quarantine
}

extension QuarantinedAccount: CustomStringConvertible {
  package var description: String {
    guard !quarantine.positions.isEmpty else { return "\(account): \(quarantine.reason)" }
    let places = quarantine.positions.prefix(5).map { "\($0)" }.joined(separator: ", ")
    let more = quarantine.positions.count > 5 ? " and more" : ""
    return "\(account), events at \(places)\(more): \(quarantine.reason)"
  }
}
