import TransparencyLog

extension Target {
  private static let log = try? SmallLog()

  /// What is read is written as the same bytes; what the key vouches for is what it signed.
  static func note(_ input: [UInt8]) -> Bool {
    guard let note = try? SignedNote(input) else { return false }
    precondition(note.bytes == input, "a note changes on the way")
    guard let signed = try? SignedCheckpoint(input) else { return true }
    precondition(signed.bytes == input, "a checkpoint changes on the way")
    _ = isTrue(signed)
    return true
  }

  /// Whether the key of the small log signed this; what it signed must be of that log.
  private static func isTrue(_ signed: SignedCheckpoint) -> Bool {
    guard let log, (try? signed.verify([log.key.verifier])) != nil else { return false }
    let size = Int(signed.checkpoint.size)
    precondition(size <= SmallLog.size, "a size was forged")
    precondition(signed.checkpoint.root == log.root(size), "a root was forged")
    return true
  }

  /// A proof under the log's key holds for what is in the log, and for nothing else.
  static func proof(_ input: [UInt8]) -> Bool {
    if let file = try? InclusionProofFile(input) {
      precondition(file.bytes == input, "a proof changes on the way")
      guard isTrue(file.checkpoint) else { return true }
      for index in 0..<SmallLog.size {
        let holds =
          (try? file.proof.verify(
            leaf: SmallLog.leaf(index), root: file.checkpoint.checkpoint.root)) != nil
        precondition(!holds || file.proof.index == UInt64(index), "a record was moved")
      }
      return true
    }
    guard let file = try? ConsistencyProofFile(input) else { return false }
    precondition(file.bytes == input, "a proof changes on the way")
    guard let log, isTrue(file.checkpoint) else { return true }
    for size in 0...SmallLog.size {
      let holds =
        (try? file.proof.verify(
          oldRoot: log.root(size), newRoot: file.checkpoint.checkpoint.root)) != nil
      precondition(!holds || file.proof.oldSize == UInt64(size), "a beginning was forged")
    }
    return true
  }

  static func key(_ input: [UInt8]) -> Bool {
    if let key = try? SigningKey(secretText: text(input)) {
      precondition(
        (try? SigningKey(secretText: key.secretText))?.verifier == key.verifier,
        "a secret key changes on the way")
      return true
    }
    guard let key = try? VerifierKey(text(input)) else { return false }
    precondition((try? VerifierKey("\(key)")) == key, "a key changes on the way")
    return true
  }

  static func timestamp(_ input: [UInt8]) -> Bool {
    (try? Timestamp(response: input)) != nil
  }

  /// The entries of a bundle make up its bytes; a path of a tile is the tile's.
  static func tile(_ input: [UInt8]) -> Bool {
    if let tile = Tile(path: text(input)) {
      precondition(tile.path == text(input), "a tile's path changes on the way")
      return true
    }
    guard let entries = EntryBundle.entries(input) else { return false }
    var bundle = EntryBundle()
    for entry in entries { entry.withUnsafeBytes { bundle.append($0) } }
    precondition(bundle.bytes == input, "entries were lost")
    return true
  }
}
