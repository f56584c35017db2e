import Commission
import Journal
import Ledger
import LedgerEvents
import Projections
import Testing
import TransparencyLog

@testable import Audit

/// Bundles of random firms: they prove what they say, and nothing that matters can be left out of them.
@Suite struct BundleTests {
  private func keys() throws -> [VerifierKey] { [try RandomFirm.key.get().verifier] }

  private func verify(_ bundle: EvidenceBundle) throws -> BundleVerification {
    BundleVerification(bundle.file.bytes, keys: try keys())
  }

  @Test(arguments: UInt64(1)...6)
  func `Each statement comes out of its bundle alone`(seed: UInt64) throws {
    let firm = try RandomFirm(seed: seed)
    let making = try BundleMaking(firm.ledger.journal, try firm.checkpoint())
    var leftOut: Set<String> = []
    for issued in try firm.statements() {
      let bundle = try making.bundle(of: issued.document.id)
      let verification = try verify(bundle)
      #expect(verification.verdict == .holds, "seed \(seed): \(verification.findings)")
      #expect(verification.findings.map(\.check) == BundleFinding.Check.allCases)
      #expect(bundle.statement == issued.text)
      #expect(try EvidenceBundle(bundle.file.bytes).file == bundle.file)
      #expect(verification.commitment?.size == issued.document.basisSize)
      leftOut.formUnion(verification.leftOut.map { String(decoding: $0.subject, as: UTF8.self) })
      #expect(verification.included.contains("employee/\(issued.document.payee)"))
      // Nobody sold anything there, so the facts alone keep it out.
      #expect(!verification.included.contains("account/still"), "seed \(seed)")
    }
    #expect(leftOut.contains("account/still"))
  }

  @Test(arguments: UInt64(7)...9)
  func `A stream that matters cannot be left out`(seed: UInt64) throws {
    let firm = try RandomFirm(seed: seed, months: 3)
    let journal = firm.ledger.journal
    let making = try BundleMaking(journal, try firm.checkpoint())
    for issued in try firm.statements() {
      let bundle = try making.bundle(of: issued.document.id)
      let all = bundle.records.map(\.position)
      let accounts = Set(issued.document.lines.compactMap(\.account))
      for subject in bundle.subjects.sorted() {
        let own = bundle.positions(of: subject)
        let forged = try verify(bundle.proving(all.filter { !own.contains($0) }, in: journal))
        let matters =
          subject == "ledger" || subject == "employee/\(issued.document.payee)"
          || subject.hasPrefix("plan/") || accounts.contains(String(subject.dropFirst(8)))
        if matters {
          #expect(
            forged.verdict == .fails,
            "seed \(seed), \(issued.document.id) without \(subject): \(forged.findings)")
        } else if forged.verdict == .holds {
          // What comes out all the same may be missed; the reader sees that it is.
          #expect(forged.leftOut.contains { $0.subject == Array(subject.utf8) })
        }
      }
    }
  }

  @Test(arguments: UInt64(10)...11)
  func `No record of a stream can be held back`(seed: UInt64) throws {
    let firm = try RandomFirm(seed: seed, months: 2)
    let journal = firm.ledger.journal
    let making = try BundleMaking(journal, try firm.checkpoint())
    let issued = try #require(try firm.statements().last)
    let bundle = try making.bundle(of: issued.document.id)
    let all = bundle.records.map(\.position)
    for position in all {
      let forged = try verify(bundle.proving(all.filter { $0 != position }, in: journal))
      let subject = try #require(
        BundleRecords(bundle.records).items.first { $0.position == position }?.event?.subject)
      if bundle.positions(of: subject).count > 1 {
        #expect(
          forged.verdict == .fails, "seed \(seed), without position \(position) of \(subject)")
      }
      #expect(forged.finding(.records)?.result == .holds)
    }
    // A hidden end: the last record of the account of a line, and its head with it.
    let account = "account/\(try #require(issued.document.lines.first?.account))"
    let own = bundle.positions(of: account)
    let earlier = try #require(own.dropLast().last)
    let record = try journal.record(at: earlier)
    let heads = bundle.heads.map { placed in
      guard placed.head.subject == Array(account.utf8) else { return placed }
      let leaf = record.withUnsafeBytes { MerkleTree.leafHash($0) }
      return EvidenceBundle.PlacedHead(
        index: placed.index,
        head: StreamHead(
          subject: placed.head.subject, revision: placed.head.revision - 1, record: leaf))
    }
    let forged = try verify(
      bundle.proving(all.filter { $0 != own.last }, in: journal).with(heads: heads))
    #expect(forged.finding(.streams)?.result == .fails)
    #expect(forged.verdict == .fails)
  }

  @Test func `Nothing that proves nothing may be in it`() throws {
    let firm = try RandomFirm(seed: 12, months: 2)
    let making = try BundleMaking(firm.ledger.journal, try firm.checkpoint())
    let issued = try #require(try firm.statements().first)
    let bundle = try making.bundle(of: issued.document.id)
    let all = bundle.records.map(\.position)
    let late = try #require((0..<(try firm.ledger.journal.head().size)).last { !all.contains($0) })
    let forged = try verify(
      bundle.proving((all + [late]).sorted(), in: firm.ledger.journal))
    let found = try #require(forged.finding(.completeness))
    #expect(found.result == .fails)
    #expect(found.detail.contains("\(late)"))
  }

  @Test func `Without a key, or with an engine of another revision, nothing is called healthy`()
    throws
  {
    let firm = try RandomFirm(seed: 13, months: 2)
    let making = try BundleMaking(firm.ledger.journal, try firm.checkpoint())
    let id = try #require(try firm.statements().first).document.id
    let bundle = try making.bundle(of: id)
    let unsigned = BundleVerification(bundle.file.bytes, keys: [])
    #expect(unsigned.verdict == .undecided)
    #expect(unsigned.trouble?.check == .signature)
    let revision = "\"engineRevision\":\(CommissionCalculation.revision)"
    let older = bundle.statement.replacing(revision, with: "\"engineRevision\":1")
    let forged = try verify(bundle.with(statement: older))
    #expect(forged.finding(.amount)?.result == .undecided)
    // The digest says that this is not what was issued.
    #expect(forged.verdict == .fails)
  }

  @Test func `Another key, another log and another ledger's checkpoint are refused`() throws {
    let firm = try RandomFirm(seed: 14, months: 2)
    let other = try RandomFirm(seed: 15, months: 2)
    let making = try BundleMaking(firm.ledger.journal, try firm.checkpoint())
    let id = try #require(try firm.statements().first).document.id
    let bundle = try making.bundle(of: id)
    let name = try #require(KeyName("firm.example/kontor/00000001"))
    let wrong = try SigningKey(name: name, seed: [UInt8](repeating: 8, count: 32))
    let found = BundleVerification(bundle.file.bytes, keys: [wrong.verifier])
    #expect(found.verdict != .holds)
    #expect(found.trouble?.check == .signature)
    let elsewhere = try #require(KeyName("other.example/kontor/00000002"))
    let theirs = try SigningKey(name: elsewhere, seed: [UInt8](repeating: 7, count: 32))
    #expect(BundleVerification(bundle.file.bytes, keys: [theirs.verifier]).verdict == .fails)
    let exchanged = try verify(bundle.with(checkpoint: try other.checkpoint()))
    #expect(exchanged.finding(.signature)?.result == .holds)
    #expect(exchanged.finding(.records)?.result == .fails)
    #expect(exchanged.finding(.history)?.result == .fails)
    #expect(throws: BundleMakingError.self) {
      try BundleMaking(firm.ledger.journal, try other.checkpoint())
    }
  }

  @Test func `More streams go in when they are asked for`() throws {
    let firm = try RandomFirm(seed: 16, months: 2)
    let making = try BundleMaking(firm.ledger.journal, try firm.checkpoint())
    let id = try #require(try firm.statements().first).document.id
    let more = try verify(making.bundle(of: id, also: ["account/still"]))
    #expect(more.verdict == .holds)
    #expect(more.included.contains("account/still"))
    let all = try verify(making.bundle(of: id, everyStream: true))
    #expect(all.verdict == .holds)
    #expect(all.leftOut.isEmpty)
    #expect(UInt64(all.included.count) == all.commitment?.streams)
    #expect(throws: BundleMakingError.self) {
      try making.bundle(of: id, also: ["account/nowhere"])
    }
    #expect(throws: BundleMakingError.self) { try making.bundle(of: "nothing") }
  }
}
