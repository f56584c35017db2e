import Foundation

/// A program in a process of its own, with its output in files.
package struct Child {
  package enum End: Hashable {
    case exit(Int32)
    case signal(Int32)
  }

  /// No work in these trials takes a fraction of it, on however busy a machine; a child that does hangs.
  static let patience: TimeInterval = 300

  private let process: pid_t
  private let output: String

  /// Starts `arguments`; the first is the path of a program.
  ///
  /// `environment` is added to that of this process.
  package init(
    _ arguments: [String], output: String, errors: String = "/dev/null",
    environment: [String: String] = [:]
  ) throws {
    self.output = output
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = ProcessInfo.processInfo.environment
      .merging(environment) { $1 }.map { strdup("\($0)=\($1)") }
    variables.append(nil)
    defer { for pointer in pointers + variables { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, arguments[0], &actions, nil, pointers, variables)
    guard code == 0 else { throw Failure(text: "cannot start \(arguments[0]): errno \(code)") }
    self.process = process
  }

  /// Waits for the end, and reads what was written.
  package func finish() throws -> (end: End, lines: [String]) {
    let end = try wait()
    let text = FileManager.default.contents(atPath: output) ?? Data()
    // A line without its end was cut off.
    return (end, String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  private func wait() throws -> End {
    let start = ContinuousClock.now
    var status: Int32 = 0
    while true {
      let code = waitpid(process, &status, WNOHANG)
      if code == process { break }
      if ContinuousClock.now - start > .seconds(Self.patience) {
        kill()
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        throw Failure(text: "a child hangs")
      }
      usleep(1_000)
    }
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }

  package func kill() { Foundation.kill(process, SIGKILL) }

  /// The path of this program.
  package static let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
}
