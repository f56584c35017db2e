#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PersonalDigest {
  /// How many bytes a SHA-256 has.
  package static let digestByteCount = 32

  package init(name: String, person: PersonID, retention: RetentionClass, digest: [UInt8]) {
    self.init()
    self.name = name
    self.person = Data(person.bytes)
    self.retention = retention
    self.digest = Data(digest)
  }

  /// Nil in a record that another program wrote wrongly.
  package var personID: PersonID? { PersonID(bytes: Array(person)) }

  /// The 32 bytes of the digest, as they are compared.
  package var digestBytes: [UInt8] { Array(digest) }

  /// The message's wire bytes, every field present and in the order of their numbers.
  package var wireBytes: [UInt8] {
    var output = WireWriter(capacity: 96)
    output.append(text: name, field: 1)
    output.append(bytes: Array(person), field: 2)
    output.tag(3, .varint)
    output.varint(UInt64(retention.rawValue))
    output.append(bytes: Array(digest), field: 4)
    return Array(output.bytes)
  }
}

extension WireWriter {
  fileprivate mutating func append(text: String, field: UInt32) {
    append(bytes: Array(text.utf8), field: field)
  }

  fileprivate mutating func append(bytes: [UInt8], field: UInt32) {
    tag(field, .bytes)
    varint(UInt64(bytes.count))
    bytes.withUnsafeBufferPointer { append($0) }
  }
}

extension RetentionClass {
  /// The word that stands for the class outside.
  package var word: String {
    switch self {
    case .contact: "contact"
    case .note: "note"
    case .employee: "employee"
    case .unspecified, .UNRECOGNIZED: "unknown"
    }
  }

  /// The classes there are.
  package static let known: [RetentionClass] = [.contact, .note, .employee]

  package init?(word: some StringProtocol) {
    guard let found = Self.known.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}
