/// Why bytes are no evidence bundle that can be looked into.
package enum BundleError: Error, Equatable, Sendable {
  case notABundle
  /// The table of contents is wrong at a line, counted from 1.
  case contents(line: Int, String)
  case truncated(part: String, missing: Int)
  /// The bytes of a part are not those that the table of contents was written for.
  case partChanged(String)
  /// So many bytes follow the last part.
  case trailing(Int)
  case missingPart(String)
  case unexpectedPart(String)
  /// The inside of a part cannot be read.
  case part(String, String)
}

extension BundleError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notABundle:
      "it does not begin with \(BundleFile.magic), so it is no evidence bundle that this program knows"
    case .contents(let line, let reason): "line \(line) of its table of contents: \(reason)"
    case .truncated(let part, let missing):
      "it ends \(missing) bytes before the end of its part \(part)"
    case .partChanged(let part):
      "the part \(part) does not have the SHA-256 that the table of contents gives"
    case .trailing(let count): "\(count) bytes follow its last part"
    case .missingPart(let part): "its part \(part) is missing"
    case .unexpectedPart(let part): "the part \(part) stands where none of that name belongs"
    case .part(let part, let reason): "its part \(part): \(reason)"
    }
  }
}
