/// What a witness said of a checkpoint (C2SP tlog-cosignature, version 1): it saw it at a time.
package struct Cosignature: Hashable, Sendable {
  package let witness: KeyName
  /// Seconds since 1970 UTC.
  package let time: UInt64

  static func message(time: UInt64, text: String) -> [UInt8] {
    Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
  }

  /// The time in the payload of a signature line; nil when it has another length.
  static func time(_ payload: [UInt8]) -> UInt64? {
    guard payload.count == 8 + 64 else { return nil }
    return payload.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
