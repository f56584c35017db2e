import LMDB
import LedgerEvents

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The key that wraps all data keys, in a file of its own outside every LMDB file.
///
///     kontor-vault-key/1 <generation of the vault> <key in base64url, 43 characters>\n
///
/// Replacing this file is what makes a new generation of the vault the one that counts: one rename
/// switches the vault and destroys the old key.
struct MasterKey: Equatable {
  let generation: UInt32
  let bytes: [UInt8]

  private var text: [UInt8] {
    Array("kontor-vault-key/1 \(generation) \(Base64URL.text(of: bytes))\n".utf8)
  }

  init(generation: UInt32, bytes: [UInt8]) {
    self.generation = generation
    self.bytes = bytes
  }

  /// Reads the file; nil when there is none.
  init?(at path: String) throws(VaultError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .file(call: "open", path: path, code: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .file(call: "stat", path: path, code: errno)
    }
    guard status.st_mode & 0o077 == 0 else { throw .masterKeyOpen(path: path) }
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = read(descriptor, &buffer, buffer.count)
    guard count >= 0 else { throw .file(call: "read", path: path, code: errno) }
    let text = String(decoding: buffer.prefix(count), as: UTF8.self)
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "kontor-vault-key/1", let generation = UInt32(words[1]),
      words[2].last == "\n", let bytes = Base64URL.bytes(of: words[2].dropLast()),
      bytes.count == Seal.keyByteCount
    else { throw .masterKeyMalformed(path: path) }
    self.init(generation: generation, bytes: bytes)
  }

  /// Puts this key in the place of the one that is there, or where none is.
  ///
  /// The old key's bytes are overwritten where they lie before they are let go. On storage that writes
  /// elsewhere (SSD, copy-on-write) that is no promise, and the fresh data keys' wrapping is one.
  func replace(at path: String) throws(VaultError) {
    let old = open(path, O_RDWR | O_CLOEXEC)
    defer { if old >= 0 { close(old) } }
    let new = path + ".new"
    unlink(new)
    let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(call: "open", path: new, code: errno) }
    let text = text
    let isWritten = write(descriptor, text, text.count) == text.count && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    guard isWritten else {
      unlink(new)
      throw .file(call: "write", path: new, code: code)
    }
    try inVault { () throws(LMDBError) in try FileSystem.renameDurably(new, to: path) }
    guard old >= 0 else { return }
    let nothing = [UInt8](repeating: 0x30, count: 128)
    _ = pwrite(old, nothing, nothing.count, 0)
    _ = fsync(old)
  }
}
