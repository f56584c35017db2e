import Printing
import TransparencyLog

/// A checkpoint in a file that somebody names.
enum CheckpointInput {
  static func read(_ path: String) throws -> SignedCheckpoint {
    let bytes = try InputFile.bytes(of: path)
    do throws(LogTextError) {
      return try SignedCheckpoint(bytes)
    } catch {
      throw Failure(.badInput, "\(path) is no checkpoint: \(error)")
    }
  }
}
