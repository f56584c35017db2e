import Foundation
import StrictJSON

/// What a run of the built program printed, and how it ended.
struct Run {
  /// The exit code; the negative number of a signal that ended it.
  let status: Int32
  let output: String
  let error: String

  /// The output as JSON.
  var json: JSONValue {
    get throws { try JSONValue(parsing: output) }
  }

  /// A member of the output.
  subscript(name: String) -> JSONValue? { (try? json)?.object?[name] }
}

/// The built program, found beside the tests.
enum Program {
  static let directory: URL = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      return (bundle ?? .main).bundleURL.deletingLastPathComponent()
    #else
      let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(fileURLWithPath: tests ?? CommandLine.arguments[0]).deletingLastPathComponent()
    #endif
  }()

  /// Runs the program with nothing in its environment but `environment`.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], input: String = ""
  ) throws -> Run {
    try run(
      directory.appending(path: "kontor"), arguments, in: folder, environment: environment,
      input: input)
  }

  /// A program that is built with a sanitizer must be told what the tests are told.
  static let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS", "SWIFT_BACKTRACE"].contains($0.key)
  }

  static func run(
    _ executable: URL, _ arguments: [String], in folder: URL,
    environment: [String: String] = [:], input: String = "", merged: Bool = false
  ) throws -> Run {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment.merging(sanitizerOptions) { $1 }
    // Files instead of pipes: nothing blocks, however much is printed.
    let output = try ScratchFile("")
    let error = try merged ? output : ScratchFile("")
    process.standardInput = try ScratchFile(input).handle
    process.standardOutput = output.handle
    process.standardError = error.handle
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Run(
      status: isSignal ? -process.terminationStatus : process.terminationStatus,
      output: try output.text(), error: try error.text())
  }
}

/// A file without a name: it is gone with its last handle.
private struct ScratchFile {
  let handle: FileHandle

  init(_ text: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "kontor-\(UUID())").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    try FileManager.default.removeItem(atPath: path)
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  func text() throws -> String {
    try handle.seek(toOffset: 0)
    return String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
  }
}
