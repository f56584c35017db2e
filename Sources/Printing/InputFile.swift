import Foundation

/// A small file that a command reads whole.
package enum InputFile {
  /// Its bytes; `-` is standard input.
  package static func bytes(of path: String) throws(Failure) -> [UInt8] {
    do {
      let data =
        path == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data()
        : try Data(contentsOf: URL(fileURLWithPath: path))
      return Array(data)
    } catch {
      let reason = (error as? CocoaError)?.underlying.map { ": \($0.localizedDescription)" } ?? ""
      throw Failure(.inputOutput, "\(path): cannot be read\(reason); check the path")
    }
  }
}
