import Foundation
import FuzzTargets

#if LIBFUZZER
  import CLibFuzzer
#endif

/// Hands a target to libFuzzer, which keeps what reaches new code and damages it further.
enum CoverageGuided {
  /// The target of this process: a C function takes nothing along.
  nonisolated(unsafe) private static var target = Target.json

  private static let variable = "KONTOR_FUZZ_TARGET"

  /// What libFuzzer wants of a child, which it starts with nothing but arguments of its own, to merge.
  static func runAsChild() -> Int32? {
    guard let name = ProcessInfo.processInfo.environment[variable],
      let target = Target(rawValue: name)
    else { return nil }
    return try? run(target, Array(CommandLine.arguments.dropFirst()))
  }

  /// Tries inputs as `arguments` of libFuzzer say; does not return when one ends the process.
  static func run(_ target: Target, _ arguments: [String]) throws -> Int32 {
    #if LIBFUZZER
      Self.target = target
      setenv(variable, target.rawValue, 1)
      var words: [UnsafeMutablePointer<CChar>?] = ([CommandLine.arguments[0]] + arguments).map {
        strdup($0)
      }
      words.append(nil)
      return words.withUnsafeMutableBufferPointer { buffer in
        var count = Int32(buffer.count - 1)
        var start = buffer.baseAddress
        return LLVMFuzzerRunDriver(&count, &start) { bytes, count in
          let input = Array(UnsafeBufferPointer(start: bytes, count: count))
          do {
            _ = try CoverageGuided.target.accepts(input)
            return 0
          } catch {
            preconditionFailure("\(CoverageGuided.target) let an error out: \(error)")
          }
        }
      }
    #else
      throw FuzzError(what: "this build has no libFuzzer in it; use Tools/fuzz/run --coverage")
    #endif
  }

  /// Writes what libFuzzer starts from: the examples, and the corpus.
  static func writeSeeds(_ target: Target, root: String, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let inputs = try Seeds(target, root: root).inputs + Corpus.inputs(of: target, root: root)
    for (number, input) in inputs.enumerated() {
      let path = "\(folder)/seed-\(number)"
      guard FileManager.default.createFile(atPath: path, contents: Data(input)) else {
        throw FuzzError(what: "\(path) cannot be written")
      }
    }
  }

  /// Keeps what libFuzzer found in the corpus of the repository.
  static func keep(_ target: Target, root: String, from folder: String) throws -> Int {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try Corpus.keep(
      names.map { try readFile("\(folder)/\($0)") }, of: target, root: root, bytes: 12_000)
  }
}
