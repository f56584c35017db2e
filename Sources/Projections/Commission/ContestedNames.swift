import Commission
import Journal
import LedgerEvents

/// Which deals are not called by their document's id, because an account of earlier has taken it.
///
/// The first document of a type with an id keeps it, and those of other accounts have their account's
/// before it. This is all that the name of a deal takes from other accounts; knowing it, the deals of
/// one account can be computed by themselves.
struct ContestedNames: Sendable {
  private var renamed: Set<DealBook.Key> = []
  /// Names that two deals of one type have all the same, with the position of the first of them.
  private var clashes: [Named: UInt64] = [:]

  private struct Named: Hashable {
    let type: DealType
    let name: String
  }

  /// How the deal of a document is called.
  func name(of key: DealBook.Key) -> String {
    renamed.contains(key) ? "\(key.account)-\(key.id)" : key.id
  }

  /// The position of the first deal with a name that several deals have; nil where it is one's own.
  func clash(_ type: DealType, _ name: String) -> UInt64? {
    clashes.isEmpty ? nil : clashes[Named(type: type, name: name)]
  }

  /// `gather` gives the documents of an account.
  init(
    _ history: History, _ standpoint: Standpoint, _ verdicts: [UInt64: Amendment],
    _ gather: (String) throws(ProjectionError) -> DealBook
  ) throws(ProjectionError) {
    let scan = DocumentScan(history: history, standpoint: standpoint, verdicts: verdicts)
    let contested = try scan.contested()
    guard !contested.isEmpty else { return }
    var sales: [Named: [(position: UInt64, key: DealBook.Key)]] = [:]
    for account in try scan.accounts(with: contested) {
      for (key, sale) in try gather(account).sales {
        sales[Named(type: key.type, name: key.id), default: []].append((sale.position, key))
      }
    }
    var called: [Named: [(position: UInt64, key: DealBook.Key)]] = [:]
    for claimants in sales.values where claimants.count > 1 {
      for later in claimants.sorted(by: { $0.position < $1.position }).dropFirst() {
        renamed.insert(later.key)
        let name = Named(type: later.key.type, name: name(of: later.key))
        called[name, default: []].append(later)
      }
    }
    guard !called.isEmpty else { return }
    // A document may have as its id what another one is called now.
    let taken = Set(called.keys.map { DocumentScan.hash($0.type, $0.name) })
    for account in try scan.accounts(with: taken) {
      for (key, sale) in try gather(account).sales where !renamed.contains(key) {
        let name = Named(type: key.type, name: key.id)
        if called[name] != nil { called[name, default: []].append((sale.position, key)) }
      }
    }
    for (name, bearers) in called where bearers.count > 1 {
      clashes[name] = bearers.map(\.position).min()
    }
  }
}

/// Looks through a journal for documents of one type and id in several accounts.
private struct DocumentScan {
  let history: History
  let standpoint: Standpoint
  let verdicts: [UInt64: Amendment]

  /// The hashes of what more than one account has, and perhaps of more.
  ///
  /// Memory does not follow the journal: a bit for each hash tells which were met before, and only
  /// these are looked at again.
  func contested() throws(ProjectionError) -> Set<UInt64> {
    let width: UInt64 = 1 << 26
    var met = [UInt64](repeating: 0, count: Int(width / 64))
    var again: Set<UInt64> = []
    try each { hash, _, _ in
      let bit = hash % width
      let mask = UInt64(1) << (bit % 64)
      if met[Int(bit / 64)] & mask != 0 { again.insert(hash) }
      met[Int(bit / 64)] |= mask
    }
    met = []
    guard !again.isEmpty else { return [] }
    var streams: [UInt64: UInt32] = [:]
    var contested: Set<UInt64> = []
    try each { hash, stream, _ in
      guard again.contains(hash) else { return }
      let first = streams[hash]
      if first == nil { streams[hash] = stream }
      if first ?? stream != stream { contested.insert(hash) }
    }
    return contested
  }

  /// The accounts that have a document with one of these hashes.
  func accounts(with hashes: Set<UInt64>) throws(ProjectionError) -> Set<String> {
    var accounts: Set<String> = []
    try each { hash, _, record in
      guard hashes.contains(hash), let envelope = Envelope(record) else { return }
      let subject = String(decoding: envelope.subject, as: UTF8.self)
      if subject.hasPrefix("account/") { accounts.insert(String(subject.dropFirst(8))) }
    }
    return accounts
  }

  /// Every document that may be a deal, by hash, stream and record.
  private func each(
    _ body: (UInt64, UInt32, UnsafeRawBufferPointer) -> Void
  ) throws(ProjectionError) {
    try inJournal { () throws(JournalError) in
      try history.records.scan(to: standpoint.size) { header, record throws(JournalError) in
        let verdict = verdicts.isEmpty ? nil : verdicts[header.position]
        if let verdict {
          guard verdict.kind != .retracted, let event = try? HeldEvent(stored(record), verdict),
            let hash = Self.hash(event)
          else { return }
          body(hash, header.stream, record)
        } else if let hash = Self.hash(record, header.type, header.businessDay) {
          body(hash, header.stream, record)
        }
      }
    }
  }

  private func stored(_ record: UnsafeRawBufferPointer) throws(EventError) -> StoredEvent {
    try StoredEvent(Array(record))
  }

  /// Of a type and the document's id, as it would be called.
  static func hash(_ type: DealType, _ id: String) -> UInt64 {
    var id = id
    return id.withUTF8 { mix(begin(type), UnsafeRawBufferPointer($0)) }
  }

  private static func hash(_ event: HeldEvent) -> UInt64? {
    switch event.data {
    case .orderBooked(let order): hash(.order, order.orderID)
    case .invoiceIssued(let invoice): hash(.invoice, invoice.invoiceID)
    case .opportunityWon(let won): hash(.opportunity, won.opportunityID)
    case .contractSigned(let contract): hash(.contract, contract.contractID)
    case .contractRenewed(let contract):
      hash(.contract, DealBook.renewalID(contract.contractID, event.day))
    case .contractChanged(let contract):
      hash(.contract, DealBook.changeID(contract.contractID, event.day))
    default: nil
    }
  }

  private static func hash(
    _ record: UnsafeRawBufferPointer, _ type: UInt32, _ day: UInt32
  ) -> UInt64? {
    let deal: DealType
    switch type {
    case OrderBooked.typeNumber: deal = .order
    case InvoiceIssued.typeNumber: deal = .invoice
    case OpportunityWon.typeNumber: deal = .opportunity
    case ContractSigned.typeNumber: deal = .contract
    case ContractRenewed.typeNumber, ContractChanged.typeNumber:
      // Few, and called by more than their id.
      guard let stored = try? StoredEvent(Array(record)), let event = try? HeldEvent(stored, nil)
      else { return nil }
      return hash(event)
    default: return nil
    }
    guard let id = RecordEnvelope.firstText(of: record) else { return nil }
    return mix(begin(deal), id)
  }

  private static func begin(_ type: DealType) -> UInt64 {
    switch type {
    case .order: 0x9E37_79B9_7F4A_7C15
    case .invoice: 0xC2B2_AE3D_27D4_EB4F
    case .opportunity: 0x1656_67B1_9E37_79F9
    case .contract: 0x27D4_EB2F_1656_67C5
    }
  }

  private static func mix(_ start: UInt64, _ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = start
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ (hash >> 33)
  }
}
