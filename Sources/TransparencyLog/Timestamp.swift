/// What a time stamp authority said (RFC 3161): these bytes existed at this time.
///
/// Only what the token says is read here; whether the authority signed it is asked of
/// `openssl ts -verify`, with the authority's certificate.
package struct Timestamp: Equatable, Sendable {
  /// SHA-256 of the stamped bytes.
  package let imprint: Hash
  /// UTC, as 2026-03-31T12:00:00Z.
  package let time: String

  private static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
  private static let signedData: [UInt8] = [
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02,
  ]
  private static let tokenInfo: [UInt8] = [
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04,
  ]

  /// The bytes of a request for `imprint` that asks for the authority's certificate as well.
  package static func request(for imprint: Hash) -> [UInt8] {
    let algorithm = der(DERReader.sequence, der(DERReader.identifier, sha256) + [0x05, 0x00])
    let message = der(DERReader.sequence, algorithm + der(DERReader.octets, imprint.bytes))
    let wantsCertificate: [UInt8] = [0x01, 0x01, 0xFF]
    return der(DERReader.sequence, der(DERReader.integer, [1]) + message + wantsCertificate)
  }

  private static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    precondition(content.count < 0x80, "a request is short")
    return [tag, UInt8(content.count)] + content
  }

  /// Reads a response, as an authority sends it.
  package init(response bytes: [UInt8]) throws(TimestampError) {
    var outer = DERReader(bytes[...])
    guard var response = outer.enter(DERReader.sequence), outer.isAtEnd,
      var status = response.enter(DERReader.sequence), let code = status.value(DERReader.integer)
    else { throw .notAResponse }
    // 0 is granted, 1 granted with modifications.
    guard code.count == 1, let number = code.first, number <= 1 else {
      throw .refused(status: code.reduce(0) { ($0 & 0xFF_FFFF) << 8 | Int($1) })
    }
    guard let info = Timestamp.info(&response) else { throw .noToken }
    var fields = info
    guard fields.value(DERReader.integer).map({ $0.elementsEqual([1]) }) == true,
      fields.value(DERReader.identifier) != nil,
      var message = fields.enter(DERReader.sequence),
      var algorithm = message.enter(DERReader.sequence),
      let name = algorithm.value(DERReader.identifier),
      let digest = message.value(DERReader.octets)
    else { throw .noToken }
    guard name.elementsEqual(Timestamp.sha256), let imprint = Hash(bytes: Array(digest)) else {
      throw .otherDigest
    }
    guard fields.value(DERReader.integer) != nil, let time = fields.value(DERReader.time),
      let text = Timestamp.text(time)
    else { throw .noTime }
    self.imprint = imprint
    self.time = text
  }

  /// Goes down to the TSTInfo within the signed data of the token.
  private static func info(_ response: inout DERReader) -> DERReader? {
    guard var token = response.enter(DERReader.sequence),
      let type = token.value(DERReader.identifier), type.elementsEqual(signedData),
      var wrapped = token.enter(DERReader.explicit0),
      var signed = wrapped.enter(DERReader.sequence),
      signed.value(DERReader.integer) != nil, signed.value(DERReader.set) != nil,
      var content = signed.enter(DERReader.sequence),
      let kind = content.value(DERReader.identifier), kind.elementsEqual(tokenInfo),
      var inner = content.enter(DERReader.explicit0),
      let octets = inner.value(DERReader.octets)
    else { return nil }
    var reader = DERReader(octets)
    return reader.enter(DERReader.sequence)
  }

  /// GeneralizedTime 20260331120000Z, with or without a fraction of a second, which is dropped.
  private static func text(_ time: ArraySlice<UInt8>) -> String? {
    let digits = time.prefix(14)
    guard digits.count == 14, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      time.last == UInt8(ascii: "Z")
    else { return nil }
    let fraction = time.dropFirst(14).dropLast()
    guard fraction.isEmpty || fraction.first == UInt8(ascii: ".") else { return nil }
    let text = Array(String(decoding: digits, as: UTF8.self))
    func part(_ from: Int, _ count: Int) -> String { String(text[from..<from + count]) }
    return
      "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))Z"
  }
}
