package import Journal
import LedgerEvents
package import Projections
import SwiftProtobuf
import TransparencyLog

extension Ledger {
  var keys: KeyStore { KeyStore(path: path + "/keys") }

  /// Which keys signed the ledger's checkpoints, as its events say.
  package func signingHistory() throws(LedgerError) -> SigningHistory {
    var history = SigningHistory()
    for event in try events(of: Ledger.subject) { history.take(event) }
    return history
  }

  /// The keys to sign with now: the one that the events name, and before it the one it replaces, once,
  /// so that who knows only the old key sees the new one under its name.
  ///
  /// The first key, and the first one after a succession, is made and introduced here.
  func signingKeys(actor: String) throws(LedgerError) -> [SigningKey] {
    let history = try signingHistory()
    guard let named = history.current else { return [try introduceFirst(history, actor: actor)] }
    let current = try keys.read(keys.current)
    if let current, current.verifier == named { return [current] }
    if let next = try keys.read(keys.next), next.verifier == named {
      let replaced = history.keys.dropLast().last { $0.name == named.name }
      guard let current, current.verifier == replaced else { return [next] }
      return [current, next]
    }
    guard let current else {
      throw .signing(.keyMissing(path: keys.current, key: "\(named)"))
    }
    throw .signing(
      .otherKey(path: keys.current, found: "\(current.verifier)", expected: "\(named)"))
  }

  /// What was signed with a replacing key is kept, so the replaced one is no longer needed.
  func settleKeys() throws(LedgerError) {
    let named = try signingHistory().current
    if let next = try keys.read(keys.next), next.verifier == named { try keys.promoteNext() }
  }

  /// Has a new key sign from now on, under the same name, and signs a checkpoint with both.
  ///
  /// The old key may be lost; then the checkpoint carries the new signature alone.
  package func rotateKey(actor: String) throws(LedgerError) -> AnchorDirectory.Entry {
    let lock = try keys.lock()
    defer { withExtendedLifetime(lock) {} }
    let history = try signingHistory()
    guard let old = history.current else { return try signCheckpoint(at: nil, actor: actor) }
    var next = try keys.read(keys.next)
    if next?.verifier == old {
      // An earlier rotation was interrupted; its checkpoint with both signatures comes first.
      _ = try signCheckpoint(at: nil, actor: actor)
      next = nil
    }
    let key: SigningKey
    if let next, next.verifier.name == old.name {
      // One that was made before an interruption, and that nobody has heard of.
      key = next
    } else {
      key = try keys.makeNext(old.name)
    }
    try introduce(key.verifier, replacing: old, actor: actor)
    return try signCheckpoint(at: nil, actor: actor)
  }

  private func introduceFirst(
    _ history: SigningHistory, actor: String
  ) throws(LedgerError) -> SigningKey {
    var key = try keys.read(keys.next)
    if let made = key, history.isEnded(made.verifier.name.text) { key = nil }
    if key == nil {
      guard let name = KeyName(KeyStore.newOrigin(terms.name)) else {
        throw .signing(.keyUnusable(path: keys.next, .name))
      }
      key = try keys.makeNext(name)
    }
    guard let key else { throw .signing(.keyMissing(path: keys.next, key: "")) }
    try introduce(key.verifier, replacing: history.keys.last, actor: actor)
    try keys.promoteNext()
    return key
  }

  private func introduce(
    _ key: VerifierKey, replacing old: VerifierKey?, actor: String
  ) throws(LedgerError) {
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: "signing-key-\(key.id)", source: Ledger.ownSource, subject: Ledger.subject,
        occurrence: .unknown,
        data: SigningKeyIntroduced.with {
          $0.origin = key.name.text
          $0.verifierKey = "\(key)"
          if let old { $0.replacedKey = "\(old)" }
        }, actor: actor)
    }
    guard case .rejected(let refusal) = try record([event]) else { return }
    throw .refused(refusal)
  }
}
