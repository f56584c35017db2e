/// A proof that stands alone (C2SP tlog-proof), for a file named `….tlog-proof`.
///
///     c2sp.org/tlog-proof@v1
///     extra <base64>                 (may be missing; nobody signed it)
///     index <decimal>
///     <hash in base64>               (as many as the proof has)
///     <empty line>
///     <the checkpoint with its signatures>
package struct InclusionProofFile: Equatable, Sendable {
  package static let firstLine = "c2sp.org/tlog-proof@v1"

  /// Bytes that nobody vouches for.
  package let extra: [UInt8]?
  package let proof: InclusionProof
  package let checkpoint: SignedCheckpoint

  /// `proof` must be one within the tree of `checkpoint`.
  package init(proof: InclusionProof, checkpoint: SignedCheckpoint, extra: [UInt8]? = nil) {
    precondition(proof.size == checkpoint.checkpoint.size, "a proof of the checkpoint's tree")
    self.proof = proof
    self.checkpoint = checkpoint
    self.extra = extra
  }

  package init(_ bytes: [UInt8]) throws(LogTextError) {
    let (lines, rest) = try LogText.head(bytes)
    guard lines.first == InclusionProofFile.firstLine else {
      throw LogTextError(.expected(InclusionProofFile.firstLine), line: 1)
    }
    var next = 1
    if next < lines.count, lines[next].utf8.starts(with: "extra ".utf8) {
      guard let extra = Base64.bytes(lines[next].utf8.dropFirst(6)) else {
        throw LogTextError(.expected("extra <base64>"), line: next + 1)
      }
      self.extra = extra
      next += 1
    } else {
      extra = nil
    }
    guard next < lines.count, let index = LogText.number(after: "index", in: lines[next]) else {
      throw LogTextError(.expected("index <decimal>"), line: next + 1)
    }
    let hashes = try LogText.hashes(lines[(next + 1)...], first: next + 2)
    do throws(LogTextError) {
      checkpoint = try SignedCheckpoint(rest)
    } catch {
      throw error.moved(by: lines.count + 1)
    }
    proof = InclusionProof(index: index, size: checkpoint.checkpoint.size, hashes: hashes)
  }

  package var bytes: [UInt8] {
    var lines = [InclusionProofFile.firstLine]
    if let extra { lines.append("extra \(Base64.text(extra))") }
    lines.append("index \(proof.index)")
    lines += proof.hashes.map(\.description)
    return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.bytes
  }
}
