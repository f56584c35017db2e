import Journal
import LedgerDomain

/// A "no" that says why: the fact is impossible, its id is taken, or another writer came first.
package struct Refusal: Error, Equatable, Sendable {
  /// What programs recognise it by, in words joined by hyphens.
  package let code: String
  /// The member of the event's data that cannot be, where there is one.
  package let member: String?
  /// What, why, and what to do.
  package let reason: String

  init(_ rejection: Rejection) {
    code = rejection.code.rawValue
    member = rejection.member
    reason = rejection.reason
  }

  init(_ refusal: AppendRefusal) {
    switch refusal {
    case .wrongRevision: code = "wrong-revision"
    case .identityTaken: code = "id-taken"
    case .incomplete: code = "incomplete"
    case .tooLarge: code = "too-large"
    }
    member = nil
    reason = refusal.description
  }

  init(code: String, member: String? = nil, reason: String) {
    self.code = code
    self.member = member
    self.reason = reason
  }
}

extension Refusal: CustomStringConvertible {
  package var description: String {
    (member.map { "\($0): " } ?? "") + "\(reason) [\(code)]"
  }
}
