import Foundation
import Journal
import LedgerEvents
import Money
import Projections
import Testing
import TransparencyLog

@testable import Ledger

/// What an older copy, a lost end or another ledger in the place of this one brings about.
struct SuccessionTests {
  private let directory: TemporaryDirectory
  private var path: String { directory["ledger"] }
  private var outside: String { directory["outside"] }

  init() throws {
    directory = try TemporaryDirectory()
    try FileManager.default.createDirectory(
      atPath: directory["outside"], withIntermediateDirectories: false)
    try Ledger.create(
      at: directory["ledger"],
      terms: Ledger.Terms(name: "Nordwerk", currency: .eur, timeZone: "Europe/Berlin"),
      actor: "ops-1")
    try use { try $0.record([account(), order("or-1")]) }
  }

  @discardableResult
  private func use<Result>(
    acceptingRollback: Bool = false, _ body: (Ledger) throws -> Result
  ) throws -> Result {
    let ledger = try Ledger(
      opening: path, anchors: outside, acceptingRollback: acceptingRollback)
    defer { ledger.close() }
    return try body(ledger)
  }

  private func sign() throws -> AnchorDirectory.Entry {
    try use { try $0.checkpoint(actor: "ops-1") }
  }

  private func copy(_ from: String, _ to: String) throws {
    try? FileManager.default.removeItem(atPath: to)
    try FileManager.default.copyItem(atPath: from, toPath: to)
  }

  private func expectRolledBack(_ location: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: LedgerError.self, sourceLocation: location) { try use { _ in } }
    guard case .journal(.rolledBack)? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: location)
      return
    }
  }

  /// A checkpoint, a copy of the whole ledger, another checkpoint, and the copy back in its place.
  private func exchangeForOlderCopy() throws -> (old: Checkpoint, lost: Checkpoint) {
    let old = try sign()
    try copy(path, directory["copy"])
    try use { try $0.record([order("or-2")]) }
    let lost = try sign()
    try copy(directory["copy"], path)
    return (old.checkpoint, lost.checkpoint)
  }

  @Test func `An older copy of the whole ledger is revealed by an anchor outside it`() throws {
    _ = try exchangeForOlderCopy()
    expectRolledBack()
    // What cannot be seen without the outside anchors is not claimed.
    try Ledger(opening: path).close()
  }

  @Test func `An older copy that went on to the same size is revealed too`() throws {
    _ = try exchangeForOlderCopy()
    do {
      // As somebody would who leaves the outside anchors out.
      let alone = try Ledger(opening: path)
      _ = try alone.record([order("or-3"), order("or-4")])
      alone.close()
    }
    expectRolledBack()
  }

  @Test func `A lost end of the journal is revealed by the checkpoints within the ledger`() throws {
    let journal = path + "/journal/data.mdb"
    try copy(journal, directory["old.mdb"])
    _ = try sign()
    try copy(directory["old.mdb"], journal)
    try FileManager.default.removeItem(atPath: path + "/anchors/heads")
    let error = #expect(throws: LedgerError.self) { try Ledger(opening: path) }
    guard case .journal(.rolledBack)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `Nothing is signed until a person declares a successor, which has another name`()
    throws
  {
    let (old, lost) = try exchangeForOlderCopy()
    try use(acceptingRollback: true) { ledger in
      #expect(throws: LedgerError.self) { try ledger.checkpoint(actor: "ops-1") }
      // Nobody approves alone.
      #expect(throws: LedgerError.self) {
        try ledger.declareSuccession(reason: "disk", approver: "ops-1", actor: "ops-1")
      }
      let entry = try ledger.declareSuccession(
        reason: "disk failed", approver: "ops-2", actor: "ops-1")
      #expect(entry.checkpoint.origin != old.origin)
      // Last come the heads of the streams.
      let events = try ledger.allEvents().suffix(3).map { try $0.data() }
      guard case .successionDeclared(let declared) = events[0],
        case .signingKeyIntroduced(let introduced) = events[1]
      else {
        Issue.record("\(events)")
        return
      }
      #expect(declared.notedSize == lost.size && declared.notedRoot == lost.root.hexadecimal)
      #expect(declared.foundSize == old.size && declared.foundRoot == old.root.hexadecimal)
      #expect(declared.reason == "disk failed" && declared.approverID == "ops-2")
      #expect(introduced.hasReplacedKey)
    }
    // From here on it opens and signs again, and the anchors of the ended log are still kept.
    try use { try $0.record([order("or-9")]) }
    let next = try sign()
    #expect(next.checkpoint.origin != old.origin)
    let known = try use { try $0.checkedAnchors() }
    #expect(known.map(\.checkpoint).contains(lost))
    let error = #expect(throws: LedgerError.self) {
      try use { try $0.proveConsistency(from: lost) }
    }
    guard case .signing(.notBelieved)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `The successor is held to its own checkpoints`() throws {
    _ = try exchangeForOlderCopy()
    _ = try use(acceptingRollback: true) {
      try $0.declareSuccession(reason: "disk failed", approver: "ops-2", actor: "ops-1")
    }
    _ = try exchangeForOlderCopy()
    expectRolledBack()
  }

  @Test func `Where nothing was lost there is nothing to declare`() throws {
    _ = try sign()
    let error = #expect(throws: LedgerError.self) {
      try use(acceptingRollback: true) {
        try $0.declareSuccession(reason: "none", approver: "ops-2", actor: "ops-1")
      }
    }
    guard case .signing(.nothingLost)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `A head noted beside the journal is settled as well`() throws {
    let journal = path + "/journal/data.mdb"
    try copy(journal, directory["old.mdb"])
    try use { try $0.record([order("or-2"), order("or-3")]) }
    try copy(directory["old.mdb"], journal)
    expectRolledBack()
    _ = try use(acceptingRollback: true) {
      try $0.declareSuccession(reason: "disk failed", approver: "ops-2", actor: "ops-1")
    }
    try use { _ in }
  }

  @Test func `A missing directory of anchors is not made on the way`() throws {
    let error = #expect(throws: LedgerError.self) {
      try Ledger(opening: path, anchors: directory["nowhere"])
    }
    guard case .file(directory["nowhere"], _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: directory["nowhere"]))
  }

  private func succeed(_ reason: String = "Disk failed") throws -> AnchorDirectory.Entry {
    try use(acceptingRollback: true) {
      try $0.declareSuccession(reason: reason, approver: "ops-2", actor: "ops-1")
    }
  }

  @Test func `One that was interrupted before the head was noted anew is finished by the next`()
    throws
  {
    _ = try sign()
    let journal = path + "/journal"
    try copy(journal, directory["copy"])
    try use { try $0.record([order("or-2")]) }
    try copy(directory["copy"], journal)
    try FileManager.default.removeItem(atPath: path + "/index")
    let note = path + "/anchors/heads"
    try copy(note, directory["note"])
    let first = try succeed()
    // As if the process had died before it came to the note and to the checkpoint.
    for folder in [outside, path + "/anchors/checkpoints"] {
      try FileManager.default.removeItem(
        atPath: folder + "/" + URL(filePath: first.file).lastPathComponent)
    }
    try copy(directory["note"], note)
    expectRolledBack()
    let second = try succeed("said again in other words")
    #expect(second.checkpoint.origin == first.checkpoint.origin)
    try use { ledger in
      let declared = try ledger.allEvents().filter {
        $0.header.type == SuccessionDeclared.typeNumber
      }
      #expect(declared.count == 1)
    }
  }

  @Test func `One that was interrupted before its checkpoint was kept is signed by the next`()
    throws
  {
    _ = try exchangeForOlderCopy()
    let first = try succeed()
    for folder in [outside, path + "/anchors/checkpoints"] {
      try FileManager.default.removeItem(
        atPath: folder + "/" + URL(filePath: first.file).lastPathComponent)
    }
    #expect(try succeed().checkpoint.origin == first.checkpoint.origin)
    #expect(throws: LedgerError.self) { try succeed() }
  }
}
