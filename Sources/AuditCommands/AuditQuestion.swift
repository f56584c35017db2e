package import ArgumentParser

/// A command that asks the records something.
///
/// The program that may write notes who asked, before the answer; the auditor's own writes nothing.
package protocol AuditQuestion: ParsableCommand {
  var source: SourceOptions { get }
}

extension CompleteCommand: AuditQuestion {}
extension ConsistentCommand: AuditQuestion {}
extension DiffCommand: AuditQuestion {}
extension ErasuresCommand: AuditQuestion {}
extension ExplainCommand: AuditQuestion {}
extension LateCommand: AuditQuestion {}
extension OverridesCommand: AuditQuestion {}
extension PresentCommand: AuditQuestion {}
extension PrivilegedCommand: AuditQuestion {}
extension ReconcileCommand: AuditQuestion {}
extension ReplayAccountCommand: AuditQuestion {}
extension ReplayCommissionCommand: AuditQuestion {}
extension ReplayStatementCommand: AuditQuestion {}
extension ReplayStatementsCommand: AuditQuestion {}
extension RulesCommand: AuditQuestion {}
extension TraceEventCommand: AuditQuestion {}
extension TraceLineCommand: AuditQuestion {}
extension TraceMovesCommand: AuditQuestion {}
extension WhoCommand: AuditQuestion {}
