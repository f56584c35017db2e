import Foundation
import LMDB
import LedgerEvents
import Testing

@testable import Vault

struct ErasureTests {
  private let temporary: TemporaryVault
  private let ana = somebody(1)
  private let inge = somebody(2)
  private let files = FileManager.default

  init() throws { temporary = try TemporaryVault() }

  private var vault: String { temporary.vault.path }
  private var key: String { temporary.vault.keyPath }

  private func sealBoth() throws -> (ana: [PersonalDigest], inge: [PersonalDigest]) {
    (
      try temporary.seal([("email", "a@example.com"), ("name", "Ana")], about: ana),
      try temporary.seal([("name", "Inge")], about: inge, id: "e-2")
    )
  }

  @Test func `An erased value is gone, and all others are there`() throws {
    let (first, second) = try sealBoth()
    let notes = try temporary.seal([("notes", "mag Segeln")], about: ana, .note, id: "e-3")
    let before = try Data(contentsOf: URL(filePath: key))
    try temporary.erase(ana)
    for digest in first {
      #expect(temporary.fault(digest) == .erased(person: ana, retention: .contact))
    }
    #expect(try temporary.value(second[0], id: "e-2") == "Inge")
    // The other class of the same person has another key.
    #expect(try temporary.value(notes[0], id: "e-3") == "mag Segeln")
    #expect(try temporary.vault.entries(of: ana).map(\.name) == ["notes"])
    #expect(try Data(contentsOf: URL(filePath: key)) != before)
    #expect(try temporary.vault.leftovers() == [2])
    #expect(try temporary.vault.state()?.rotated == 2)
    temporary.reopen()
    #expect(temporary.fault(first[0]) == .erased(person: ana, retention: .contact))
    #expect(try temporary.value(second[0], id: "e-2") == "Inge")
  }

  @Test func `Sealed bytes of an erased value and its keys are in no file`() throws {
    let (first, _) = try sealBoth()
    let rows = try temporary.rows("values").filter { $0.key.starts(with: ana.bytes) }
    let keys = try temporary.rows("keys")
    #expect(rows.count == 2 && keys.count == 2)
    let master = try #require(try MasterKey(at: key))
    var secrets = rows.compactMap { SealedValue($0.value)?.sealed }
    // The wrapping of every key is new, so those of the survivors are gone in their old form, too.
    secrets += keys.compactMap { WrappedKey($0.value)?.sealed }
    secrets += [master.bytes, Array(Base64URL.text(of: master.bytes).utf8)]
    secrets += first.map(\.digestBytes)
    try temporary.erase(ana)
    temporary.vault.close()
    for (name, data) in try temporary.files() {
      for (index, secret) in secrets.enumerated() {
        #expect(data.range(of: Data(secret)) == nil, "secret \(index) in \(name)")
      }
    }
  }

  @Test func `What was erased does not come back by being recorded again`() throws {
    _ = try sealBoth()
    try temporary.erase(ana)
    #expect(throws: VaultError.erased(person: ana, retention: .contact)) {
      try temporary.seal([("name", "Ana")], about: ana, id: "e-9")
    }
    // Nor does the refused attempt leave a key.
    #expect(try temporary.vault.keyIDs(of: ana, [.contact]).isEmpty)
  }

  @Test func `Carrying out the same again changes nothing`() throws {
    _ = try sealBoth()
    try temporary.erase(ana)
    let before = try temporary.files()
    try temporary.erase(ana)
    let after = try temporary.files()
    #expect(try temporary.vault.leftovers() == [2])
    #expect(before["keys/vault-master"] == after["keys/vault-master"])
    #expect(before["vault/2/data.mdb"] == after["vault/2/data.mdb"])
  }

  @Test func `Interrupted before the new key counts, the old vault is whole`() throws {
    let (first, second) = try sealBoth()
    temporary.vault.close()
    // The state between the first step and the second: a new generation, and the old key.
    let marks: Set = [ErasedMark(person: ana, retention: .contact)]
    try writeSecondGeneration(without: marks)
    temporary.reopen()
    #expect(try temporary.value(first[1]) == "Ana")
    #expect(try temporary.vault.isUnfinished(marks))
    try temporary.erase(ana)
    #expect(try temporary.vault.leftovers() == [2])
    #expect(temporary.fault(first[1]) == .erased(person: ana, retention: .contact))
    #expect(try temporary.value(second[0], id: "e-2") == "Inge")
  }

  private func writeSecondGeneration(without marks: Set<ErasedMark>) throws {
    let file = try #require(try temporary.vault.file())
    let master = MasterKey(generation: 2, bytes: Seal.newKey())
    let survivors = Survivors(of: file, without: marks, under: master)
    try VaultFile.create(
      at: vault + "/2", master: master, origin: temporary.origin, rotated: 2
    ) { environment throws(LMDBError) in try survivors.copy(into: environment) }
  }

  @Test func `Interrupted before the old vault is removed, the next call removes it`() throws {
    let (first, second) = try sealBoth()
    temporary.vault.close()
    try files.copyItem(atPath: vault + "/1", toPath: temporary.folder + "/old")
    try temporary.erase(ana)
    temporary.vault.close()
    try files.moveItem(atPath: temporary.folder + "/old", toPath: vault + "/1")
    #expect(temporary.fault(first[1]) == .erased(person: ana, retention: .contact))
    let marks: Set = [ErasedMark(person: ana, retention: .contact)]
    #expect(try temporary.vault.isUnfinished(marks))
    try temporary.erase(ana)
    #expect(try temporary.vault.leftovers() == [2])
    #expect(try !temporary.vault.isUnfinished(marks))
    #expect(try temporary.value(second[0], id: "e-2") == "Inge")
  }

  @Test func `A vault restored together with its old key is erased again`() throws {
    let (first, second) = try sealBoth()
    temporary.vault.close()
    for name in ["vault", "keys"] {
      try files.copyItem(
        atPath: "\(temporary.folder)/\(name)", toPath: "\(temporary.folder)/\(name).old")
    }
    try temporary.erase(ana)
    temporary.vault.close()
    for name in ["vault", "keys"] {
      try files.removeItem(atPath: "\(temporary.folder)/\(name)")
      try files.moveItem(
        atPath: "\(temporary.folder)/\(name).old", toPath: "\(temporary.folder)/\(name)")
    }
    temporary.reopen()
    #expect(try temporary.vault.isUnfinished([ErasedMark(person: ana, retention: .contact)]))
    try temporary.erase(ana)
    #expect(temporary.fault(first[1]) == .erased(person: ana, retention: .contact))
    #expect(try temporary.value(second[0], id: "e-2") == "Inge")
  }

  @Test func `A vault restored without its key is refused`() throws {
    _ = try sealBoth()
    temporary.vault.close()
    try files.copyItem(atPath: vault, toPath: temporary.folder + "/old")
    try temporary.erase(ana)
    temporary.vault.close()
    try files.removeItem(atPath: vault)
    try files.moveItem(atPath: temporary.folder + "/old", toPath: vault)
    temporary.reopen()
    #expect(throws: VaultError.vaultMissing(path: vault, key: key)) {
      try temporary.vault.entries()
    }
  }

  @Test func `Another's damaged key does not hinder an erasure`() throws {
    let (first, second) = try sealBoth()
    let keys = try temporary.rows("keys")
    try temporary.tamper("keys") { write, database throws(LMDBError) in
      for row in keys where row.key.starts(with: inge.bytes) {
        try write.put(database, Key(row.key), Array(row.value.reversed()))
      }
    }
    try temporary.erase(ana)
    #expect(temporary.fault(first[0]) == .erased(person: ana, retention: .contact))
    #expect(
      temporary.fault(second[0], id: "e-2") == .dataKeyDamaged(person: inge, retention: .contact))
  }

  @Test func `Values whose events were never recorded are swept, others stay`() throws {
    let recorded = try temporary.seal([("name", "Ana")], about: ana, isRecorded: false)
    try temporary.seal([("name", "Inge")], about: inge, id: "e-2", isRecorded: false)
    #expect(try temporary.rows("pending").count == 2)
    let lock = try temporary.vault.lockAlone()
    let swept = try temporary.vault.sweep(under: lock) { $0.digest == recorded[0].digestBytes }
    #expect(swept == 1)
    #expect(try temporary.rows("pending").isEmpty)
    #expect(try temporary.vault.entries(under: lock).map(\.person) == [ana])
  }

  @Test func `Nobody sweeps or erases while values are on their way`() throws {
    let (_, lease) = try temporary.vault.sealing(now: 1) {
      try $0.seal(
        Disclosure(salt: temporary.salt(), name: "name", value: "Ana"), about: ana, .contact,
        source: "urn:test", id: "e-1")
    }
    #expect(try temporary.vault.lockAloneIfFree() == nil)
    // Another may seal meanwhile.
    try temporary.seal([("name", "Inge")], about: inge, id: "e-2")
    withExtendedLifetime(lease) {}
  }

  private func refuse(_ value: String) throws {
    let (digest, lease) = try temporary.vault.sealing(now: 1) {
      try $0.seal(
        Disclosure(salt: temporary.salt(), name: "name", value: value), about: ana, .contact,
        source: "urn:test", id: "e-1")
    }
    lease.settle(
      recorded: [], refused: [VaultLayout.valueKey(ana, .contact, digest.digestBytes)])
  }

  @Test func `A refused value goes with the next sealing, a recorded one stays`() throws {
    try refuse("Ana")
    try temporary.seal([("name", "Inge")], about: inge, id: "e-2")
    #expect(try temporary.vault.entries().map(\.person) == [inge])
    temporary.reopen()
    #expect(try temporary.rows("pending").isEmpty)
  }
}
