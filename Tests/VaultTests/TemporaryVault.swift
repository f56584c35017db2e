import Foundation
import LMDB
import LedgerEvents

@testable import Vault

/// A vault of its own in a directory that goes away with the value.
final class TemporaryVault {
  let folder: String
  private(set) var vault: Vault
  let origin = [UInt8](repeating: 7, count: 32)

  init() throws {
    folder = NSTemporaryDirectory() + "kontor-vault-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    vault = Vault(ledger: folder, keyPath: nil, origin: origin)
  }

  deinit {
    vault.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What another process would see.
  func reopen(origin: [UInt8]? = nil, keyPath: String? = nil) {
    vault.close()
    vault = Vault(ledger: folder, keyPath: keyPath, origin: origin ?? self.origin)
  }

  /// Seals values of one event, which counts as recorded.
  @discardableResult
  func seal(
    _ values: [(String, String)], about person: PersonID, _ retention: RetentionClass = .contact,
    id: String = "e-1", isRecorded: Bool = true
  ) throws -> [PersonalDigest] {
    let (sealed, lease) = try vault.sealing(now: 1) { sealer in
      try values.map { name, value in
        try sealer.seal(
          Disclosure(salt: salt(), name: name, value: value), about: person, retention,
          source: "urn:test", id: id)
      }
    }
    if isRecorded {
      let keys = sealed.map { VaultLayout.valueKey(person, retention, $0.digestBytes) }
      lease.settle(recorded: keys, refused: [])
    }
    return sealed
  }

  func value(_ digest: PersonalDigest, id: String = "e-1") throws(VaultError) -> String {
    try vault.disclosure(of: digest, source: "urn:test", id: id).value
  }

  /// What goes wrong when a value is asked for; nil when nothing does.
  func fault(_ digest: PersonalDigest, id: String = "e-1") -> VaultError? {
    do throws(VaultError) {
      _ = try value(digest, id: id)
      return nil
    } catch {
      return error
    }
  }

  func erase(_ person: PersonID, _ classes: [RetentionClass] = [.contact]) throws {
    let lock = try vault.lockAlone()
    let marks = Set(classes.map { ErasedMark(person: person, retention: $0) })
    try vault.carryOut(marks, now: 2, under: lock)
  }

  /// Changes the rows of a database behind the vault's back, as somebody with the files could.
  func tamper(
    _ name: String, _ change: (inout WriteTransaction, Database) throws(LMDBError) -> Void
  ) throws {
    vault.close()
    let generation = try vault.leftovers().last ?? 0
    let environment = try Environment(opening: "\(folder)/vault/\(generation)")
    let database = try environment.database(name)
    var write = try WriteTransaction(environment)
    try change(&write, database)
    try write.commit()
  }

  /// The rows of a database.
  func rows(_ name: String) throws -> [(key: [UInt8], value: [UInt8])] {
    let file = try vault.file()
    guard let file else { return [] }
    switch name {
    case "keys": return try file.entries(file.keys)
    case "pending": return try file.entries(file.pending)
    default: return try file.entries(file.values)
    }
  }

  /// Every file under the directory, by its path.
  func files() throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(
        atPath: "\(folder)/\(name)", isDirectory: &isFolder)
      if !isFolder.boolValue {
        found[name] = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
      }
    }
    return found
  }

  func salt() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: .min ... .max) } }
}

func somebody(_ number: UInt8) -> PersonID {
  guard let person = PersonID(bytes: [UInt8](repeating: 0, count: 15) + [number]) else {
    preconditionFailure("sixteen bytes are a person")
  }
  return person
}
