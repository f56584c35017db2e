/// Sums of minor units and of quantities that end in an error where they leave the range.
///
/// A fact may name any amount there is: one that cannot be added is a failure of what it belongs to
/// and never the end of the program.
extension Int64 {
  package func adding(_ other: Int64, in what: String) throws(MoneyError) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard !overflow else { throw .overflow(what) }
    return sum
  }

  package func subtracting(_ other: Int64, in what: String) throws(MoneyError) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard !overflow else { throw .overflow(what) }
    return difference
  }
}
