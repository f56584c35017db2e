/// A consistency proof as logs send it to witnesses (C2SP tlog-witness, the body of add-checkpoint).
///
///     old <decimal>
///     <hash in base64>               (as many as the proof has, at most 63)
///     <empty line>
///     <the newer checkpoint with its signatures>
package struct ConsistencyProofFile: Equatable, Sendable {
  package let proof: ConsistencyProof
  package let checkpoint: SignedCheckpoint

  /// `proof` must lead to the tree of `checkpoint`.
  package init(proof: ConsistencyProof, checkpoint: SignedCheckpoint) {
    precondition(proof.newSize == checkpoint.checkpoint.size, "a proof to the checkpoint's tree")
    self.proof = proof
    self.checkpoint = checkpoint
  }

  package init(_ bytes: [UInt8]) throws(LogTextError) {
    let (lines, rest) = try LogText.head(bytes)
    guard let first = lines.first, let old = LogText.number(after: "old", in: first) else {
      throw LogTextError(.expected("old <decimal>"), line: 1)
    }
    let hashes = try LogText.hashes(lines.dropFirst(), first: 2)
    do throws(LogTextError) {
      checkpoint = try SignedCheckpoint(rest)
    } catch {
      throw error.moved(by: lines.count + 1)
    }
    proof = ConsistencyProof(
      oldSize: old, newSize: checkpoint.checkpoint.size, hashes: hashes)
  }

  package var bytes: [UInt8] {
    let lines = ["old \(proof.oldSize)"] + proof.hashes.map(\.description)
    return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
  }
}
