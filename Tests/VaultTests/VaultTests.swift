import Foundation
import LMDB
import LedgerEvents
import Testing

@testable import Vault

struct VaultTests {
  private let temporary: TemporaryVault
  private let ana = somebody(1)
  private let inge = somebody(2)

  init() throws { temporary = try TemporaryVault() }

  @Test func `A value is had again by its digest, also by another process`() throws {
    let digests = try temporary.seal(
      [("name", "Ana Łuczak"), ("email", "a@example.com")], about: ana)
    #expect(digests.map(\.name) == ["name", "email"])
    #expect(try temporary.value(digests[0]) == "Ana Łuczak")
    temporary.reopen()
    #expect(try temporary.value(digests[1]) == "a@example.com")
    #expect(temporary.fault(digests[0], id: "another event") != nil)
  }

  @Test func `No file has a value or its disclosure in the clear`() throws {
    let digests = try temporary.seal([("name", "Ana Łuczak"), ("notes", "mag Segeln")], about: ana)
    let disclosures = try digests.map {
      try temporary.vault.disclosure(of: $0, source: "urn:test", id: "e-1")
    }
    temporary.reopen()
    for (name, data) in try temporary.files() {
      for text in ["Ana Łuczak", "mag Segeln"] + disclosures.map(\.text) + disclosures.map(\.salt) {
        #expect(data.range(of: Data(text.utf8)) == nil, "\(text) in \(name)")
      }
    }
  }

  @Test func `The keys are each person's own, and each class's`() throws {
    try temporary.seal([("name", "Ana")], about: ana)
    try temporary.seal([("notes", "x")], about: ana, .note, id: "e-2")
    try temporary.seal([("name", "Inge")], about: inge, .employee, id: "e-3")
    let keys = try temporary.rows("keys")
    #expect(keys.count == 3 && Set(keys.map(\.value)).count == 3)
    #expect(try temporary.vault.keyIDs(of: ana, RetentionClass.known) == ["contact-1", "note-1"])
  }

  @Test func `A person is known again by the subject`() throws {
    let (first, _) = try temporary.vault.sealing(now: 1) {
      try $0.person(of: "account/a/c-1", candidate: ana)
    }
    let (second, _) = try temporary.vault.sealing(now: 1) {
      try $0.person(of: "account/a/c-1", candidate: inge)
    }
    #expect(first == ana && second == ana)
    #expect(try temporary.vault.person(of: "account/a/c-1") == ana)
    #expect(try temporary.vault.person(of: "account/a/c-2") == nil)
    #expect(try temporary.vault.person(of: String(repeating: "x", count: 600)) == nil)
  }

  @Test func `No changed byte of a row gives a value`() throws {
    let digest = try #require(try temporary.seal([("name", "Ana")], about: ana).first)
    let row = try #require(try temporary.rows("values").first)
    for index in row.value.indices {
      var changed = row.value
      changed[index] ^= 1
      try temporary.tamper("values") { write, values throws(LMDBError) in
        try write.put(values, Key(row.key), changed)
      }
      guard case .valueDamaged(ana, _) = temporary.fault(digest) else {
        Issue.record("byte \(index): \(String(describing: temporary.fault(digest)))")
        return
      }
    }
    try temporary.tamper("values") { write, values throws(LMDBError) in
      try write.put(values, Key(row.key), row.value)
    }
    #expect(try temporary.value(digest) == "Ana")
  }

  @Test func `Rows exchanged between people or names give no value`() throws {
    let names = try temporary.seal([("name", "Ana"), ("title", "Dr.")], about: ana)
    let other = try temporary.seal([("name", "Inge")], about: inge)
    let rows = try temporary.rows("values")
    #expect(rows.count == 3)
    for (here, there) in [(0, 1), (0, 2), (1, 2)] {
      try temporary.tamper("values") { write, values throws(LMDBError) in
        try write.put(values, Key(rows[here].key), rows[there].value)
        try write.put(values, Key(rows[there].key), rows[here].value)
      }
      let faults = (names + other).compactMap { temporary.fault($0) }
      #expect(faults.count == 2, "\(here) and \(there): \(faults)")
      for fault in faults {
        guard case .valueDamaged = fault else {
          Issue.record("\(fault)")
          continue
        }
      }
      try temporary.tamper("values") { write, values throws(LMDBError) in
        for row in rows { try write.put(values, Key(row.key), row.value) }
      }
    }
    #expect(try temporary.value(other[0]) == "Inge")
  }

  @Test func `Data keys exchanged between people open nothing`() throws {
    let first = try temporary.seal([("name", "Ana")], about: ana)
    let second = try temporary.seal([("name", "Inge")], about: inge)
    let keys = try temporary.rows("keys")
    try temporary.tamper("keys") { write, database throws(LMDBError) in
      try write.put(database, Key(keys[0].key), keys[1].value)
      try write.put(database, Key(keys[1].key), keys[0].value)
    }
    #expect(temporary.fault(first[0]) == .dataKeyDamaged(person: ana, retention: .contact))
    #expect(temporary.fault(second[0]) == .dataKeyDamaged(person: inge, retention: .contact))
  }

  @Test func `A value that is gone without an erasure is named`() throws {
    let digest = try temporary.seal([("name", "Ana")], about: ana)[0]
    let row = try #require(try temporary.rows("values").first)
    try temporary.tamper("values") { write, values throws(LMDBError) in
      _ = try write.delete(values, Key(row.key))
    }
    #expect(
      temporary.fault(digest)
        == .valueMissing(person: ana, digest: Base64URL.text(of: digest.digestBytes)))
  }

  @Test func `A wrong, missing, open or broken master key and a missing vault are named`() throws {
    let digest = try temporary.seal([("name", "Ana")], about: ana)[0]
    let key = temporary.vault.keyPath
    let right = try Data(contentsOf: URL(filePath: key))

    temporary.reopen(origin: [UInt8](repeating: 8, count: 32))
    #expect(temporary.fault(digest) == .otherLedger(path: "\(temporary.folder)/vault/1"))

    temporary.reopen()
    try MasterKey(generation: 1, bytes: Seal.newKey()).replace(at: key)
    #expect(temporary.fault(digest) == .wrongMasterKey(path: key))

    for text in ["", "kontor-vault-key/1 1 short\n", "kontor-vault-key/2 1 \(right.suffix(44))"] {
      try Data(text.utf8).write(to: URL(filePath: key))
      chmod(key, 0o600)
      #expect(temporary.fault(digest) == .masterKeyMalformed(path: key), "\(text)")
    }

    try right.write(to: URL(filePath: key))
    chmod(key, 0o640)
    #expect(temporary.fault(digest) == .masterKeyOpen(path: key))

    chmod(key, 0o600)
    #expect(try temporary.value(digest) == "Ana")

    try FileManager.default.removeItem(atPath: key)
    #expect(temporary.fault(digest) == .masterKeyMissing(path: key))
    #expect(throws: VaultError.masterKeyMissing(path: key)) {
      try temporary.seal([("name", "Inge")], about: inge, id: "e-2")
    }

    try right.write(to: URL(filePath: key))
    chmod(key, 0o600)
    temporary.vault.close()
    try FileManager.default.removeItem(atPath: "\(temporary.folder)/vault/1")
    let missing = VaultError.vaultMissing(path: temporary.vault.path, key: key)
    #expect(temporary.fault(digest) == missing)
    #expect(throws: missing) { try temporary.seal([("name", "Inge")], about: inge, id: "e-2") }
  }

  @Test func `The master key may lie elsewhere`() throws {
    let elsewhere = temporary.folder + "/safe"
    try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
    temporary.reopen(keyPath: elsewhere + "/key")
    let digest = try temporary.seal([("name", "Ana")], about: ana)[0]
    #expect(!FileManager.default.fileExists(atPath: temporary.folder + "/keys"))
    temporary.reopen(keyPath: elsewhere + "/key")
    #expect(try temporary.value(digest) == "Ana")
  }

  @Test func `A creation that was interrupted before its key was in place is begun again`() throws {
    try temporary.vault.makeDirectory()
    try VaultFile.create(
      at: temporary.vault.path + "/1", master: MasterKey(generation: 1, bytes: Seal.newKey()),
      origin: temporary.origin, rotated: 1)
    let digest = try temporary.seal([("name", "Ana")], about: ana)[0]
    #expect(try temporary.value(digest) == "Ana")
  }

  @Test func `A beginning that was interrupted before its key is no vault, and is begun anew`()
    throws
  {
    let temporary = try TemporaryVault()
    try VaultFile.create(
      at: { () -> String in
        try? FileManager.default.createDirectory(
          atPath: temporary.vault.path, withIntermediateDirectories: true)
        return temporary.vault.directory(1)
      }(), master: MasterKey(generation: 1, bytes: Seal.newKey()), origin: temporary.origin,
      rotated: 1)
    #expect(try temporary.vault.file() == nil)
    #expect(try temporary.vault.hasPending() == false)
    let digests = try temporary.seal([("name", "Ana")], about: somebody(1))
    #expect(try temporary.value(digests[0]) == "Ana")
  }
}
