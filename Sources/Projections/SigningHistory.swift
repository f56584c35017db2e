package import LedgerEvents
package import TransparencyLog

/// Which keys signed a ledger's checkpoints, as its own events say.
package struct SigningHistory: Sendable {
  /// In the order in which they were introduced.
  package private(set) var keys: [VerifierKey] = []
  /// The key that signs now; nil before the first and after a succession.
  package private(set) var current: VerifierKey?
  /// Whether a succession was ever declared.
  package private(set) var isSucceeded = false
  /// The logs that a succession ended, and the size up to which their checkpoints may be lost.
  private var ended: [String: UInt64] = [:]

  package init() {}

  /// Takes up an event; most say nothing about keys.
  package mutating func take(_ event: StoredEvent) {
    switch event.header.type {
    case SigningKeyIntroduced.typeNumber:
      guard case .signingKeyIntroduced(let introduced)? = try? event.data(),
        let key = try? VerifierKey(introduced.verifierKey)
      else { return }
      keys.append(key)
      current = key
    case SuccessionDeclared.typeNumber:
      guard case .successionDeclared(let declared)? = try? event.data() else { return }
      for origin in Set(keys.map(\.name.text)) {
        ended[origin] = max(ended[origin] ?? 0, declared.notedSize)
      }
      current = nil
      isSucceeded = true
    default: break
    }
  }

  /// Whether one of the ledger's keys signed this checkpoint under the log's name.
  package func verify(_ signed: SignedCheckpoint) throws(NoteError) {
    let origin = signed.checkpoint.origin
    let own = keys.filter { $0.name.text.utf8.elementsEqual(origin.utf8) }
    guard !own.isEmpty else {
      throw .otherOrigin(expected: keys.last?.name.text ?? "a log of this ledger", found: origin)
    }
    try signed.verify(own)
  }

  /// Whether a succession was declared over what this checkpoint holds, so that it may be lost.
  package func isSettled(_ checkpoint: Checkpoint) -> Bool {
    ended[checkpoint.origin].map { checkpoint.size <= $0 } ?? false
  }

  /// Whether the log of this name was ended by a succession.
  package func isEnded(_ origin: String) -> Bool { ended[origin] != nil }
}
