import LedgerEvents

/// Which keys have signed the ledger's checkpoints, and under which name.
///
/// A log keeps its name while its keys change. A succession ends the log: the next key has another name,
/// so that nobody takes its checkpoints for a continuation of the old ones.
struct SigningKeys: Equatable, Sendable {
  private var origin: String?
  private var current: String?
  private var introduced: Set<String> = []
  private var endedOrigins: Set<String> = []
}

extension SigningKeys {
  mutating func evolve(_ introduced: SigningKeyIntroduced) {
    origin = introduced.origin
    current = introduced.verifierKey
    self.introduced.insert(introduced.verifierKey)
  }

  mutating func endLog() {
    if let origin { endedOrigins.insert(origin) }
    origin = nil
  }
}

extension SigningKeys {
  func decide(_ key: SigningKeyIntroduced) throws(Rejection) {
    try Required.text(key.origin, at: "origin")
    try Required.text(key.verifierKey, at: "verifier_key")
    let parts = key.verifierKey.split(
      separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == key.origin, !key.origin.contains(where: \.isWhitespace)
    else {
      throw Rejection(
        .malformedKey, at: "verifier_key",
        "\"\(key.verifierKey.prefix(80))\" is no key of \(key.origin); write name+id+key")
    }
    guard !introduced.contains(key.verifierKey) else {
      throw Rejection(
        .duplicateKey, at: "verifier_key", "this key was introduced before; make a new one")
    }
    guard (key.hasReplacedKey ? key.replacedKey : nil) == current else {
      throw Rejection(
        .replacedKeyDiffers, at: "replaced_key",
        "the key to replace is \(current ?? "none, this is the first"); name that one")
    }
    guard origin.map({ $0 == key.origin }) ?? !endedOrigins.contains(key.origin) else {
      throw Rejection(
        .originDiffers, at: "origin",
        origin.map { "the log is called \($0) and keeps its name; a new key has it too" }
          ?? "the log \(key.origin) was ended by a succession; its successor needs another name")
    }
  }

  static func decide(_ declared: SuccessionDeclared, of fact: Fact) throws(Rejection) {
    try Required.digest(declared.notedRoot, at: "noted_root")
    try Required.digest(declared.foundRoot, at: "found_root")
    guard declared.notedRoot != declared.foundRoot || declared.notedSize != declared.foundSize
    else {
      throw Rejection(
        .sameHead, at: "found_root", "what was noted is what was found, so nothing was lost")
    }
    try Required.text(declared.reason, at: "reason")
    try Required.approver(declared.approverID, of: fact)
  }
}
