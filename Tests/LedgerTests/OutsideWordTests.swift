import Foundation
import Journal
import LedgerEvents
import Testing
import TransparencyLog

@testable import Ledger

/// What witnesses and time stamp authorities say, kept with its checkpoint.
struct OutsideWordTests {
  private let temporary: TemporaryLedger
  private var ledger: Ledger { temporary.ledger }
  private let witness: SigningKey

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
    let name = try #require(KeyName("witness.example/w1"))
    witness = try SigningKey(
      name: name, kind: .cosignature, seed: Array(repeating: 5, count: 32))
  }

  @Test func `A cosignature is kept with the checkpoint that it is about, once`() throws {
    let first = try ledger.checkpoint(actor: "ops-1")
    try temporary.record(order("or-1"))
    _ = try ledger.checkpoint(actor: "ops-1")
    let line = try witness.cosign(first.checkpoint, at: 1_790_000_000)
    for _ in 0..<2 {
      let (entry, word) = try ledger.add(line, of: witness.verifier)
      #expect(entry.checkpoint == first.checkpoint)
      #expect(word.time == 1_790_000_000)
    }
    let words = try ledger.anchorWords()
    #expect(words.map(\.1.count) == [1, 0])
    // The proof under that checkpoint carries it.
    let (file, _) = try ledger.proveInclusion(of: 1, at: first.checkpoint.size)
    #expect(try file.checkpoint.note.cosignatures([witness.verifier]).count == 1)
    // What the ledger signed stays as it was.
    #expect(Array(try Data(contentsOf: URL(filePath: first.file))) == first.signed.bytes)
  }

  @Test func `A cosignature of nothing here, or a wrong one, is refused`() throws {
    let entry = try ledger.checkpoint(actor: "ops-1")
    let other = Checkpoint(
      origin: try #require(KeyName("other.example/log")), size: 2, root: entry.checkpoint.root)
    let line = try witness.cosign(other, at: 1_790_000_000)
    expectNone { try ledger.add(line, of: witness.verifier) }
    let stranger = try SigningKey(
      name: witness.verifier.name, kind: .cosignature, seed: Array(repeating: 6, count: 32))
    let wrong = try stranger.cosign(entry.checkpoint, at: 1_790_000_000)
    expectNone { try ledger.add(wrong, of: witness.verifier) }
    #expect(try ledger.anchorWords().map(\.1.count) == [0])
  }

  @Test func `A flipped bit anywhere in a kept cosignature is found`() throws {
    let entry = try ledger.checkpoint(actor: "ops-1")
    _ = try ledger.add(
      try witness.cosign(entry.checkpoint, at: 1_790_000_000), of: witness.verifier)
    let file = entry.stem + ".cosignatures"
    let good = try Data(contentsOf: URL(filePath: file))
    for place in good.indices {
      var changed = good
      changed[place] ^= 1 << (place % 8)
      try changed.write(to: URL(filePath: file))
      #expect(throws: LedgerError.self, "byte \(place)") { try ledger.anchorWords() }
    }
  }

  @Test func `A time stamp over other bytes is refused`() throws {
    _ = try ledger.checkpoint(actor: "ops-1")
    let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../TransparencyLogTests/Vectors/timestamp.tsr").standardized
    let stamp = Array(try Data(contentsOf: vectors))
    expectNone { try ledger.add(timestamp: stamp) }
  }

  @Test func `A time stamp over a kept checkpoint is kept, once`() throws {
    let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../TransparencyLogTests/Vectors").standardized
    let stamp = Array(try Data(contentsOf: vectors.appending(path: "timestamp.tsr")))
    let signed = try SignedCheckpoint(
      Array(Data(contentsOf: vectors.appending(path: "timestamp.checkpoint"))))
    let directory = AnchorDirectory(temporary.directory["anchors"])
    let entry = try directory.save(signed)
    for _ in 0..<2 {
      #expect(try directory.add(timestamp: stamp, to: entry).time == "2026-11-27T23:46:49Z")
    }
    #expect(try directory.words(about: entry).count == 1)
    #expect(try directory.entries().map(\.checkpoint) == [signed.checkpoint])
  }

  private func expectNone<Value>(
    _ location: SourceLocation = #_sourceLocation, _ body: () throws -> Value
  ) {
    let error = #expect(throws: LedgerError.self, sourceLocation: location) { _ = try body() }
    guard case .signing(.noCheckpoint)? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: location)
      return
    }
  }
}
