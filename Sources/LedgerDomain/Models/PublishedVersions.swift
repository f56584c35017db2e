import LedgerEvents
import Money

/// The versions of one published text: a commission plan or a health model.
struct PublishedVersions: Equatable, Sendable {
  private(set) var newest: UInt32?

  mutating func evolve(_ version: UInt32) { newest = max(newest ?? 0, version) }

  /// What both kinds of text need before it is looked at as what it is.
  ///
  /// The text is not checked for its meaning, but its digest must be that of its bytes.
  func decide(_ publication: Publication, _ surroundings: Surroundings) throws(Rejection) {
    try Rejection.check(publication.version, follows: newest, of: publication.name)
    let from = try Required.day(publication.effectiveFrom, at: "effective_from")
    if let to = publication.effectiveTo {
      _ = try Required.end(to, after: from, at: "effective_to")
    }
    guard !publication.text.isEmpty else { throw Required.missing("text") }
    try Required.digest(publication.sha256, at: "sha256")
    let digest = surroundings.sha256(publication.text)
    guard digest == publication.sha256 else {
      throw Rejection(
        .digestDiffers, at: "sha256",
        """
        the text of \(publication.name) has the SHA-256 \(digest), but \(publication.sha256) is \
        given; publish the file again, unchanged
        """)
    }
  }
}

/// What publishing a plan and publishing a model have in common.
struct Publication {
  let name: String
  let version: UInt32
  let effectiveFrom: Day
  let effectiveTo: Day?
  let text: String
  let sha256: String
}
