import Foundation
import Printing

/// This program once more, for work that a damaged file may end with a signal.
///
/// By calls of the system: Foundation's `Process` waits by the time of day, and for ever when that is
/// set back meanwhile.
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
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw cannotStart(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process: pid_t
    do {
      defer { close(ends[1]) }
      process = try spawn(arguments, output: ends[1])
    } catch {
      close(ends[0])
      throw error
    }
    // Closed before the wait, so that a child whose reader gave up does not wait for it.
    let outcome = Result { try hand(over: ends[0], to: line) }
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    try outcome.get()
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }

  private static func hand(
    over descriptor: Int32, to line: (Substring) throws -> Void
  ) throws {
    var pending: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      pending += buffer[..<count]
      while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        try line(String(decoding: pending[..<end], as: UTF8.self)[...])
        pending.removeFirst(end + 1)
      }
    }
  }

  private static func spawn(_ arguments: [String], output: Int32) throws -> pid_t {
    var environment = ProcessInfo.processInfo.environment
    // A crash is an answer here, so nobody needs its backtrace.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    #if os(Linux)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let program = try executable()
    let words = ([program] + arguments).map { strdup($0) }
    let variables = environment.map { strdup("\($0)=\($1)") }
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, program, &actions, nil, words + [nil], variables + [nil])
    guard code == 0 else { throw cannotStart(code) }
    return process
  }

  private static func cannotStart(_ code: Int32) -> Failure {
    let reason = String(cString: strerror(code))
    return Failure(
      .tryAgain,
      "this program could not start itself anew: \(reason); end other programs, or try again")
  }

  private static func executable() throws(Failure) -> String {
    #if os(Linux)
      // Stands for the program that runs, even when its file was replaced meanwhile.
      return "/proc/self/exe"
    #else
      guard let path = Bundle.main.executablePath else {
        throw Failure(.internalFault, "this program does not find its own file")
      }
      return path
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
