import Testing

@testable import Vault

struct SealTests {
  /// McGrew and Viega, test case 16: AES-256-GCM with additional data.
  private let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
  private let nonce = bytes("cafebabefacedbaddecaf888")
  private let additional = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
  private let plain = bytes(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b5"
      + "25b16aedf5aa0de657ba637b39")
  private let cipher = bytes(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b10568288"
      + "38c5f61e6393ba7a0abcc9f662")
  private let tag = bytes("76fc6ece0f4e1768cddf8853bb2d551b")

  @Test func `The published ciphertext opens to the published text`() throws {
    let seal = try #require(Seal(key: key))
    #expect(seal.open(nonce + cipher + tag, for: additional) == plain)
  }

  @Test func `No changed bit of it opens`() throws {
    let seal = try #require(Seal(key: key))
    let whole = nonce + cipher + tag
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 1
      #expect(seal.open(changed, for: additional) == nil, "byte \(index)")
    }
    for index in additional.indices {
      var changed = additional
      changed[index] ^= 1
      #expect(seal.open(whole, for: changed) == nil, "additional byte \(index)")
    }
    #expect(seal.open(Array(whole.dropLast()), for: additional) == nil)
    #expect(seal.open([], for: additional) == nil)
  }

  @Test func `Sealing the same twice gives other bytes`() throws {
    let seal = try #require(Seal(key: Seal.newKey()))
    let first = try #require(seal.close(plain, for: additional))
    let second = try #require(seal.close(plain, for: additional))
    #expect(first != second && first.prefix(12) != second.prefix(12))
    #expect(first.count == plain.count + Seal.overhead)
    #expect(seal.open(first, for: additional) == plain)
    #expect(seal.open(second, for: additional) == plain)
  }
}

private func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = Array(hexadecimal)
  return stride(from: 0, to: digits.count, by: 2).compactMap {
    UInt8(String(digits[$0...$0 + 1]), radix: 16)
  }
}
