/// A checkpoint with the signatures of its log and of witnesses.
package struct SignedCheckpoint: Equatable, Sendable {
  package let checkpoint: Checkpoint
  package private(set) var note: SignedNote

  /// Signs a checkpoint.
  ///
  /// Whoever calls this answers for it that the tree is on disk and extends every
  /// tree that was signed before.
  package init(_ checkpoint: Checkpoint, by keys: [SigningKey]) throws(KeyError) {
    self.checkpoint = checkpoint
    var signatures: [NoteSignature] = []
    for key in keys { signatures.append(try key.sign(checkpoint.text)) }
    note = SignedNote(text: checkpoint.text, signatures: signatures)
  }

  /// Reads the bytes of a checkpoint file; ``verify(_:origin:)`` judges it.
  package init(_ bytes: some Collection<UInt8>) throws(LogTextError) {
    note = try SignedNote(bytes)
    checkpoint = try Checkpoint(text: note.text)
  }

  package var bytes: [UInt8] { note.bytes }

  /// Whether `keys`, keys of one log, stand for this checkpoint, and it speaks of that log.
  ///
  /// Without `origin` the log has the name of its keys, as Kontor's have.
  package func verify(_ keys: [VerifierKey], origin: String? = nil) throws(NoteError) {
    let expected = origin ?? keys.first?.name.text ?? ""
    guard expected.utf8.elementsEqual(checkpoint.origin.utf8) else {
      throw .otherOrigin(expected: expected, found: checkpoint.origin)
    }
    try note.verify(keys.filter { $0.kind == .note })
  }

  /// Adds a signature line, such as a witness gives.
  package mutating func add(_ signature: NoteSignature) { note.add(signature) }
}
