package import LedgerEvents

/// What a decision must know beyond its own stream.
///
/// Only `account.merged` asks for an account's standing, and only publishing and issuing a statement
/// ask about a text: all other facts never call these.
package struct Surroundings {
  /// How an account stands by its id.
  package let standing: (String) -> AccountStanding
  /// The SHA-256 of a text's UTF-8 bytes in lower-case hexadecimal digits.
  package let sha256: (String) -> String
  /// Why a published text is no health model, or another one than its event says; nil when it is
  /// right.
  package let modelProblem: (HealthModelVersionPublished) -> ModelProblem?

  package init(
    standing: @escaping (String) -> AccountStanding, sha256: @escaping (String) -> String,
    modelProblem: @escaping (HealthModelVersionPublished) -> ModelProblem?
  ) {
    self.standing = standing
    self.sha256 = sha256
    self.modelProblem = modelProblem
  }
}

/// How an account stands, as other accounts see it.
package enum AccountStanding: Hashable, Sendable {
  case unknown
  case registered
  /// It is read as part of the account with this id.
  case merged(into: String)
}

/// Why a health model cannot be published.
package struct ModelProblem: Hashable, Sendable {
  /// The member of the event that it is about.
  package let member: String
  package let reason: String

  package init(at member: String, _ reason: String) {
    self.member = member
    self.reason = reason
  }
}
