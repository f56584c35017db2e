import StrictJSON
import Testing

@Suite struct `Writing JSON` {
  @Test func `Compact text has no spaces`() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("a", 1)
    writer.name("b")
    writer.beginArray()
    writer.value("x\"\\\n\u{1}")
    writer.null()
    writer.value(true)
    writer.raw(Array("{\"r\":0}".utf8))
    writer.endArray()
    writer.member("e", [:])
    writer.endObject()
    #expect(writer.text == #"{"a":1,"b":["x\"\\\n\u0001",null,true,{"r":0}],"e":{}}"#)
  }

  @Test func `Names and texts are written from their bytes`() {
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.name(fixed: "größe")
    Array("a\"ß\u{7F}\tb".utf8).withUnsafeBufferPointer { writer.value(utf8: $0) }
    writer.name(fixed: "n")
    writer.null()
    writer.endObject()
    #expect(writer.text == "{\n  \"größe\": \"a\\\"ß\\u007f\\tb\",\n  \"n\": null\n}")
  }

  @Test func `Pretty text is indented by two spaces`() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": [], "e": [:]]
    let expected = """
      {
        "a": [
          1,
          {
            "b": "c"
          }
        ],
        "d": [],
        "e": {}
      }
      """
    #expect(String(decoding: value.write(pretty: true), as: UTF8.self) == expected)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `What is written reads back equal`(seed: UInt64) throws {
    var random = Generator(seed: seed)
    for _ in 0..<300 {
      let value = random.value(depth: 4)
      for pretty in [false, true] {
        let read = try JSONValue(parsing: value.write(pretty: pretty))
        #expect(read == value, Comment("seed \(seed)"))
      }
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `A damaged text is refused or read, and what was read writes back`(seed: UInt64) throws {
    var random = Generator(seed: seed)
    for _ in 0..<2_000 {
      var bytes = random.value(depth: 4).write()
      for _ in 0...random.below(3) where !bytes.isEmpty {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        default: bytes.insert(Array("{}[]\",:\\u09eä-. ".utf8)[random.below(16)], at: place)
        }
      }
      guard let value = try? JSONValue(parsing: bytes) else { continue }
      #expect(try JSONValue(parsing: value.write()) == value, Comment("seed \(seed)"))
    }
  }
}

/// Small reproducible values (SplitMix64).
private struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func string() -> String {
    let alphabet = Array("ab\"\\/\n\tü€😀 {}[]:,0")
    return String((0..<below(12)).map { _ in alphabet[below(alphabet.count)] })
  }

  mutating func value(depth: Int) -> JSONValue {
    switch below(depth == 0 ? 5 : 7) {
    case 0: .null
    case 1: .bool(below(2) == 0)
    case 2: .integer(Int64(bitPattern: next()))
    case 3: .number("-0.5e-7")
    case 4: .string(string())
    case 5: .array((0..<below(5)).map { _ in value(depth: depth - 1) })
    default:
      .object(
        JSONObject((0..<below(16)).map { JSONMember("\($0)" + string(), value(depth: depth - 1)) }))
    }
  }
}
