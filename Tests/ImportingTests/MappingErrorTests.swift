import Importing
import Testing

struct MappingErrorTests {
  private let valid = """
    mapping: 1
    source: urn:test
    currency: EUR
    columns:
      amount: {type: money}
    events:
      - type: order.booked
        id: "{id}"
        subject: account/a
        data: {order_id: "{id|id}", lines: [], net: "{amount}"}
    """

  private func failure(_ text: String, _ table: String = "id,amount\n") -> String {
    do {
      _ = try Imported(text, table)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `The mapping all cases start from is accepted`() {
    #expect(failure(valid) == "accepted")
  }

  @Test func `A mistake is told with its place and what was probably meant`() {
    let cases = [
      ("source: urn:test", "sorce: urn:test", "mapping.yaml:2:1: unknown key \"sorce\""),
      ("type: money", "type: mony", "5:18: type cannot be \"mony\""),
      ("mapping: 1", "mapping: 2", "mapping.yaml:1:10: mapping must be 1"),
      ("currency: EUR", "currency: EURO", "mapping.yaml:3:11: currency:"),
      ("currency: EUR", "csv: {delimiter: x}\ncurrency: EUR", "3:18: delimiter cannot be \"x\""),
      ("{type: money}", "{type: money, scale: x}", "5:32: scale must be a number"),
      ("{type: money}", "{type: money, thousands: .}", "cannot both be"),
      ("{type: money}", "{type: money, decimal: 5}", "decimal cannot be \"5\""),
      ("{type: money}", "{type: date, format: YYYY}", "5:32: format \"YYYY\" is no date pattern"),
      ("{type: money}", "{type: date, format: 'yyyy-MM-dd HH:mm'}", "needs its offset from UTC"),
      ("{type: money}", "{type: date, offset: x}", "offset must be Z"),
      ("{type: money}", "{type: boolean, yes: [J]}", "\"no\" is missing"),
      ("{type: money}", "{type: money, product_of: [amount]}", "at least two columns"),
      ("id: \"{id}\"", "id: \"{id\"", "8:9: a brace opens and does not close"),
      ("id: \"{id}\"", "id: \"id}\"", "8:9: a brace closes that was not opened"),
      ("id: \"{id}\"", "id: \"{id|slugg}\"", "8:9: there is no filter \"slugg\""),
      ("lines: []", "lines: {integer: x}", "integer must be a whole number"),
      ("lines: []", "lines: {boolean: x}", "boolean must be true or false"),
      ("subject: account/a", "when: {column: id}\n    subject: account/a", "exactly one of"),
      ("subject: account/a", "series: month\n    subject: account/a", "there is no series"),
      (
        "subject: account/a", "attributes: {Wrong: x}\n    subject: account/a",
        "an attribute's name has at most 20"
      ),
      ("subject: account/a", "attributes: {time: x}\n    subject: account/a", "is set elsewhere"),
      (
        "subject: account/a",
        "first_of: id\n    changed: {column: id, within: id}\n    subject: account/a",
        "first_of or changed, not both"
      ),
      ("type: order.booked", "type: order.boked", "7:11: there is no event type"),
      ("type: order.booked", "type: com.example.fair.v1", "there is no event type"),
    ]
    for (old, new, part) in cases {
      #expect(valid.contains(old))
      let message = failure(valid.replacing(old, with: new))
      #expect(message.contains(part), "\(new): \(message)")
    }
    #expect(
      failure(valid.replacing("type: order.booked", with: "type: order.boked"))
        .contains("did you mean \"de.kontor.order.booked.v1\"?"))
  }

  @Test func `A column that is not there is refused before the first row`() {
    let message = failure(valid.replacing("{amount}", with: "{amonut}"), "id,amount\n1,1\n")
    #expect(
      message
        == "mapping.yaml:10:49: there is no column \"amonut\" in the table; did you mean \"amount\"?"
    )
    let all = failure(valid, "x,y\n1,2\n")
    #expect(all.contains("no column \"amount\"") && all.contains("no column \"id\""))
    #expect(all.contains("it has x, y"))
  }

  @Test func `A product that contains itself is refused`() {
    let text = valid.replacing("{type: money}", with: "{type: money, product_of: [amount, id]}")
    #expect(failure(text, "id\n1\n").contains("the product \"amount\" contains itself"))
  }

  @Test func `A table to join that is missing or ambiguous is named`() {
    let text =
      valid + """

        lookups:
          seller: {file: sellers.csv, on: id, key: id}
        """
    #expect(failure(text).contains("/nowhere/sellers.csv: cannot be opened"))
  }

  @Test func `A text that is no YAML is refused with its place`() {
    #expect(failure("mapping: [1\nsource: x").hasPrefix("mapping.yaml:"))
  }

  @Test func `The columns that a mapping leaves out are named`() throws {
    #expect(try Imported(valid, "id,amount,colour\n").unmapped == ["colour"])
  }
}
