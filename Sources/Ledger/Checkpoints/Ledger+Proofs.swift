package import Journal
import Projections
package import TransparencyLog

extension Ledger {
  /// The checkpoint of `size` events, or the newest; nothing is signed for it.
  package func storedCheckpoint(
    at size: UInt64? = nil
  ) throws(LedgerError) -> AnchorDirectory.Entry {
    let known = try checkedAnchors()
    let history = try signingHistory()
    let own = known.filter { $0.checkpoint.origin == history.current?.name.text }
    guard let size else {
      guard let newest = own.last else { throw .signing(.noCheckpoint(needed: "yet")) }
      return newest
    }
    guard let entry = own.last(where: { $0.checkpoint.size == size }) else {
      throw .signing(.noCheckpoint(needed: "of size \(size)"))
    }
    return entry
  }

  /// The checkpoint with the signature lines of its witnesses.
  package func witnessed(
    _ entry: AnchorDirectory.Entry
  ) throws(LedgerError) -> SignedCheckpoint {
    try LedgerError.journal { () throws(JournalError) in
      var signed = entry.signed
      for directory in anchors {
        for other in try directory.entries() where other.checkpoint == entry.checkpoint {
          for signature in try directory.witnessed(other).note.signatures { signed.add(signature) }
        }
      }
      return signed
    }
  }

  /// Shows that the record at `position` stands under the checkpoint of `size` events, or the newest.
  package func proveInclusion(
    of position: UInt64, at size: UInt64? = nil
  ) throws(LedgerError) -> (file: InclusionProofFile, record: [UInt8]) {
    let entry = try storedCheckpoint(at: size)
    guard position < entry.checkpoint.size else {
      throw .signing(.noCheckpoint(needed: "that covers position \(position)"))
    }
    let signed = try witnessed(entry)
    return try LedgerError.journal { () throws(JournalError) in
      let proof = try journal.inclusionProof(of: position, size: entry.checkpoint.size)
      let record = try journal.record(at: position)
      return (InclusionProofFile(proof: proof, checkpoint: signed), record)
    }
  }

  /// Shows that the history of `old` is the beginning of that of the checkpoint of `size` events, or
  /// the newest.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` when it is not.
  package func proveConsistency(
    from old: Checkpoint, to size: UInt64? = nil
  ) throws(LedgerError) -> ConsistencyProofFile {
    let entry = try storedCheckpoint(at: size)
    guard old.origin == entry.checkpoint.origin else {
      throw .signing(
        .notBelieved(
          path: "the old checkpoint",
          .otherOrigin(expected: entry.checkpoint.origin, found: old.origin)))
    }
    guard old.size <= entry.checkpoint.size else {
      throw .signing(.noCheckpoint(needed: "of size \(old.size) or more"))
    }
    let signed = try witnessed(entry)
    return try LedgerError.journal { () throws(JournalError) in
      try journal.check([old])
      // From an empty tree there is nothing to show; a witness takes such a request without hashes.
      let proof =
        old.size == 0
        ? ConsistencyProof(oldSize: 0, newSize: entry.checkpoint.size, hashes: [])
        : try journal.consistencyProof(from: old.size, to: entry.checkpoint.size)
      return ConsistencyProofFile(proof: proof, checkpoint: signed)
    }
  }

  /// The checkpoints that are known and what others said about each, by size.
  package func anchorWords() throws(LedgerError) -> [(AnchorDirectory.Entry, [OutsideWord])] {
    var list: [(AnchorDirectory.Entry, [OutsideWord])] = []
    for entry in try checkedAnchors() {
      let words = try LedgerError.journal { () throws(JournalError) in
        var words: [OutsideWord] = []
        for directory in anchors {
          for other in try directory.entries() where other.checkpoint == entry.checkpoint {
            words += try directory.words(about: other)
          }
        }
        return words
      }
      list.append((entry, words))
    }
    return list
  }

  /// Keeps a witness's signature line with the checkpoint that it is about.
  package func add(
    _ signature: NoteSignature, of key: VerifierKey
  ) throws(LedgerError) -> (AnchorDirectory.Entry, Cosignature) {
    for entry in try checkedAnchors().reversed() {
      let note = SignedNote(text: entry.checkpoint.text, signatures: [signature])
      guard let found = try? note.cosignatures([key]), let word = found.first else { continue }
      try LedgerError.journal { () throws(JournalError) in
        try eachCopy(of: entry) { directory, copy throws(JournalError) in
          _ = try directory.add(signature, of: key, to: copy)
        }
      }
      return (entry, word)
    }
    throw .signing(.noCheckpoint(needed: "for which this is a signature of \(key.name)"))
  }

  /// Keeps a time stamp with the checkpoint that it is about.
  package func add(
    timestamp bytes: [UInt8]
  ) throws(LedgerError) -> (AnchorDirectory.Entry, Timestamp) {
    let stamp: Timestamp
    do throws(TimestampError) {
      stamp = try Timestamp(response: bytes)
    } catch {
      throw .file(path: "the time stamp", reason: "\(error)")
    }
    for entry in try checkedAnchors().reversed()
    where entry.signed.bytes.withUnsafeBytes({ Hash.of($0) }) == stamp.imprint {
      try LedgerError.journal { () throws(JournalError) in
        try eachCopy(of: entry) { directory, copy throws(JournalError) in
          _ = try directory.add(timestamp: bytes, to: copy)
        }
      }
      return (entry, stamp)
    }
    throw .signing(.noCheckpoint(needed: "whose bytes this time stamp is over"))
  }

  private func eachCopy(
    of entry: AnchorDirectory.Entry,
    _ body: (AnchorDirectory, AnchorDirectory.Entry) throws(JournalError) -> Void
  ) throws(JournalError) {
    for directory in anchors {
      for copy in try directory.entries() where copy.signed.bytes == entry.signed.bytes {
        try body(directory, copy)
      }
    }
  }
}
