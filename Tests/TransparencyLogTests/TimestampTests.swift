import Foundation
import Testing

@testable import TransparencyLog

@Suite struct TimestampTests {
  private func vector(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appending(path: "Vectors/\(name)")))
  }

  private func imprint() throws -> Hash {
    try vector("timestamp.checkpoint").withUnsafeBytes { Hash.of($0) }
  }

  @Test func `A request is the one that openssl makes`() throws {
    #expect(Timestamp.request(for: try imprint()) == (try vector("timestamp.tsq")))
  }

  @Test func `A response of openssl is read`() throws {
    let stamp = try Timestamp(response: vector("timestamp.tsr"))
    #expect(stamp.imprint == (try imprint()))
    #expect(stamp.time == "2026-11-27T23:46:49Z")
  }

  @Test func `A response that is cut off is refused wherever the cut is`() throws {
    let whole = try vector("timestamp.tsr")
    for end in whole.indices {
      #expect(throws: TimestampError.self) { try Timestamp(response: Array(whole[..<end])) }
    }
    #expect(throws: TimestampError.notAResponse) { try Timestamp(response: whole + [0]) }
  }

  @Test func `A flipped bit never ends the program`() throws {
    let whole = try vector("timestamp.tsr")
    for place in whole.indices {
      for bit in 0..<8 {
        var changed = whole
        changed[place] ^= 1 << bit
        // What the token says is read here, not who signed it; that is for openssl.
        _ = try? Timestamp(response: changed)
      }
    }
  }

  @Test func `A refusal of the authority is told`() {
    #expect(throws: TimestampError.refused(status: 2)) {
      try Timestamp(response: [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02])
    }
    #expect(throws: TimestampError.noToken) {
      try Timestamp(response: [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00])
    }
    #expect(throws: TimestampError.notAResponse) { try Timestamp(response: []) }
  }
}
