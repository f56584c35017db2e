package import TransparencyLog

/// What a checkpoint says (C2SP tlog-checkpoint): origin, size and root, a line each.
///
/// Read for its figures alone; its signatures are not looked at.
package struct CheckpointText: Equatable, Sendable {
  package let origin: String
  package let size: UInt64
  package let root: Hash

  /// Reads a checkpoint, signed or not; nil where the text is none.
  package init?(_ text: String) {
    let head = text.firstRange(of: "\n\n").map { text[..<$0.lowerBound] + "\n" } ?? text[...]
    guard let checkpoint = try? Checkpoint(text: String(head)) else { return nil }
    self.init(origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root)
  }

  package init(origin: String, size: UInt64, root: Hash) {
    self.origin = origin
    self.size = size
    self.root = root
  }
}
