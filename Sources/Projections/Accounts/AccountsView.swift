import Journal
import LedgerEvents

/// The list of accounts as stored rows: see ``AccountFold``.
struct AccountsView: AccountView {
  let name = "accounts"
  let format = AccountFold.format
  let rules: [String] = []
  let batch: UInt64 = 65_536
  let carriesOn = true

  func fold(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws -> FoldedRow {
    folded(try AccountScan.one(account, history, standpoint))
  }

  func carryOn(
    _ row: [UInt8]?, _ notes: [AccountScan.Note], _ standpoint: Standpoint
  ) throws -> FoldedRow {
    var fold = try row?.withUnsafeBytes { try AccountFold(stored: $0) } ?? AccountFold()
    for note in notes {
      fold.take(
        position: note.position, type: note.type, businessDay: note.businessDay, nil, standpoint
      ) { note.bytes }
    }
    return folded(fold)
  }

  private func folded(_ fold: AccountFold) -> FoldedRow {
    FoldedRow(
      row: fold.eventCount > 0 ? fold.stored : nil,
      quarantine: fold.unreadable.isEmpty
        ? nil : Quarantine(fold.unreadable, "events that cannot be understood"))
  }

  func eventCount(_ row: [UInt8]) -> UInt64? {
    (try? row.withUnsafeBytes { try AccountFold(stored: $0) })?.eventCount
  }

  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField] {
    let fold = try row.withUnsafeBytes { try AccountFold(stored: $0) }
    let lastTier = fold.tiers.max { ($0.day, $0.position) < ($1.day, $1.position) }
    return [
      ViewField("account", key), ViewField("name", fold.name?.value),
      ViewField("sector", fold.sector?.value), ViewField("country", fold.country?.value),
      ViewField("tier", lastTier.map { "\($0.value)" }),
      ViewField("events", fold.eventCount), ViewField("interactions", fold.interactionCount),
      ViewField("last contact", fold.lastInteraction),
      ViewField("open escalations", fold.openEscalations),
      ViewField("assignments", fold.tenures.count), ViewField("contracts", fold.contracts.count),
      ViewField("merged into", fold.merged?.value), ViewField("last position", fold.lastPosition),
    ]
  }
}
