import LedgerEvents

/// Where a page of a timeline ended, for whom asks for the next.
///
/// Outside it is a text to be handed back as it is: base64url of version 1, the digest of the
/// question 8, the size 8, and the last place 8 + 8, big-endian.
struct TimelineCursor: Equatable, Sendable {
  private static let version: UInt8 = 1
  private static let byteCount = 33

  /// What was known on the first page.
  let size: UInt64
  let last: TimelineOrder.Place

  init(size: UInt64, last: TimelineOrder.Place) {
    self.size = size
    self.last = last
  }

  /// Reads a cursor and makes sure that it belongs to this question.
  init(_ text: String, for request: TimelineRequest) throws(ProjectionError) {
    guard let bytes = Base64URL.decode(text), bytes.count == Self.byteCount,
      bytes[0] == Self.version
    else { throw .brokenCursor }
    func number(_ offset: Int) -> UInt64 {
      bytes[offset..<offset + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard number(1) == request.digest else { throw .otherCursor }
    size = number(9)
    last = TimelineOrder.Place(
      occurred: Int64(bitPattern: number(17)), position: number(25))
  }

  func text(for request: TimelineRequest) -> String {
    var bytes = [Self.version]
    for number in [request.digest, size, UInt64(bitPattern: last.occurred), last.position] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    return Base64URL.encode(bytes)
  }
}

extension TimelineRequest {
  /// A digest of everything a cursor is bound to (FNV-1a, 64 bits).
  fileprivate var digest: UInt64 {
    var parts = [
      account, oldestFirst ? "oldest" : "newest", filter.employee ?? "-", filter.contact ?? "-",
      filter.text ?? "-", filter.search ?? "-", nestsAmendments ? "nested" : "flat",
      filter.from.map { "\($0)" } ?? "-", filter.to.map { "\($0)" } ?? "-",
      clocks.asOf.map { "\($0)" } ?? "-",
    ]
    switch clocks.knownAt {
    case nil: parts.append("-")
    case .size(let size): parts.append("size \(size)")
    case .time(let time): parts.append("time \(time)")
    }
    parts.append(filter.families.map { "\($0.rawValue)" }.sorted().joined(separator: ","))
    parts.append(filter.types.sorted().joined(separator: ","))
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in Array(part.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hash
  }
}
