import LedgerDomain
import LedgerEvents
import SwiftProtobuf
import Testing

struct SigningKeyTests {
  private static let origin = "nordwerk/kontor/5f1c09ab"

  private func started() throws -> Story {
    var story = try Story("ledger")
    try story.record(
      .ledgerCreated(
        LedgerCreated.with {
          $0.name = "Nordwerk"
          $0.currency = "EUR"
          $0.timeZone = "Europe/Berlin"
          $0.format = 1
        }))
    return story
  }

  private func key(
    _ id: String, origin: String = origin, replacing old: String? = nil
  ) -> Record.OneOf_Data {
    .signingKeyIntroduced(
      SigningKeyIntroduced.with {
        $0.origin = origin
        $0.verifierKey = "\(origin)+\(id)+AAAA"
        if let old { $0.replacedKey = old }
      })
  }

  private func succession(approver: String = "ops-2") -> Record.OneOf_Data {
    .successionDeclared(
      SuccessionDeclared.with {
        $0.notedSize = 20
        $0.notedRoot = String(repeating: "a", count: 64)
        $0.foundSize = 10
        $0.foundRoot = String(repeating: "b", count: 64)
        $0.reason = "disk failed"
        $0.approverID = approver
      })
  }

  @Test func `A key replaces the one that signs, under the same name, and never comes back`() throws
  {
    var story = try started()
    #expect(try story.code(key("1", replacing: "x+1+A")) == .replacedKeyDiffers)
    try story.record(key("00000001"))
    let first = "\(Self.origin)+00000001+AAAA"
    #expect(try story.code(key("00000001", replacing: first)) == .duplicateKey)
    #expect(try story.code(key("00000002")) == .replacedKeyDiffers)
    #expect(try story.code(key("00000002", origin: "other", replacing: first)) == .originDiffers)
    try story.record(key("00000002", replacing: first))
    #expect(try story.code(key("00000003", replacing: first)) == .replacedKeyDiffers)
  }

  @Test(arguments: ["", "nordwerk/kontor/5f1c09ab", "a+b", "other+00000001+AAAA"])
  func `A text that is no key of its log is refused`(_ text: String) throws {
    let data = SigningKeyIntroduced.with {
      $0.origin = Self.origin
      $0.verifierKey = text
    }
    let code = try started().code(.signingKeyIntroduced(data))
    #expect(code == (text.isEmpty ? .missingValue : .malformedKey))
  }

  @Test func `After a succession the log has another name`() throws {
    var story = try started()
    try story.record(key("00000001"))
    let first = "\(Self.origin)+00000001+AAAA"
    try story.record(succession(), by: "ops-1")
    #expect(try story.code(key("00000002", replacing: first)) == .originDiffers)
    #expect(try story.code(key("00000002", origin: "nordwerk/kontor/2", replacing: first)) == nil)
  }

  @Test func `A succession is approved by a second person and says why`() throws {
    let story = try started()
    #expect(try story.code(succession(approver: "ops-1"), by: "ops-1") == .ownApproval)
    guard case .successionDeclared(var data) = succession() else { return }
    data.reason = ""
    #expect(try story.code(.successionDeclared(data)) == .missingValue)
    data.reason = "lost"
    data.foundSize = data.notedSize
    data.foundRoot = data.notedRoot
    #expect(try story.code(.successionDeclared(data)) == .sameHead)
    data.foundRoot = "b"
    #expect(try story.code(.successionDeclared(data)) == .malformedDigest)
  }
}
