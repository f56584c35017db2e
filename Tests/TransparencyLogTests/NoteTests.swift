import Testing

@testable import TransparencyLog

@Suite struct NoteTests {
  @Test func `The published notes are read, verified and written again byte for byte`() throws {
    for given in try Vectors.read().signedNotes.cases {
      let keys = try (given.vkeys ?? [given.vkey].compactMap { $0 }).map {
        try VerifierKey($0)
      }
      for (key, text) in zip(keys, given.vkeys ?? [given.vkey].compactMap { $0 }) {
        #expect(key.description == text)
      }
      if let secret = given.skey {
        let key = try SigningKey(secretText: secret)
        #expect(key.secretText == secret)
        #expect(key.verifier == keys.first)
      }
      guard let text = given.note else { continue }
      let note = try SignedNote(Array(text.utf8))
      #expect(note.bytes == Array(text.utf8))
      if let count = given.textLineCount {
        #expect(note.text.utf8.count { $0 == UInt8(ascii: "\n") } == count)
      }
      if let id = given.keyId { #expect(note.signatures.map(\.id.description) == [id]) }
      guard !keys.isEmpty else { continue }
      try note.verify(keys)
      for key in keys { try note.verify([key]) }
    }
  }

  @Test func `The published bad keys are refused with their reason`() throws {
    let bad = try Vectors.read().signedNotes.badVkeys
    // Four bytes too many, and stray bits behind the last of them, which are found first.
    #expect(throws: KeyError.base64) { try VerifierKey(bad[0].vkey) }
    #expect(throws: KeyError.length(found: 36)) {
      try VerifierKey(bad[0].vkey.replacing("EY==", with: "EQ=="))
    }
    #expect(throws: KeyError.unknownType(0x65)) { try VerifierKey(bad[1].vkey) }
  }

  @Test func `Keys that cannot be are refused with their reason`() throws {
    let good = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    #expect(try VerifierKey(good).description == good)
    let cases: [(String, KeyError)] = [
      ("", .form), ("PeterNeumann", .form), ("PeterNeumann+c74f20a3", .form),
      ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .name),
      ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .name),
      ("Peter\u{A0}N+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .name),
      ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .id),
      ("PeterNeumann+c74f20a+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .id),
      ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", .base64),
      ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", .base64),
      ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .idDiffers),
      ("peterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .idDiffers),
    ]
    for (text, error) in cases {
      #expect(throws: error, "\(text)") { try VerifierKey(text) }
    }
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    #expect(throws: KeyError.form) { try SigningKey(secretText: good) }
    #expect(throws: KeyError.idDiffers) {
      try SigningKey(secretText: secret.replacing("c74f20a3", with: "c74f20a2"))
    }
  }

  @Test func `Ed25519 signs and verifies the vectors of RFC 8032`() throws {
    let name = try #require(KeyName("rfc8032"))
    for given in try Vectors.read().ed25519.cases {
      let key = try SigningKey(name: name, seed: bytes(hexadecimal: given.seed))
      #expect(key.verifier.key == bytes(hexadecimal: given.public))
      let message = bytes(hexadecimal: given.messageHex)
      let signature = bytes(hexadecimal: given.signature)
      #expect(key.verifier.isValid(signature, over: message))
      #expect(!key.verifier.isValid(signature, over: message + [0]))
    }
  }

  @Test func `A flipped bit anywhere in a note is found`() throws {
    let given = try Vectors.read().signedNotes.cases[0]
    let key = try VerifierKey(#require(given.vkey))
    let good = Array(try #require(given.note).utf8)
    for place in good.indices {
      for bit in 0..<8 {
        var changed = good
        changed[place] ^= 1 << bit
        #expect(throws: (any Error).self, "bit \(bit) of byte \(place)") {
          try SignedNote(changed).verify([key])
        }
      }
    }
  }

  @Test
  func `Lines of other keys count for nothing, a wrong line of a known key counts against all`()
    throws
  {
    let name = try #require(KeyName("log.example/a"))
    let key = try SigningKey(name: name, seed: Array(repeating: 7, count: 32))
    let other = try SigningKey(name: name, seed: Array(repeating: 8, count: 32))
    let text = "hello\n"
    let signature = try key.sign(text)
    let wrong = NoteSignature(name: name, id: signature.id, payload: Array(repeating: 1, count: 64))
    try SignedNote(text: text, signatures: [try other.sign(text), signature]).verify([key.verifier])
    #expect(throws: NoteError.notSigned(keys: [name])) {
      try SignedNote(text: text, signatures: [try other.sign(text)]).verify([key.verifier])
    }
    for signatures in [[signature, wrong], [wrong, signature]] {
      #expect(throws: NoteError.wrongSignature(key: name)) {
        try SignedNote(text: text, signatures: signatures).verify([key.verifier])
      }
    }
    let many = try (0..<16).map { number in
      try SigningKey(name: name, seed: Array(repeating: UInt8(100 + number), count: 32)).sign(text)
    }
    let note = SignedNote(text: text, signatures: many + [signature])
    #expect(try SignedNote(note.bytes) == note)
    try note.verify([key.verifier])
  }

  @Test func `A note that cannot be read is refused with line and reason`() throws {
    let line = "— a AAAAAAE=\n"
    let cases: [(String, LogTextError)] = [
      ("", LogTextError(.noFinalLineBreak)),
      ("text\n\n\(line.dropLast())", LogTextError(.noFinalLineBreak)),
      ("text\n\(line)", LogTextError(.noEmptyLine)),
      ("\n\(line)", LogTextError(.noText, line: 1)),
      ("text\n\n", LogTextError(.noSignature, line: 2)),
      ("text\n\n- a AAAAAAE=\n", LogTextError(.signatureLine, line: 3)),
      ("text\n\n— a AAAAAA==\n", LogTextError(.signatureLine, line: 3)),
      ("text\n\n— a  AAAAAAE=\n", LogTextError(.signatureLine, line: 3)),
      ("text\n\n\(line)— a\n", LogTextError(.signatureLine, line: 4)),
      ("text\r\n\n\(line)", LogTextError(.controlCharacter, line: 1)),
      ("te\txt\n\n\(line)", LogTextError(.controlCharacter, line: 1)),
      (
        "text\n\n" + String(repeating: line, count: 65),
        LogTextError(.tooManySignatures(maximum: 64))
      ),
    ]
    for (text, error) in cases {
      #expect(throws: error, "\(text)") { try SignedNote(Array(text.utf8)) }
    }
    #expect(throws: LogTextError(.notUTF8, line: 1)) {
      try SignedNote([0xC3, 0x0A, 0x0A] + Array(line.utf8))
    }
    #expect(try SignedNote(Array("a\n\nb\n\n\(line)".utf8)).text == "a\n\nb\n")
  }
}
