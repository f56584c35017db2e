import Foundation
import LMDB
package import TransparencyLog

/// What somebody outside said about a checkpoint.
package enum OutsideWord: Sendable {
  /// A witness saw it at a time, in seconds since 1970 UTC.
  case cosignature(Cosignature, VerifierKey)
  /// An authority stamped it; the token lies in this file.
  case timestamp(Timestamp, file: String)
}

extension AnchorDirectory {
  static let cosignatureEnding = ".cosignatures"
  static let timestampEnding = ".tsr"

  /// The checkpoint with the signature lines of all witnesses that are kept beside it.
  package func witnessed(_ entry: Entry) throws(JournalError) -> SignedCheckpoint {
    var signed = entry.signed
    for (signature, _) in try cosignatures(entry) { signed.add(signature) }
    return signed
  }

  /// All that is kept beside a checkpoint, verified as far as it can be here.
  package func words(about entry: Entry) throws(JournalError) -> [OutsideWord] {
    var words: [OutsideWord] = []
    for (signature, key) in try cosignatures(entry) {
      words.append(.cosignature(try Self.cosignature(signature, key, entry), key))
    }
    for file in try timestampFiles(entry) {
      guard let bytes = try DurableFile.read(file) else { continue }
      words.append(.timestamp(try Self.timestamp(bytes, of: entry, file: file), file: file))
    }
    return words
  }

  /// Keeps a signature line of the witness with this key, after verifying it.
  package func add(
    _ signature: NoteSignature, of key: VerifierKey, to entry: Entry
  ) throws(JournalError) -> Cosignature {
    let word = try Self.cosignature(signature, key, entry)
    let known = try cosignatures(entry)
    guard !known.contains(where: { $0.0 == signature }) else { return word }
    let text = (known + [(signature, key)]).map { "\($0.1)\n\($0.0.line)\n" }.joined()
    try DurableFile.write(Array(text.utf8), to: entry.stem + Self.cosignatureEnding)
    return word
  }

  /// Keeps a time stamp response over the bytes of the checkpoint's file.
  package func add(timestamp bytes: [UInt8], to entry: Entry) throws(JournalError) -> Timestamp {
    let stamp = try Self.timestamp(bytes, of: entry, file: "the time stamp")
    let files = try timestampFiles(entry)
    for file in files where try DurableFile.read(file) == bytes { return stamp }
    try DurableFile.write(bytes, to: "\(entry.stem).\(files.count + 1)\(Self.timestampEnding)")
    return stamp
  }

  private func cosignatures(
    _ entry: Entry
  ) throws(JournalError) -> [(NoteSignature, VerifierKey)] {
    let file = entry.stem + Self.cosignatureEnding
    guard let bytes = try DurableFile.read(file) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count % 2 == 1, lines.last == "" else {
      throw .anchorUnusable(path: file, reason: "it does not hold pairs of a key and a signature")
    }
    var found: [(NoteSignature, VerifierKey)] = []
    for start in stride(from: 0, to: lines.count - 1, by: 2) {
      guard let key = try? VerifierKey(String(lines[start])),
        let signature = NoteSignature(line: String(lines[start + 1]))
      else {
        throw .anchorUnusable(
          path: file, reason: "lines \(start + 1) and \(start + 2) are no key and no signature")
      }
      found.append((signature, key))
    }
    return found
  }

  private func timestampFiles(_ entry: Entry) throws(JournalError) -> [String] {
    let stem = entry.stem.split(separator: "/").last.map(String.init) ?? ""
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { $0.hasPrefix(stem + ".") && $0.hasSuffix(Self.timestampEnding) }
        .sorted().map { path + "/" + $0 }
    } catch {
      throw .anchorUnusable(path: path, reason: "the directory cannot be read")
    }
  }

  private static func cosignature(
    _ signature: NoteSignature, _ key: VerifierKey, _ entry: Entry
  ) throws(JournalError) -> Cosignature {
    let note = SignedNote(text: entry.checkpoint.text, signatures: [signature])
    do throws(NoteError) {
      if let word = try note.cosignatures([key]).first { return word }
    } catch {
      throw .anchorUnusable(path: entry.file, reason: "the cosignature of \(key.name): \(error)")
    }
    throw .anchorUnusable(
      path: entry.file, reason: "the signature line is not one of the witness \(key.name)")
  }

  private static func timestamp(
    _ bytes: [UInt8], of entry: Entry, file: String
  ) throws(JournalError) -> Timestamp {
    let stamp: Timestamp
    do throws(TimestampError) {
      stamp = try Timestamp(response: bytes)
    } catch {
      throw .anchorUnusable(path: file, reason: "\(error)")
    }
    guard stamp.imprint == entry.signed.bytes.withUnsafeBytes({ Hash.of($0) }) else {
      throw .anchorUnusable(path: file, reason: "it stamps other bytes than those of \(entry.file)")
    }
    return stamp
  }
}
