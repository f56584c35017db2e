import Foundation
import Importing
import Journal
import LMDB
import TransparencyLog

/// The directory `keys` of a ledger: the secret that signs its checkpoints, one line, mode 0600.
///
///     log.key         signs
///     log.key.next    will sign once the ledger's events name it
struct KeyStore: Sendable {
  let path: String

  var current: String { path + "/log.key" }
  var next: String { path + "/log.key.next" }

  /// Reads a key; nil when there is none.
  func read(_ file: String) throws(LedgerError) -> SigningKey? {
    let bytes = try LedgerError.journal { () throws(JournalError) in try DurableFile.read(file) }
    guard let bytes else { return nil }
    var status = stat()
    guard stat(file, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw .signing(.keyReadable(path: file))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasSuffix("\n") else { throw .signing(.keyUnusable(path: file, .form)) }
    do throws(KeyError) {
      return try SigningKey(secretText: String(text.dropLast()))
    } catch {
      throw .signing(.keyUnusable(path: file, error))
    }
  }

  /// Makes the key that will sign next, and keeps it before anybody hears of it.
  func makeNext(_ name: KeyName) throws(LedgerError) -> SigningKey {
    var random = SystemRandomNumberGenerator()
    let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    let key: SigningKey
    do throws(KeyError) {
      key = try SigningKey(name: name, seed: seed)
    } catch {
      throw .signing(.keyUnusable(path: next, error))
    }
    try LedgerError.journal { () throws(JournalError) in
      try DurableFile.makeDirectories(path)
      try DurableFile.write(Array((key.secretText + "\n").utf8), to: next)
    }
    return key
  }

  /// The next key becomes the one that signs; the secret of the one before is gone.
  func promoteNext() throws(LedgerError) {
    try LedgerError.journal { () throws(JournalError) in
      do throws(LMDBError) {
        try FileSystem.renameDurably(next, to: current)
      } catch {
        throw .storage(error)
      }
    }
  }

  /// Keeps other processes from signing or changing keys meanwhile.
  func lock() throws(LedgerError) -> DirectoryLock {
    try LedgerError.journal { () throws(JournalError) in
      try DurableFile.makeDirectories(path)
      return try DirectoryLock(path)
    }
  }

  /// A new name for a log: the ledger's name, and eight random digits that tell it from its like.
  static func newOrigin(_ ledgerName: String) -> String {
    let plain = ledgerName.lowercased().unicodeScalars.map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        ? Character(scalar) : "-"
    }
    // As in accounts' ids, ö is oe; a name in another script keeps what is left of it.
    let whole = Slug.make(Array(ledgerName.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
    let slug = (whole ?? String(plain).split(separator: "-").joined(separator: "-")).prefix(40)
    let digits = (0..<8).map { _ in
      String(UInt8.random(in: 0...15), radix: 16)
    }
    return "\(slug.isEmpty ? "ledger" : slug)/kontor/\(digits.joined())"
  }
}
