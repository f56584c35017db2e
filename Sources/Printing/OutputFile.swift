import Foundation

/// A file that a command writes whole, or not at all.
package enum OutputFile {
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure(
        .inputOutput,
        "\(path): cannot be written; check that its directory is there and may be written to")
    }
  }
}
