import Testing

@testable import TransparencyLog

@Suite struct CheckpointTests {
  @Test func `The published checkpoints are read and verified`() throws {
    let vectors = try Vectors.read()
    for given in vectors.checkpoints {
      for text in [given.checkpoint, given.oldCheckpoint, given.newCheckpoint].compactMap({ $0 }) {
        let signed = try SignedCheckpoint(Array(text.utf8))
        #expect(signed.bytes == Array(text.utf8))
        if let key = given.vkey {
          // The Go checksum database calls its key otherwise than its log.
          try signed.verify([try VerifierKey(key)], origin: signed.checkpoint.origin)
        }
        if let ids = given.keyIds {
          #expect(signed.note.signatures.map(\.id.description) == ids)
          let time = Cosignature.time(signed.note.signatures[1].payload)
          #expect(time == given.cosignatureTimestamp)
        }
      }
    }
  }

  @Test func `Two published checkpoints are joined by their proof`() throws {
    let given = try #require(try Vectors.read().checkpoints.first { $0.oldCheckpoint != nil })
    let old = try SignedCheckpoint(Array(#require(given.oldCheckpoint).utf8)).checkpoint
    let new = try SignedCheckpoint(Array(#require(given.newCheckpoint).utf8)).checkpoint
    let proof = ConsistencyProof(
      oldSize: old.size, newSize: new.size,
      hashes: try #require(given.proof).map(hash(hexadecimal:)))
    try proof.verify(oldRoot: old.root, newRoot: new.root)
  }

  @Test func `The checkpoints of a published log come out of its entries, for every size`() throws {
    let log = try Vectors.read().tlogTilesSmallLog
    let key = try SigningKey(secretText: log.skey)
    #expect(key.verifier.description == log.vkey)
    var range = CompactRange()
    for (size, text) in log.checkpoints.enumerated() {
      if size > 0 { range.append(leaf: DefinedTree.leaf(log.entries[size - 1])) }
      let checkpoint = Checkpoint(
        origin: key.verifier.name, size: UInt64(size), root: range.root)
      let published = try SignedCheckpoint(Array(text.utf8))
      #expect(published.checkpoint == checkpoint)
      try published.verify([key.verifier])
      // Signatures are compared by verifying: not every library signs the same twice.
      try SignedCheckpoint(checkpoint, by: [key]).verify([key.verifier])
    }
  }

  @Test func `A cosignature is made and verified as the vector says`() throws {
    let given = try Vectors.read().cosignatureV1
    let name = try #require(KeyName("witness.example/w1"))
    let witness = try SigningKey(
      name: name, kind: .cosignature, seed: bytes(hexadecimal: given.witnessSeedHex))
    #expect(witness.verifier.description == given.witnessVkey)
    let signed = try SignedCheckpoint(Array(given.checkpointWithCosignature.utf8))
    #expect(
      Cosignature.message(time: 1_679_315_147, text: signed.note.text)
        == Array(given.signedMessageUtf8.utf8))
    let expected = Cosignature(witness: name, time: 1_679_315_147)
    #expect(try signed.note.cosignatures([witness.verifier]) == [expected])

    var again = try SignedCheckpoint(
      Array(try Vectors.read().tlogTilesSmallLog.checkpoints[15].utf8))
    again.add(try witness.cosign(again.checkpoint, at: 1_679_315_147))
    #expect(try again.note.cosignatures([witness.verifier]) == [expected])
    // A witness is no log: its word alone does not make a checkpoint.
    #expect(throws: NoteError.notSigned(keys: [])) {
      try again.verify([witness.verifier], origin: again.checkpoint.origin)
    }
  }

  @Test func `A cosignature with another time is refused`() throws {
    let given = try Vectors.read().cosignatureV1
    let key = try VerifierKey(given.witnessVkey)
    let good = try SignedCheckpoint(Array(given.checkpointWithCosignature.utf8)).note
    for place in 0..<72 {
      var payload = good.signatures[1].payload
      payload[place] ^= 1
      let changed = SignedNote(
        text: good.text,
        signatures: [NoteSignature(name: key.name, id: key.id, payload: payload)])
      #expect(throws: NoteError.wrongSignature(key: key.name)) {
        try changed.cosignatures([key])
      }
    }
  }

  @Test func `A checkpoint that cannot be is refused with line and reason`() throws {
    let root = MerkleTree.emptyRoot.description
    let cases: [(String, LogTextError)] = [
      ("\n", LogTextError(.origin, line: 1)),
      ("a\n", LogTextError(.size, line: 2)),
      ("a\n01\n\(root)\n", LogTextError(.size, line: 2)),
      ("a\n+1\n\(root)\n", LogTextError(.size, line: 2)),
      ("a\n-1\n\(root)\n", LogTextError(.size, line: 2)),
      ("a\n1 \n\(root)\n", LogTextError(.size, line: 2)),
      ("a\n9223372036854775808\n\(root)\n", LogTextError(.size, line: 2)),
      ("a\n99999999999999999999\n\(root)\n", LogTextError(.size, line: 2)),
      ("a\n1\n", LogTextError(.root, line: 3)),
      ("a\n1\n\(root.dropLast())\n", LogTextError(.root, line: 3)),
      ("a\n1\n\(root.replacing("FU=", with: "FV="))\n", LogTextError(.root, line: 3)),
      ("a\n1\n\(root)", LogTextError(.noFinalLineBreak)),
      ("a\r\n1\n\(root)\n", LogTextError(.controlCharacter, line: 1)),
    ]
    for (text, error) in cases {
      #expect(throws: error, "\(text)") { try Checkpoint(text: text) }
    }
    let largest = try Checkpoint(text: "a\n9223372036854775807\n\(root)\nmore\n")
    #expect(largest.size == UInt64(Int64.max))
    #expect(largest.extensions == ["more"])
    #expect(largest.text == "a\n9223372036854775807\n\(root)\nmore\n")
  }

  @Test func `A checkpoint of another log is refused, whatever Unicode holds for equal`() throws {
    let composed = try #require(KeyName("caf\u{E9}"))
    let decomposed = try #require(KeyName("cafe\u{301}"))
    #expect(composed != decomposed)
    let key = try SigningKey(name: composed, seed: Array(repeating: 3, count: 32))
    let checkpoint = Checkpoint(origin: decomposed, size: 0, root: MerkleTree.emptyRoot)
    let signed = try SignedCheckpoint(checkpoint, by: [key])
    #expect(throws: NoteError.self) { try signed.verify([key.verifier]) }
  }
}
