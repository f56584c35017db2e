/// A text and who signed it (C2SP signed-note).
///
///     <text, ending with a line break>
///     <empty line>
///     — <key name> <base64(key id ‖ signature)>
///     …
package struct SignedNote: Equatable, Sendable {
  /// How many signature lines a note may have; the specification asks for 16 at least.
  static let maximumSignatures = 64
  static let maximumBytes = 1 << 20

  /// What is signed, including its last line break.
  package let text: String
  package private(set) var signatures: [NoteSignature]

  package init(text: String, signatures: [NoteSignature]) {
    self.text = text
    self.signatures = signatures
  }

  /// Reads the bytes of a note; whether a signature is right is asked of ``verify(_:)``.
  package init(_ bytes: some Collection<UInt8>) throws(LogTextError) {
    guard bytes.count <= SignedNote.maximumBytes else {
      throw LogTextError(.tooLong(maximum: SignedNote.maximumBytes))
    }
    let bytes = Array(bytes)
    let lines = try LogText.lines(bytes)
    guard let blank = lines.lastIndex(where: \.isEmpty) else { throw LogTextError(.noEmptyLine) }
    guard blank > 0 else { throw LogTextError(.noText, line: 1) }
    guard blank + 1 < lines.count else { throw LogTextError(.noSignature, line: lines.count) }
    guard lines.count - blank - 1 <= SignedNote.maximumSignatures else {
      throw LogTextError(.tooManySignatures(maximum: SignedNote.maximumSignatures))
    }
    var signatures: [NoteSignature] = []
    for number in (blank + 1)..<lines.count {
      guard let signature = NoteSignature(line: lines[number]) else {
        throw LogTextError(.signatureLine, line: number + 1)
      }
      signatures.append(signature)
    }
    text = lines[..<blank].map { $0 + "\n" }.joined()
    self.signatures = signatures
  }

  /// The bytes of the note.
  package var bytes: [UInt8] {
    Array((text + "\n" + signatures.map { $0.line + "\n" }.joined()).utf8)
  }

  /// Adds a signature line after those there are; one that is there already is not repeated.
  package mutating func add(_ signature: NoteSignature) {
    if !signatures.contains(signature) { signatures.append(signature) }
  }

  /// Whether the keys stand for this text; lines of other keys count for nothing.
  ///
  /// - Throws: ``NoteError`` when a line of one of `keys` is wrong, or when none of them signed.
  package func verify(_ keys: [VerifierKey]) throws(NoteError) {
    var isSigned = false
    for signature in signatures {
      for key in keys where signature.isBy(key) {
        guard SignedNote.isValid(signature, key, text) else {
          throw .wrongSignature(key: key.name)
        }
        isSigned = true
      }
    }
    guard isSigned else { throw .notSigned(keys: keys.map(\.name)) }
  }

  /// What the witnesses among `keys` said, each with its time.
  ///
  /// - Throws: ``NoteError`` when a line of one of `keys` is wrong.
  package func cosignatures(_ keys: [VerifierKey]) throws(NoteError) -> [Cosignature] {
    var found: [Cosignature] = []
    for signature in signatures {
      for key in keys where key.kind == .cosignature && signature.isBy(key) {
        guard SignedNote.isValid(signature, key, text),
          let time = Cosignature.time(signature.payload)
        else { throw .wrongSignature(key: key.name) }
        found.append(Cosignature(witness: key.name, time: time))
      }
    }
    return found
  }

  private static func isValid(
    _ signature: NoteSignature, _ key: VerifierKey, _ text: String
  ) -> Bool {
    switch key.kind {
    case .note:
      return signature.payload.count == 64
        && key.isValid(signature.payload, over: Array(text.utf8))
    case .cosignature:
      // A time of zero says that none is known, which is not what a cosignature is for.
      guard let time = Cosignature.time(signature.payload), time > 0, time <= Int64.max else {
        return false
      }
      return key.isValid(
        signature.payload.dropFirst(8), over: Cosignature.message(time: time, text: text))
    }
  }

  package static func == (left: SignedNote, right: SignedNote) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8) && left.signatures == right.signatures
  }
}
