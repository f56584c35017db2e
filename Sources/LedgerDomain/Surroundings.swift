package import LedgerEvents

/// What a decision must know beyond its own stream.
///
/// Only `account.merged` asks for an account's standing, only publishing and issuing a statement ask
/// about a text, and only `streams.committed` about streams: all other facts never call these.
package struct Surroundings {
  /// How an account stands by its id.
  package let standing: (String) -> AccountStanding
  /// The SHA-256 of a text's UTF-8 bytes in lower-case hexadecimal digits.
  package let sha256: (String) -> String
  /// Why a published text is no health model, or another one than its event says; nil when it is
  /// right.
  package let modelProblem: (HealthModelVersionPublished) -> ModelProblem?
  /// What the heads of all streams were when the journal held so many records; nil when it has not
  /// held so many yet.
  package let streams: (UInt64) -> StreamsFigure?

  package init(
    standing: @escaping (String) -> AccountStanding, sha256: @escaping (String) -> String,
    modelProblem: @escaping (HealthModelVersionPublished) -> ModelProblem?,
    streams: @escaping (UInt64) -> StreamsFigure? = { _ in nil }
  ) {
    self.standing = standing
    self.sha256 = sha256
    self.modelProblem = modelProblem
    self.streams = streams
  }
}

/// How many streams there were, and the root over their heads in hexadecimal.
package struct StreamsFigure: Hashable, Sendable {
  package let count: UInt64
  package let root: String

  package init(count: UInt64, root: String) {
    self.count = count
    self.root = root
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
