package import LMDB

/// Why the journal could not do what it was asked.
package enum JournalError: Error, Equatable, Sendable {
  /// There is no journal in this directory.
  case missing(path: String)
  /// Something is there already, a journal or something else.
  case exists(path: String, isLedger: Bool = false)
  /// The journal was written by a newer program.
  case newerFormat(path: String, found: UInt32, known: UInt32)
  /// A head noted outside the journal is not part of its history: the file was replaced by an older
  /// or another copy, or lost its end.
  case rolledBack(path: String, noted: String, found: String)
  /// Something was asked about more records than there are.
  case beyondHead(asked: UInt64, size: UInt64)
  /// A checkpoint, cosignature or time stamp kept beside the ledger cannot be read or believed.
  case anchorUnusable(path: String, reason: String)
  /// The journal shrank, or changed its root, while it was open.
  case historyChanged(before: String, now: String)
  /// A stored record or node is not what its place says.
  case damaged(position: UInt64, reason: String)
  /// What the journal says of itself, its format or its head, cannot be read.
  case unreadable(path: String, reason: String)
  /// The index was changed on disk. The next opening makes it anew from the records.
  case indexDamaged(reason: String)
  /// The storage failed during a commit: nobody can say whether it happened. Ask again with the same
  /// source and id; the answer tells.
  case outcomeUnknown(LMDBError)
  /// The journal was opened for reading only.
  case readOnly
  /// The journal was closed.
  case closed
  /// The storage refused; nothing was written.
  case storage(LMDBError)
  /// A file beside the journal could not be read or written.
  case file(call: String, path: String, code: Int32)
  /// A record is not among those that were handed over.
  case notHeld(position: UInt64)
  /// The root at this size can be neither computed from the records at hand nor was it given.
  case rootNotHeld(size: UInt64)
  /// A ledger that is read without a place in its lock file was written while it was read.
  case writtenMeanwhile(path: String)
  /// A backup does not hold what its manifest says.
  case backupDiffers(path: String, reason: String)
}

/// Why a record was not taken; nothing of its batch was.
package enum AppendRefusal: Error, Equatable, Sendable {
  /// Another writer came first: read the stream, decide again, and try again.
  case wrongRevision(stream: String, expected: ExpectedRevision, actual: UInt32?)
  /// The same source and id were recorded before, with other content.
  case identityTaken(source: String, id: String, position: UInt64)
  /// The record names no source or no id, or its subject is empty or longer than 511 bytes, so
  /// that nobody could find it again.
  case incomplete(subject: String, source: String, id: String)
  /// The record has more bytes than a record may have.
  case tooLarge(id: String, bytes: Int)
}

/// What a writer believes about a stream.
package enum ExpectedRevision: Equatable, Sendable {
  /// Nothing in particular.
  case any
  /// That nothing was recorded in it.
  case noStream
  /// That this is the revision of its last event.
  case revision(UInt32)
}

/// Runs what speaks to LMDB; an error of it means that the storage refused.
func inStorage<Result: ~Copyable>(
  _ body: () throws(LMDBError) -> Result
) throws(JournalError) -> Result {
  do {
    return try body()
  } catch {
    throw .storage(error)
  }
}

extension JournalError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .missing(let path):
      "there is no ledger at \(path); `kontor init` makes one"
    case .exists(let path, let isLedger):
      isLedger
        ? "there is a ledger at \(path) already; choose another directory"
        : """
        something lies at \(path) already, and a copy replaces nothing; move it away, or name a \
        directory that is not there yet
        """
    case .newerFormat(let path, let found, let known):
      """
      the ledger at \(path) has format \(found), this program knows up to \(known); \
      use the newer program
      """
    case .rolledBack(let path, let noted, let found):
      """
      the history at \(path) was rolled back: \(noted) was noted outside it, it now holds \(found); \
      restore the newest backup, or if it is lost for good declare that with `kontor succession`
      """
    case .beyondHead(let asked, let size):
      "the ledger holds \(size) events, \(asked) were asked for; name a smaller number"
    case .anchorUnusable(let path, let reason):
      "\(path): \(reason); put back the copy of it that you keep elsewhere, or move it away"
    case .historyChanged(let before, let now):
      """
      the journal changed under this process from \(before) to \(now); stop every process that uses \
      it and run `kontor verify`
      """
    case .damaged(let position, let reason):
      "the record at position \(position) is damaged: \(reason); restore a backup"
    case .unreadable(let path, let reason):
      "\(path) is damaged: \(reason); restore a backup"
    case .indexDamaged(let reason):
      """
      the index is damaged: \(reason); nothing is lost, ask again and it is made anew from the records
      """
    case .outcomeUnknown(let error):
      """
      the storage failed while committing (\(error.reason)); whether the event was recorded is unknown: \
      send it again with the same source and id
      """
    case .readOnly:
      "the ledger was opened for reading only; open it for writing to record in it"
    case .closed:
      "the ledger was closed; open it again, then do the same again"
    case .storage(let error):
      "\(error)"
    case .file(let call, let path, let code):
      "\(LMDBError.system(call: call, path: path, code: code))"
    case .notHeld(let position):
      "the record at position \(position) is not among those at hand; ask the whole ledger"
    case .rootNotHeld(let size):
      """
      the root at size \(size) cannot be told from the records at hand; ask for a size they reach, \
      or ask the whole ledger
      """
    case .writtenMeanwhile(let path):
      """
      the ledger at \(path) was written while it was read without a place in its lock file; ask \
      again, ask a backup of it, or allow this user to write \(path)/journal/lock.mdb
      """
    case .backupDiffers(let path, let reason):
      "\(path) is not a whole backup: \(reason); use another one"
    }
  }
}

extension AppendRefusal: CustomStringConvertible {
  /// What was refused, and what to do.
  package var description: String {
    switch self {
    case .wrongRevision(let stream, let expected, let actual):
      """
      \(stream) is at \(actual.map { "revision \($0)" } ?? "no event yet"), the writer expected \
      \(expected); read it again and decide again
      """
    case .identityTaken(let source, let id, let position):
      """
      the id \(id) of \(source) was recorded with other content at position \(position); \
      a new fact needs a new id
      """
    case .incomplete(let subject, let source, let id):
      """
      the event \(id) of \(source) about \(subject.prefix(64)) cannot be found again: it needs a \
      source, an id and a subject of 1 to 511 bytes
      """
    case .tooLarge(let id, let bytes):
      """
      the event \(id) needs \(bytes) bytes, a record holds at most \(RecordLayout.maximumBytes); \
      refer to attachments by their digest
      """
    }
  }
}

extension ExpectedRevision: CustomStringConvertible {
  package var description: String {
    switch self {
    case .any: "anything"
    case .noStream: "no event yet"
    case .revision(let revision): "revision \(revision)"
    }
  }
}
