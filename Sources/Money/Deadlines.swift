/// The days by which German law wants commission settled and paid.
extension Period {
  /// The last day of the month after the period, by which its statement must be given
  /// (HGB 87c (1)) and its commission paid (HGB 87a (4)).
  ///
  /// Throws `MoneyError.statementPeriodTooLong` for a year: three months are the most.
  package var statementDue: CalendarDay {
    get throws(MoneyError) {
      guard length != .year else { throw .statementPeriodTooLong("\(self)") }
      return try end.adding(months: 1).adding(days: -1)
    }
  }
}
