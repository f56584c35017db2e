import Money
import StrictJSON

/// A value as an event's data will hold it.
enum TypedValue: Equatable {
  case text(String)
  case integer(Int64)
  case boolean(Bool)
  case money(Amount)

  func write(to json: inout JSONWriter) {
    switch self {
    case .text(let text): json.value(text)
    case .integer(let integer): json.value(integer)
    case .boolean(let boolean): json.value(boolean)
    case .money(let amount):
      json.beginObject()
      json.member("amount", amount.description)
      json.member("currency", amount.currency.code)
      json.endObject()
    }
  }

  /// The sum of two numbers or two amounts of one currency; nil when there is none.
  func adding(_ other: TypedValue) -> TypedValue? {
    switch (self, other) {
    case (.integer(let left), .integer(let right)):
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? nil : .integer(sum)
    case (.money(let left), .money(let right)):
      return (try? left.adding(right)).map { .money($0) }
    case (.text, _), (.integer, _), (.boolean, _), (.money, _):
      return nil
    }
  }
}
