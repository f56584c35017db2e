package import TransparencyLog

/// What a checkpoint says (C2SP tlog-checkpoint): origin, size and root, a line each.
///
/// Read for its figures alone; its signatures are not looked at.
package struct CheckpointText: Equatable, Sendable {
  package let origin: String
  package let size: UInt64
  package let root: Hash

  /// Nil where the text does not begin as a checkpoint does.
  package init?(_ text: String) {
    let lines = text.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count >= 3, !lines[0].isEmpty, let size = UInt64(lines[1]),
      "\(size)" == lines[1], let root = Hash(base64: String(lines[2]))
    else { return nil }
    self.init(origin: String(lines[0]), size: size, root: root)
  }

  package init(origin: String, size: UInt64, root: Hash) {
    self.origin = origin
    self.size = size
    self.root = root
  }
}
