import LedgerEvents
import Testing

@testable import Vault

struct DisclosureTests {
  /// RFC 9901, section 4.2.
  private let published = """
    WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0
    """
  private let publishedDigest = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"

  @Test func `The published disclosure has the published digest`() throws {
    let disclosure = try #require(Disclosure(text: published))
    #expect(disclosure.salt == "_26bc4LT-ac6q2KI6cBW5es")
    #expect(disclosure.name == "family_name" && disclosure.value == "Möbius")
    #expect(Base64URL.text(of: disclosure.digest) == publishedDigest)
  }

  @Test func `A disclosure is the base64url of salt, name and value`() throws {
    // 16 zero bytes are 22 times A; the JSON was written and encoded by hand with Python.
    let disclosure = Disclosure(
      salt: [UInt8](repeating: 0, count: 16), name: "name", value: "Jürgen \"J\" Groß\n")
    #expect(
      disclosure.text
        == "WyJBQUFBQUFBQUFBQUFBQUFBQUFBQUFBIiwibmFtZSIsIkrDvHJnZW4gXCJKXCIgR3Jvw59cbiJd")
    let read = try #require(Disclosure(text: disclosure.text))
    #expect(read == disclosure && read.value == "Jürgen \"J\" Groß\n")
  }

  @Test func `Another salt gives another digest of the same value`() {
    let digests = (0..<50).map { number in
      Disclosure(salt: [UInt8](repeating: number, count: 16), name: "name", value: "Ohm").digest
    }
    #expect(Set(digests).count == 50)
  }

  @Test(arguments: [
    "", "WyJh", "W10", "WyJhIiwiYiJd", "eyJhIjoiYiJ9", "WyJhIiwiYiIsM10", "WyJhIiwiYiIsImMiXQ==",
    "Wy JhIiwiYiIsImMiXQ", "WyJhIiwiYiIsImMiXR",
  ])
  func `What is no disclosure is refused`(_ text: String) {
    #expect(Disclosure(text: text) == nil)
  }

  @Test func `Nothing prints a value`() {
    let disclosure = Disclosure(
      salt: [UInt8](repeating: 1, count: 16), name: "name", value: "Geheimrat")
    var dumped = ""
    dump(disclosure, to: &dumped)
    for text in ["\(disclosure)", String(reflecting: disclosure), dumped, "\([disclosure])"] {
      #expect(!text.contains("Geheimrat"), "\(text)")
      #expect(!text.contains(disclosure.text), "\(text)")
    }
  }
}
