package import Money

/// What a plan knows of a product.
package struct CatalogueEntry: Hashable, Sendable {
  package let id: String
  /// The product of which this is a variant.
  package let variantOf: String?
  package let category: String?
  /// Whether the product never earns commission.
  package let isFree: Bool
}

/// Which products a word of the plan means.
package enum ProductMatch: Hashable, Sendable {
  case variant(String)
  case product(String)
  case category(String)
  case any

  /// How special the word is; the most special one wins.
  var rank: Int {
    switch self {
    case .variant: 3
    case .product: 2
    case .category: 1
    case .any: 0
    }
  }

  func matches(_ product: String?, _ catalogue: [String: CatalogueEntry]) -> Bool {
    guard let product else { return self == .any }
    let entry = catalogue[product]
    return switch self {
    case .variant(let id): id == product
    case .product(let id): id == product || entry?.variantOf == id
    case .category(let id):
      id == entry?.category || id == entry?.variantOf.flatMap { catalogue[$0]?.category }
    case .any: true
    }
  }
}

/// What lines with certain products pay, when their clause says so product by product.
package struct ProductRate: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case rate(Rate)
    case flat(FlatAmount)
    case nothing
  }

  package let match: ProductMatch
  package let value: Value
}

/// An amount of money that is paid whatever the price.
package struct FlatAmount: Hashable, Sendable {
  package enum Per: String, CaseIterable, Sendable {
    case unit, line, document
  }

  package let amount: Amount
  package let per: Per
}

/// The lines of a deal that count for a clause.
package struct ProductScope: Hashable, Sendable {
  package let only: [ProductMatch]
  package let except: [ProductMatch]

  func includes(_ product: String?, _ catalogue: [String: CatalogueEntry]) -> Bool {
    guard only.isEmpty || only.contains(where: { $0.matches(product, catalogue) }) else {
      return false
    }
    return !except.contains { $0.matches(product, catalogue) }
  }
}

/// One person's own rate for some time.
package struct RateOverride: Hashable, Sendable {
  package let payee: String
  package let rate: Rate
  package let from: CalendarDay
  /// The first day on which it does not hold any more.
  package let to: CalendarDay?
  package let reason: String

  func holds(on day: CalendarDay) -> Bool { from <= day && (to.map { day < $0 } ?? true) }
}
