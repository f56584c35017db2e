import Money

/// What the fields of one column mean.
struct ColumnRule: Sendable {
  enum Kind: Equatable, Sendable {
    case text
    case integer
    case money
    case basisPoints
    case boolean(yes: [String], no: [String])
    case date(DateForm)
  }

  enum CurrencyRule: Equatable, Sendable {
    case constant(Currency)
    case column(Reference)
  }

  var kind = Kind.text
  /// Repairs: a word that is read as another one, which the event then says.
  var aliases: [String: String] = [:]
  /// Translations: when there are any, a word that is not among them is refused.
  var words: [String: String] = [:]
  var refusesEmpty = false
  var refusesNull = false
  var numbers = NumberForm()
  /// What one unit of the written number stands for: 1000000 for a figure in millions.
  var scale = ExactDecimal(digits: 1)
  /// What happens to decimals beyond those of the currency; nil refuses them.
  var rounding: Rounding?
  var currency: CurrencyRule?
  /// When not empty, this is no column of the table but the product of these.
  var factors: [Reference] = []
}
