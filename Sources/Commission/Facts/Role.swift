/// What somebody does for an account, as assignments name it.
package enum Role: String, CaseIterable, Sendable {
  case kam
  case fieldSales = "field_sales"
  case salesManager = "sales_manager"
  case insideSales = "inside_sales"
  case support
  case executiveSponsor = "executive_sponsor"
}
