import Testing

@testable import TransparencyLog

@Suite struct ProofFileTests {
  @Test func `The proof files come out, verify, and are written again byte for byte`() throws {
    let vectors = try Vectors.read()
    let log = vectors.tlogTilesSmallLog
    let key = try VerifierKey(log.vkey)
    let tree = DefinedTree(log.entries.map { DefinedTree.leaf($0) })
    for given in vectors.tlogProofFiles.cases {
      let file = try InclusionProofFile(Array(given.file.utf8))
      #expect(file.bytes == Array(given.file.utf8))
      try file.checkpoint.verify([key])
      let leaf = bytes(hexadecimal: given.entryHex).withUnsafeBytes { MerkleTree.leafHash($0) }
      try file.proof.verify(leaf: leaf, root: file.checkpoint.checkpoint.root)
      let made = InclusionProof(
        index: file.proof.index, size: file.proof.size, subtree: tree.subtree)
      let again = InclusionProofFile(
        proof: made, checkpoint: file.checkpoint, extra: file.extra)
      #expect(again.bytes == Array(given.file.utf8))
      if let witness = given.witnessVkey {
        #expect(try file.checkpoint.note.cosignatures([VerifierKey(witness)]).count == 1)
      }
    }
  }

  @Test func `A flipped bit anywhere in a proof file is found`() throws {
    let vectors = try Vectors.read()
    let key = try VerifierKey(vectors.tlogTilesSmallLog.vkey)
    let given = vectors.tlogProofFiles.cases[0]
    let leaf = bytes(hexadecimal: given.entryHex).withUnsafeBytes { MerkleTree.leafHash($0) }
    let good = Array(given.file.utf8)
    for place in good.indices {
      for bit in 0..<8 {
        var changed = good
        changed[place] ^= 1 << bit
        #expect(throws: (any Error).self, "bit \(bit) of byte \(place)") {
          let file = try InclusionProofFile(changed)
          try file.checkpoint.verify([key])
          try file.proof.verify(leaf: leaf, root: file.checkpoint.checkpoint.root)
        }
      }
    }
  }

  @Test func `A proof file that cannot be read is refused with line and reason`() throws {
    let good = try Vectors.read().tlogProofFiles.cases[0].file
    let hash = MerkleTree.emptyRoot.description
    let first = InclusionProofFile.firstLine
    let cases: [(String, LogTextError)] = [
      ("", LogTextError(.noEmptyLine)),
      (good.replacing("@v1", with: "@v2"), LogTextError(.expected(first), line: 1)),
      (
        good.replacing("index 4", with: "index 04"),
        LogTextError(.expected("index <decimal>"), line: 2)
      ),
      (
        good.replacing("index 4", with: "extra =\nindex 4"),
        LogTextError(.expected("extra <base64>"), line: 2)
      ),
      (good.replacing("index 4\n", with: ""), LogTextError(.expected("index <decimal>"), line: 2)),
      (good.replacing("yiM+", with: "yiM-"), LogTextError(.hash, line: 3)),
      (good.replacing("\n15\n", with: "\n015\n"), LogTextError(.size, line: 9)),
      ("\n" + good, LogTextError(.noText, line: 1)),
      (String(good.dropLast()), LogTextError(.noFinalLineBreak)),
      (
        "\(first)\nindex 0\n" + String(repeating: hash + "\n", count: 64) + "\n",
        LogTextError(.tooManyHashes(maximum: 63))
      ),
    ]
    for (text, error) in cases {
      #expect(throws: error, "\(text)") { try InclusionProofFile(Array(text.utf8)) }
    }
    #expect(throws: LogTextError(.expected("old <decimal>"), line: 1)) {
      try ConsistencyProofFile(Array("old -1\n\n".utf8))
    }
  }

  /// Plays a witness that keeps one size and root, with the published requests in their order.
  @Test func `Requests to a witness are judged as the published test says`() throws {
    let vectors = try Vectors.read().witnessAddCheckpoint
    let key = try VerifierKey(vectors.logVkey)
    var (size, root) = (UInt64(0), MerkleTree.emptyRoot)
    for (number, request) in vectors.requests.enumerated() {
      let status: Int
      do {
        let file = try ConsistencyProofFile(Array(request.body.utf8))
        #expect(file.bytes == Array(request.body.utf8))
        try file.checkpoint.verify([key])
        if file.proof.oldSize != size {
          status = 409
        } else {
          if size > 0 {
            try file.proof.verify(oldRoot: root, newRoot: file.checkpoint.checkpoint.root)
          }
          (size, root) = (file.checkpoint.checkpoint.size, file.checkpoint.checkpoint.root)
          status = 200
        }
      } catch let error as LogTextError {
        // The changed signature of the second request is no canonical base64 either.
        #expect(error.reason == .signatureLine && number == 1)
        status = 403
      } catch is NoteError {
        status = 403
      } catch is ProofError {
        status = 422
      }
      #expect(status == request.status, "request \(number)")
    }
  }
}
