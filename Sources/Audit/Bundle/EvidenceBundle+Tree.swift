import Journal
import Projections
import TransparencyLog

/// What follows from the checkpoint by hashing alone.
extension EvidenceBundle {
  func checkSignature(_ keys: [VerifierKey]) throws(BundleFault) -> String {
    let head = "size \(checkpoint.checkpoint.size), root \(checkpoint.checkpoint.root)"
    guard !keys.isEmpty else {
      throw .undecided(
        """
        no key was given, so nobody knows who says \(head); ask the ledger's owner for the verifier \
        key on another way than this file and give it with --key
        """)
    }
    do throws(NoteError) {
      try checkpoint.verify(keys)
      _ = try checkpoint.note.cosignatures(keys)
    } catch {
      throw .fails("the checkpoint of \(checkpoint.checkpoint.origin): \(error)")
    }
    for signature in checkpoint.note.signatures
    where !keys.contains(where: { $0.name == signature.name && $0.id == signature.id }) {
      throw .undecided(
        """
        the checkpoint bears a line of \(signature.name), key \(signature.id), which no given key can \
        verify; give that key with --key as well
        """)
    }
    return "\(checkpoint.checkpoint.origin) signed \(head)"
  }

  func checkRecords(_ records: BundleRecords) throws(BundleFault) -> String {
    let size = checkpoint.checkpoint.size
    for item in records.items {
      guard item.position < size else {
        throw .fails("the record at position \(item.position) lies outside the signed size \(size)")
      }
      guard item.event != nil else {
        throw .fails("the record at position \(item.position) cannot be read")
      }
    }
    let tree = PrunedTree(size: size, hashes: recordTree)
    guard let root = tree.root(showing: records.items.map { ($0.position, $0.leaf) }) else {
      throw .fails(
        "the hashes in \(Self.recordTreePart) do not fit the records and the size \(size)")
    }
    guard root == checkpoint.checkpoint.root else {
      throw .fails(
        """
        the \(records.items.count) records and the hashes in \(Self.recordTreePart) lead to the root \
        \(root), signed is \(checkpoint.checkpoint.root): a record or a hash was changed
        """)
    }
    return "\(records.items.count) records lie under the signed root"
  }

  func checkHistory(_ document: StatementDocument) throws(BundleFault) -> String {
    guard let root = Hash(base64: document.basisRoot) else {
      throw .fails("the statement names no root that it rests on")
    }
    let proof = ConsistencyProof(
      oldSize: document.basisSize, newSize: checkpoint.checkpoint.size, hashes: consistency)
    do throws(ProofError) {
      try proof.verify(oldRoot: root, newRoot: checkpoint.checkpoint.root)
    } catch {
      throw .fails(
        """
        that the history of size \(document.basisSize), root \(root), is the beginning of the signed \
        one is not shown: \(error)
        """)
    }
    return "the history of size \(document.basisSize) is the beginning of the signed one"
  }

  func checkStreams(
    _ committed: (position: UInt64, commitment: StreamsCommitment)?,
    _ document: StatementDocument
  ) throws(BundleFault) -> String {
    guard let (position, commitment) = committed else {
      throw .fails(
        "no event among the records commits the streams at size \(document.basisSize) or later")
    }
    guard commitment.size <= position else {
      throw .fails(
        "the event at position \(position) commits the streams at a size that lay ahead of it")
    }
    let tree = PrunedTree(size: commitment.streams, hashes: streamTree)
    guard let root = tree.root(showing: heads.map { ($0.index, $0.head.leafHash) }) else {
      throw .fails(
        """
        the heads and the hashes in \(Self.streamTreePart) do not fit the \(commitment.streams) \
        streams that the event at position \(position) commits
        """)
    }
    guard root == commitment.root else {
      throw .fails(
        """
        the heads and the hashes in \(Self.streamTreePart) lead to the root \(root), the event at \
        position \(position) commits \(commitment.root)
        """)
    }
    return """
      \(heads.count) of \(commitment.streams) heads at size \(commitment.size) are those that the \
      event at position \(position) commits
      """
  }
}

extension EvidenceBundle {
  /// The records, with the roots at the sizes that are proved: that of the checkpoint, and the one the
  /// statement rests on.
  func provedRecords() throws(BundleError) -> RecordSet {
    var roots = [checkpoint.checkpoint.size: checkpoint.checkpoint.root]
    do throws(BundleFault) {
      _ = try checkRecords(BundleRecords(records))
      if let document = StatementDocument(text: statement),
        let root = Hash(base64: document.basisRoot)
      {
        _ = try checkHistory(document)
        roots[document.basisSize] = root
      }
    } catch {
      switch error {
      case .fails(let reason), .undecided(let reason): throw .part(Self.recordsPart, reason)
      }
    }
    var set = RecordSet(size: checkpoint.checkpoint.size, roots: roots)
    do throws(JournalError) {
      try set.add(records)
    } catch {
      throw .part(Self.recordsPart, "\(error)")
    }
    return set
  }
}

extension RecordSet {
  mutating func add(
    _ records: some Sequence<EvidenceBundle.PlacedRecord>
  ) throws(JournalError) {
    for record in records {
      let failure = record.bytes.withUnsafeBytes { bytes -> JournalError? in
        do throws(JournalError) {
          try add(bytes)
          return nil
        } catch {
          return error
        }
      }
      if let failure { throw failure }
    }
  }
}
