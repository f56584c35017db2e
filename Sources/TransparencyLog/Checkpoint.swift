/// A head of a log in the form that is signed (C2SP tlog-checkpoint).
///
///     <origin>
///     <size in decimal>
///     <root in base64>
package struct Checkpoint: Equatable, Sendable {
  /// The name of the log.
  package let origin: String
  package let size: UInt64
  package let root: Hash
  /// Further lines, which others may write; Kontor writes none.
  package let extensions: [String]

  package init(origin: KeyName, size: UInt64, root: Hash) {
    self.origin = origin.text
    self.size = size
    self.root = root
    extensions = []
  }

  /// Reads the text of a note.
  package init(text: String) throws(LogTextError) {
    let lines = try LogText.lines(Array(text.utf8))
    guard let origin = lines.first, !origin.isEmpty else { throw LogTextError(.origin, line: 1) }
    guard lines.count > 1, let size = LogText.number(lines[1].utf8) else {
      throw LogTextError(.size, line: 2)
    }
    guard lines.count > 2, let root = Hash(base64: lines[2]) else {
      throw LogTextError(.root, line: 3)
    }
    if let empty = lines.firstIndex(where: \.isEmpty) {
      throw LogTextError(
        .expected("no empty line, which a checkpoint has none of"), line: empty + 1)
    }
    self.origin = origin
    self.size = size
    self.root = root
    extensions = Array(lines.dropFirst(3))
  }

  /// What is signed.
  package var text: String {
    ([origin, "\(size)", "\(root)"] + extensions).map { $0 + "\n" }.joined()
  }

  package static func == (left: Checkpoint, right: Checkpoint) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }
}
