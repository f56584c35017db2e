import Foundation
import TransparencyLog

/// Reads signed checkpoints, and says what they are worth under some keys.
enum CheckpointFile {
  struct Refusal: Error {
    let verdict: OutsideVerdict
  }

  /// The checkpoint in a file, signed by one of `keys`.
  static func read(
    _ path: String, _ keys: [VerifierKey]
  ) -> Result<SignedCheckpoint, Refusal> {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      return .failure(
        Refusal(verdict: .undecided(reason: "\(path) is not there or cannot be read")))
    }
    let signed: SignedCheckpoint
    do throws(LogTextError) {
      signed = try SignedCheckpoint(Array(bytes))
    } catch {
      return .failure(Refusal(verdict: .failed(reason: "\(path) is no checkpoint: \(error)")))
    }
    if let verdict = refused(signed, keys) { return .failure(Refusal(verdict: verdict)) }
    return .success(signed)
  }

  /// What is wrong with a checkpoint under these keys; nil when one of the log's keys signed it.
  static func refused(_ signed: SignedCheckpoint, _ keys: [VerifierKey]) -> OutsideVerdict? {
    let logKeys = keys.filter { $0.kind == .note }
    guard !logKeys.isEmpty else {
      return .undecided(
        reason: """
          nobody can say who signed it without the log's key; give --key with the text that \
          `kontor key show` prints, from a source that you trust
          """)
    }
    let origin = signed.checkpoint.origin
    let own = logKeys.filter { $0.name.text.utf8.elementsEqual(origin.utf8) }
    do throws(NoteError) {
      try signed.verify(own.isEmpty ? logKeys : own)
      _ = try signed.note.cosignatures(keys)
      return nil
    } catch {
      return .failed(reason: "the checkpoint of size \(signed.checkpoint.size): \(error)")
    }
  }

  static func verified(
    _ signed: SignedCheckpoint, _ keys: [VerifierKey], what: String
  ) -> OutsideVerdict {
    .verified(
      signed.checkpoint, what: what, witnesses: (try? signed.note.cosignatures(keys)) ?? [])
  }
}
