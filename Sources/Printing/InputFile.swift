import LMDB

/// A small file that a command reads whole.
package enum InputFile {
  /// Its bytes; `-` is standard input.
  package static func bytes(of path: String) throws(Failure) -> [UInt8] {
    do throws(UnreadableFile) {
      guard path == "-" else { return try NamedFile.bytes(at: path) }
      return try NamedFile.bytes(of: 0, named: "standard input")
    } catch {
      throw Failure(.inputOutput, "\(error)")
    }
  }
}
