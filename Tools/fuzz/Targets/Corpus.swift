import Foundation

/// The inputs that are kept in `Tools/fuzz/corpus`.
package enum Corpus {
  package static func folder(_ root: String) -> String { root + "/Tools/fuzz/corpus" }

  /// Those that once ended a process, `<target>-<what>`, then those that a coverage-guided run found
  /// worth keeping, each a line of base64 in `<target>.base64`.
  package static func inputs(of target: Target, root: String) throws -> [[UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder(root)).sorted()
    var inputs = try names.filter { $0.hasPrefix(target.rawValue + "-") }
      .map { try readFile(folder(root) + "/" + $0) }
    let kept = target.rawValue + ".base64"
    if names.contains(kept) {
      let text = String(decoding: try readFile(folder(root) + "/" + kept), as: UTF8.self)
      for (number, line) in text.split(separator: "\n").enumerated() {
        guard let data = Data(base64Encoded: String(line)) else {
          throw FuzzError(what: "line \(number + 1) of \(kept) is no base64")
        }
        inputs.append([UInt8](data))
      }
    }
    return inputs
  }

  /// Puts the smallest of `found` into the file of the target, at most so many bytes in all.
  package static func keep(
    _ found: [[UInt8]], of target: Target, root: String, bytes limit: Int
  ) throws -> Int {
    var text = ""
    var count = 0
    for input in found.sorted(by: { ($0.count, $0.description) < ($1.count, $1.description) }) {
      let line = Data(input).base64EncodedString() + "\n"
      guard text.utf8.count + line.utf8.count <= limit else { break }
      text += line
      count += 1
    }
    let path = folder(root) + "/\(target.rawValue).base64"
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      throw FuzzError(what: "\(path) cannot be written")
    }
    return count
  }
}
