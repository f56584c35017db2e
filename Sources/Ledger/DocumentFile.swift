import LMDB

/// A file that somebody wrote for the ledger: a plan, a health model.
enum DocumentFile {
  /// Its text; `kind` is what messages call it.
  static func text(at path: String, kind: String) throws(LedgerError) -> String {
    let bytes: [UInt8]
    do throws(UnreadableFile) {
      bytes = try NamedFile.bytes(at: path)
    } catch {
      throw .file(path: path, reason: "the \(kind) file \(error.reason)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .file(path: path, reason: "the \(kind) file is not UTF-8; save it as UTF-8")
    }
    return text
  }
}
