/// The program that an auditor asks, so that what it prints can be typed again.
///
/// Both have the same commands: `kontor` below `audit`, the auditor's own at its top.
enum AuditProgram {
  /// The words before a question: `kontor audit`, or `kontor-replay`.
  static let words: String = {
    let name = (CommandLine.arguments.first ?? "").split(separator: "/").last ?? ""
    return name.hasPrefix("kontor-replay") ? "kontor-replay" : "kontor audit"
  }()
}
