package import Journal
import LedgerEvents
import Projections
import TransparencyLog

extension Ledger {
  /// Signs the ledger's head, or its first `size` events, and keeps the checkpoint before it is handed out.
  ///
  /// Only what is on disk is signed, and only what extends everything that was signed before. When
  /// nothing was recorded since the newest checkpoint, that one is the answer.
  package func checkpoint(
    at size: UInt64? = nil, actor: String
  ) throws(LedgerError) -> AnchorDirectory.Entry {
    let lock = try keys.lock()
    defer { withExtendedLifetime(lock) {} }
    return try signCheckpoint(at: size, actor: actor)
  }

  /// The same, for whoever holds the lock of the keys.
  func signCheckpoint(
    at size: UInt64?, actor: String
  ) throws(LedgerError) -> AnchorDirectory.Entry {
    let known = try checkedAnchors()
    let head = try LedgerError.journal { () throws(JournalError) in try journal.head() }
    if let size {
      guard size <= head.size else {
        throw .journal(.beyondHead(asked: size, size: head.size))
      }
    } else if let same = try newestOwn(known), same.checkpoint.size == head.size {
      // Kept again where it is not, as after a crash, or in a directory that is new.
      return try keep(same.signed)
    }
    let signers = try recordBeforeSigning(at: size, actor: actor)
    return try sign(size, signers, after: known)
  }

  /// Records what has to stand in the history under a checkpoint: the key that signs it, and under one
  /// of the head what the streams end with.
  private func recordBeforeSigning(
    at size: UInt64?, actor: String
  ) throws(LedgerError) -> [SigningKey] {
    let signers = try signingKeys(actor: actor)
    if size == nil, case .rejected(let refusal) = try commitStreams(actor: actor) {
      throw .refused(refusal)
    }
    return signers
  }

  private func sign(
    _ size: UInt64?, _ signers: [SigningKey], after known: [AnchorDirectory.Entry]
  ) throws(LedgerError) -> AnchorDirectory.Entry {
    guard let name = signers.last?.verifier.name else {
      throw .signing(.keyMissing(path: keys.current, key: ""))
    }
    // A read sees only what was committed, and a commit is on disk before anybody sees it.
    let (target, root) = try LedgerError.journal { () throws(JournalError) in
      var target = try journal.head().size
      if let size { target = size }
      return (target, try journal.root(at: target))
    }
    let own = known.filter { $0.checkpoint.origin == name.text }
    if let same = own.last(where: { $0.checkpoint.size == target }) { return same }
    if let newest = own.last?.checkpoint.size, target < newest {
      throw .signing(.behindSigned(asked: target, newest: newest))
    }
    let signed: SignedCheckpoint
    do throws(KeyError) {
      signed = try SignedCheckpoint(
        Checkpoint(origin: name, size: target, root: root), by: signers)
    } catch {
      throw .signing(.keyUnusable(path: keys.current, error))
    }
    let entry = try keep(signed)
    try settleKeys()
    return entry
  }

  /// Keeps a checkpoint in every anchor directory.
  private func keep(_ signed: SignedCheckpoint) throws(LedgerError) -> AnchorDirectory.Entry {
    try LedgerError.journal { () throws(JournalError) in
      let kept = try ownAnchors.save(signed)
      return try outsideAnchors?.save(signed) ?? kept
    }
  }

  /// Every checkpoint that is known, by size, each of which the history begins with.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` when it does not.
  package func checkedAnchors() throws(LedgerError) -> [AnchorDirectory.Entry] {
    let known = try knownAnchors()
    let history = try signingHistory()
    try LedgerError.journal { () throws(JournalError) in
      try journal.check(known.map(\.checkpoint).filter { !history.isSettled($0) })
    }
    for entry in known {
      do throws(NoteError) {
        try history.verify(entry.signed)
      } catch {
        throw .signing(.notBelieved(path: entry.file, error))
      }
    }
    return known
  }

  /// Makes sure that the history begins with the newest checkpoint of each anchor directory.
  func checkNewestAnchors() throws(LedgerError) {
    let newest = try LedgerError.journal { () throws(JournalError) in
      var newest: [Checkpoint] = []
      for directory in anchors {
        if let entry = try directory.newest() { newest.append(entry.checkpoint) }
      }
      return newest
    }
    guard !newest.isEmpty else { return }
    let history = try signingHistory()
    try LedgerError.journal { () throws(JournalError) in
      try journal.check(newest.filter { !history.isSettled($0) })
    }
  }

  /// The checkpoints of all anchor directories, each once, by size.
  func knownAnchors() throws(LedgerError) -> [AnchorDirectory.Entry] {
    try LedgerError.journal { () throws(JournalError) in
      var known: [String: AnchorDirectory.Entry] = [:]
      for directory in anchors {
        // One with more signatures may be elsewhere; each holds what the ledger signed.
        for entry in try directory.entries() { known[entry.checkpoint.text] = entry }
      }
      return known.values.sorted { $0.checkpoint.size < $1.checkpoint.size }
    }
  }

  func newestOwn(
    _ known: [AnchorDirectory.Entry]
  ) throws(LedgerError) -> AnchorDirectory.Entry? {
    guard let current = try signingHistory().current else { return nil }
    // A checkpoint from before the newest key was introduced is smaller than the head anyway.
    return known.last { $0.checkpoint.origin == current.name.text }
  }
}
