import Foundation

/// This program in a process of its own, with its standard output in a file.
struct Child {
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  let process: pid_t
  private let output: String

  /// Starts `arguments`; the first is the path of a program.
  init(_ arguments: [String], output: String) throws {
    self.output = output
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, arguments[0], &actions, nil, pointers, environ)
    guard code == 0 else { throw Failure(text: "cannot start \(arguments[0]): errno \(code)") }
    self.process = process
  }

  /// Waits for the end, and reads what was written.
  func finish() -> (end: End, lines: [String]) {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let text = FileManager.default.contents(atPath: output) ?? Data()
    // A line without its end was cut off.
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    let signal = status & 0x7F
    return (signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal), lines)
  }

  func kill() { Foundation.kill(process, SIGKILL) }

  /// The path of this program.
  static let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
}
