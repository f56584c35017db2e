/// Why bytes are no time stamp that can be used.
package enum TimestampError: Error, Equatable, Sendable {
  case notAResponse
  /// The authority refused; the status is its PKIStatus.
  case refused(status: Int)
  case noToken
  case otherDigest
  case noTime
}

extension TimestampError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAResponse: "no time stamp response (RFC 3161) in DER"
    case .refused(let status): "the authority gave no time stamp, its status is \(status)"
    case .noToken: "the response holds no time stamp token"
    case .otherDigest: "the token is not over a SHA-256"
    case .noTime: "the token has no time that can be read"
    }
  }
}
