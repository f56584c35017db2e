/// The streams of a sequence of records, held in memory: 24 bytes an event.
struct StreamBook: Sendable {
  private struct Stream: Sendable {
    let subject: [UInt8]
    var entries: [StreamEntry]
  }

  private var streams: [UInt32: Stream] = [:]
  private var numbers: [String: UInt32] = [:]

  /// Takes up a record, which follows all that were taken up.
  ///
  /// - Throws: ``JournalError/damaged(position:reason:)`` when its stream is another subject's.
  mutating func take(
    _ header: RecordHeader, _ record: UnsafeRawBufferPointer
  ) throws(JournalError) {
    guard let envelope = Envelope(record) else {
      throw .damaged(position: header.position, reason: "its envelope cannot be read")
    }
    let entry = StreamEntry(header)
    if let index = streams.index(forKey: header.stream) {
      guard streams.values[index].subject.elementsEqual(envelope.subject) else {
        throw .damaged(
          position: header.position,
          reason: "its subject is not that of its stream \(header.stream)")
      }
      streams.values[index].entries.append(entry)
      return
    }
    let subject = String(decoding: envelope.subject, as: UTF8.self)
    guard numbers.updateValue(header.stream, forKey: subject) == nil else {
      throw .damaged(
        position: header.position, reason: "its subject has another stream than \(header.stream)")
    }
    streams[header.stream] = Stream(subject: Array(envelope.subject), entries: [entry])
  }

  /// The events of a stream in the order of happening.
  func entries(of subject: String) -> [StreamEntry] {
    guard let number = numbers[subject], let stream = streams[number] else { return [] }
    return stream.entries.sorted { $0 < $1 }
  }
}
