import ArgumentParser
import Printing
import Projections

/// Who prepares and who approves something that does not change afterwards (Vier-Augen-Prinzip).
struct SignatureOptions: ParsableArguments {
  @Option(help: "Who approves it, an id; somebody else than who prepares it.")
  var approver: String?

  @Option(help: "Who prepared it, an id; without it, who does this (--actor).")
  var preparer: String?

  func signatures(_ actor: ActorOption) throws -> StatementDocument.Signatures {
    guard let approver else {
      throw Failure(.usage, "this needs a second person; name --approver ID")
    }
    let preparer = preparer ?? actor.name
    guard preparer != approver else {
      throw Failure(
        .no, "\(approver) cannot approve what \(approver) prepared; let a second person approve it")
    }
    return StatementDocument.Signatures(preparer: preparer, approver: approver)
  }
}
