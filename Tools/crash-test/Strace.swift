import Foundation
import Trials

/// Runs a command and kills it at its n-th system call of a kind, or lets that call fail.
///
/// The count is kept for each thread, so the n-th call of the writer is met whatever others do.
enum Strace {
  static func command(
    _ call: String, _ inject: String, _ number: Int, isForEver: Bool = false,
    log: String = "/dev/null"
  ) -> [String] {
    [
      "strace", "-f", "-qqq", "-o", log, "-e", "trace=\(call)", "-e", "signal=none", "-e",
      "inject=\(call):\(inject):when=\(number)\(isForEver ? "+" : "")",
    ]
  }

  /// Whether the call was met at all, as the log tells.
  static func wasInjected(_ log: String) -> Bool {
    let text = FileManager.default.contents(atPath: log) ?? Data()
    return String(decoding: text, as: UTF8.self).contains("(INJECTED)")
  }

  /// Whether strace is there and may trace; it may not in many containers.
  static func isUsable(in directory: String) -> Bool {
    let output = directory + "/strace"
    guard
      let child = try? Child(
        command("write", "signal=SIGKILL", 1) + ["/bin/echo", "x"], output: output)
    else { return false }
    guard let (end, lines) = try? child.finish() else { return false }
    return end == .signal(SIGKILL) && lines.isEmpty
  }
}
