import Foundation
import Printing

/// This program once more, for work that a damaged file may end with a signal.
struct ChildProcess {
  enum End {
    case exited(Int32)
    case signalled(Int32)
  }

  /// Runs the subcommand `arguments` and hands over each line it prints.
  ///
  /// The child's standard error is dropped: LMDB and the runtime report their end there.
  static func run(
    _ arguments: [String], line: (Substring) throws -> Void
  ) throws -> End {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = try executable()
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    var environment = ProcessInfo.processInfo.environment
    // A crash is an answer here, so nobody needs its backtrace.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    do {
      try process.run()
    } catch {
      throw Failure(.internalFault, "this program could not start itself anew: \(error)")
    }
    var pending = ""
    while true {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { break }
      pending += String(decoding: data, as: UTF8.self)
      while let end = pending.firstIndex(of: "\n") {
        try line(pending[..<end])
        pending = String(pending[pending.index(after: end)...])
      }
    }
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
      ? .signalled(process.terminationStatus) : .exited(process.terminationStatus)
  }

  private static func executable() throws(Failure) -> URL {
    #if os(Linux)
      // Stands for the program that runs, even when its file was replaced meanwhile.
      return URL(fileURLWithPath: "/proc/self/exe")
    #else
      guard let url = Bundle.main.executableURL else {
        throw Failure(.internalFault, "this program does not find its own file")
      }
      return url
    #endif
  }

  /// The names of the signals that damaged pages cause.
  static func name(ofSignal number: Int32) -> String {
    switch number {
    case SIGBUS: "SIGBUS"
    case SIGSEGV: "SIGSEGV"
    case SIGABRT: "SIGABRT"
    case SIGILL: "SIGILL"
    case SIGTRAP: "SIGTRAP"
    case SIGKILL: "SIGKILL"
    default: "signal \(number)"
    }
  }
}
