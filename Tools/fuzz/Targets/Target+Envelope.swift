import Journal

extension Target {
  /// What the journal reads of a record, which is less than what an event needs.
  static func readEnvelope(_ record: [UInt8]) {
    record.withUnsafeBytes { bytes in
      guard let envelope = Envelope(bytes) else { return }
      _ = (RecordHeader(bytes), envelope.identityHash, envelope.hasTime)
      _ = String(decoding: envelope.subject, as: UTF8.self)
    }
  }
}
