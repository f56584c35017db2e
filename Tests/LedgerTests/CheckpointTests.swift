import Foundation
import Journal
import LedgerEvents
import Projections
import Testing
import TransparencyLog

@testable import Ledger

struct CheckpointTests {
  private let temporary: TemporaryLedger
  private var ledger: Ledger { temporary.ledger }

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account(), order("or-1"))
  }

  private func sign(_ size: UInt64? = nil) throws -> AnchorDirectory.Entry {
    try ledger.checkpoint(at: size, actor: "ops-1")
  }

  @Test func `The first checkpoint makes a key, names it in an event, and is kept`() throws {
    let entry = try sign()
    #expect(entry.checkpoint.size == 5)
    #expect(entry.checkpoint.root == (try ledger.journal.head().root))
    #expect(entry.checkpoint.origin.hasPrefix("nordwerk-vertrieb/kontor/"))
    // The heads of the streams are committed last, with that of the key's event.
    let event = try #require(try ledger.allEvents().dropLast().last)
    guard case .signingKeyIntroduced(let introduced) = try event.data() else {
      Issue.record("\(event)")
      return
    }
    let key = try VerifierKey(introduced.verifierKey)
    try entry.signed.verify([key])
    #expect(introduced.origin == entry.checkpoint.origin && !introduced.hasReplacedKey)
    let file = temporary.directory["ledger/keys/log.key"]
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(Array(try Data(contentsOf: URL(filePath: entry.file))) == entry.signed.bytes)
  }

  @Test func `Nothing new gives the same checkpoint, and nothing smaller is signed again`() throws {
    let first = try sign()
    #expect(try sign().signed == first.signed)
    #expect(try sign(5).signed == first.signed)
    expectSigning(.behindSigned(asked: 3, newest: 5)) { try sign(3) }
    try temporary.record(order("or-2"), order("or-3"))
    #expect(try sign(6).checkpoint.size == 6)
    #expect(try sign().checkpoint.size == 8)
    let error = #expect(throws: LedgerError.self) { try sign(9) }
    guard case .journal(.beyondHead(asked: 9, size: 8))? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `Without its key nothing is signed, and a key that others may read neither`() throws {
    _ = try sign()
    try temporary.record(order("or-2"))
    let file = temporary.directory["ledger/keys/log.key"]
    chmod(file, 0o640)
    expectSigning(.keyReadable(path: file)) { try sign() }
    chmod(file, 0o600)
    let key = try #require(try ledger.signingHistory().current)
    let other = try SigningKey(name: key.name, seed: Array(repeating: 9, count: 32))
    let secret = try Data(contentsOf: URL(filePath: file))
    try write(other.secretText + "\n", to: file)
    expectSigning(.otherKey(path: file, found: "\(other.verifier)", expected: "\(key)")) {
      try sign()
    }
    try write("PRIVATE+KEY+x\n", to: file)
    expectSigning(.keyUnusable(path: file, .form)) { try sign() }
    try FileManager.default.removeItem(atPath: file)
    expectSigning(.keyMissing(path: file, key: "\(key)")) { try sign() }
    try write(String(decoding: secret, as: UTF8.self), to: file)
    #expect(try sign().checkpoint.size == 7)
  }

  @Test func `A new key signs once together with the old one`() throws {
    let first = try sign()
    let old = try #require(try ledger.signingHistory().current)
    let entry = try ledger.rotateKey(actor: "ops-1")
    let new = try #require(try ledger.signingHistory().current)
    #expect(new != old && new.name == old.name)
    try entry.signed.verify([old])
    try entry.signed.verify([new])
    try temporary.record(order("or-2"))
    let next = try sign()
    try next.signed.verify([new])
    #expect(throws: NoteError.notSigned(keys: [old.name])) { try next.signed.verify([old]) }
    #expect(try ledger.checkedAnchors().map(\.checkpoint.size) == [5, 7, 9])
    #expect(first.checkpoint.origin == next.checkpoint.origin)
  }

  /// Puts the files back as they were after the event that names the new key was recorded.
  @Test func `An interrupted rotation is finished by the next checkpoint`() throws {
    _ = try sign()
    let old = try #require(try ledger.signingHistory().current)
    let current = temporary.directory["ledger/keys/log.key"]
    let oldSecret = try Data(contentsOf: URL(filePath: current))
    let rotated = try ledger.rotateKey(actor: "ops-1")
    try FileManager.default.moveItem(atPath: current, toPath: current + ".next")
    try write(String(decoding: oldSecret, as: UTF8.self), to: current)
    try FileManager.default.removeItem(atPath: rotated.file)
    try temporary.reopen()
    let entry = try sign()
    try entry.signed.verify([old])
    try entry.signed.verify([try #require(try ledger.signingHistory().current)])
    #expect(!FileManager.default.fileExists(atPath: current + ".next"))
  }

  @Test func `A lost key is replaced by one that signs alone`() throws {
    _ = try sign()
    let old = try #require(try ledger.signingHistory().current)
    try FileManager.default.removeItem(atPath: temporary.directory["ledger/keys/log.key"])
    let entry = try ledger.rotateKey(actor: "ops-1")
    #expect(entry.signed.note.signatures.count == 1)
    #expect(throws: NoteError.self) { try entry.signed.verify([old]) }
    try temporary.record(order("or-2"))
    #expect(try sign().checkpoint.size == 9)
  }

  @Test func `A flipped bit anywhere in a kept checkpoint is found`() throws {
    let entry = try sign()
    let good = try Data(contentsOf: URL(filePath: entry.file))
    for place in good.indices {
      var changed = good
      changed[place] ^= 1 << (place % 8)
      try changed.write(to: URL(filePath: entry.file))
      #expect(throws: LedgerError.self, "byte \(place)") { try ledger.checkedAnchors() }
    }
    try good.write(to: URL(filePath: entry.file))
    #expect(try ledger.checkedAnchors().count == 1)
  }

  @Test func `Proofs are made under kept checkpoints only`() throws {
    expectSigning(.noCheckpoint(needed: "yet")) { try ledger.proveInclusion(of: 0) }
    let old = try sign()
    let key = try #require(try ledger.signingHistory().current)
    try temporary.record(order("or-2"))
    expectSigning(.noCheckpoint(needed: "that covers position 5")) {
      try ledger.proveInclusion(of: 5)
    }
    expectSigning(.noCheckpoint(needed: "of size 6")) { try ledger.proveInclusion(of: 5, at: 6) }
    let new = try sign()
    for position in 0..<new.checkpoint.size {
      let (file, record) = try ledger.proveInclusion(of: position)
      try file.checkpoint.verify([key])
      let leaf = record.withUnsafeBytes { MerkleTree.leafHash($0) }
      try file.proof.verify(leaf: leaf, root: new.checkpoint.root)
    }
    let file = try ledger.proveConsistency(from: old.checkpoint)
    try file.proof.verify(oldRoot: old.checkpoint.root, newRoot: new.checkpoint.root)
    let forged = Checkpoint(origin: key.name, size: 5, root: new.checkpoint.root)
    let error = #expect(throws: LedgerError.self) { try ledger.proveConsistency(from: forged) }
    guard case .journal(.rolledBack)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
    chmod(path, 0o600)
  }

  private func expectSigning<Value>(
    _ expected: SigningError, _ location: SourceLocation = #_sourceLocation,
    _ body: () throws -> Value
  ) {
    let error = #expect(throws: LedgerError.self, sourceLocation: location) { _ = try body() }
    guard case .signing(let found)? = error, found == expected else {
      Issue.record("\(String(describing: error))", sourceLocation: location)
      return
    }
  }
}
