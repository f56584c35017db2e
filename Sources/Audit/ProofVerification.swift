import Foundation
package import TransparencyLog

/// Verifies a file that `kontor prove` or `kontor checkpoint` wrote, from itself and a key alone.
package struct ProofVerification {
  private let path: String
  private let keys: [VerifierKey]
  private let recordPath: String?
  private let oldPath: String?

  /// `record` holds the bytes that an inclusion proof is about, `old` the checkpoint that a consistency
  /// proof starts from.
  package init(of path: String, keys: [VerifierKey], record: String?, old: String?) {
    self.path = path
    self.keys = keys
    recordPath = record
    oldPath = old
  }

  package func run() -> OutsideVerdict {
    guard let data = FileManager.default.contents(atPath: path) else {
      return .undecided(reason: "\(path) is not there or cannot be read")
    }
    let bytes = Array(data)
    do throws(LogTextError) {
      if bytes.starts(with: "c2sp.org/tlog-proof@".utf8) {
        return inclusion(try InclusionProofFile(bytes))
      }
      if bytes.starts(with: "old ".utf8) {
        return consistency(try ConsistencyProofFile(bytes))
      }
      let signed = try SignedCheckpoint(bytes)
      return CheckpointFile.refused(signed, keys)
        ?? CheckpointFile.verified(signed, keys, what: "the checkpoint's signature")
    } catch {
      return .failed(reason: "\(path) is no proof and no checkpoint: \(error)")
    }
  }

  private func inclusion(_ file: InclusionProofFile) -> OutsideVerdict {
    if let refused = CheckpointFile.refused(file.checkpoint, keys) { return refused }
    guard let recordPath else {
      return .undecided(
        reason: "the proof is about a record that is not given; give --record with its bytes")
    }
    guard let data = FileManager.default.contents(atPath: recordPath) else {
      return .undecided(reason: "\(recordPath) is not there or cannot be read")
    }
    let leaf = Array(data).withUnsafeBytes { MerkleTree.leafHash($0) }
    do throws(ProofError) {
      try file.proof.verify(leaf: leaf, root: file.checkpoint.checkpoint.root)
    } catch {
      return .failed(reason: "\(recordPath) is not record \(file.proof.index): \(error)")
    }
    return CheckpointFile.verified(
      file.checkpoint, keys, what: "the record at position \(file.proof.index)")
  }

  private func consistency(_ file: ConsistencyProofFile) -> OutsideVerdict {
    if let refused = CheckpointFile.refused(file.checkpoint, keys) { return refused }
    guard let oldPath else {
      return .undecided(
        reason: """
          the proof begins at a checkpoint of size \(file.proof.oldSize) that is not given; give \
          --old with it
          """)
    }
    let old: SignedCheckpoint
    switch CheckpointFile.read(oldPath, keys) {
    case .success(let read): old = read
    case .failure(let refusal): return refusal.verdict
    }
    let (from, to) = (old.checkpoint, file.checkpoint.checkpoint)
    guard from.origin.utf8.elementsEqual(to.origin.utf8) else {
      return .failed(reason: "\(oldPath) speaks of the log \(from.origin), not of \(to.origin)")
    }
    guard from.size == file.proof.oldSize else {
      return .failed(
        reason: "\(oldPath) has size \(from.size), the proof begins at \(file.proof.oldSize)")
    }
    do throws(ProofError) {
      try file.proof.verify(oldRoot: from.root, newRoot: to.root)
    } catch {
      return .failed(
        reason: "size \(from.size) is not shown to be the beginning of size \(to.size): \(error)")
    }
    return CheckpointFile.verified(
      file.checkpoint, keys, what: "size \(from.size) is the beginning of size \(to.size)")
  }
}
