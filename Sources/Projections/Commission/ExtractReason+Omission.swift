import Commission

extension ExtractReason {
  init(_ omission: Omission, _ names: NameTable) {
    code = Code(omission.reason)
    clause = omission.clause.map(names.text)
    text = omission.words(names)
  }

  /// A clause is about the deal, but not about this payee; about whom stays out.
  static func othersCredited(_ clause: String?, _ payee: String) -> ExtractReason {
    ExtractReason(
      code: .othersCredited, clause: clause, text: "\(payee) is none of those whom it credits")
  }
}

extension ExtractReason.Code {
  fileprivate init(_ reason: Omission.Reason) {
    self =
      switch reason {
      case .noPlanInForce: .noPlan
      case .noClauseCovers: .noClause
      case .noEligibleLine: .noEligibleLine
      case .otherCurrency, .notExchanged: .otherCurrency
      case .nobody: .nobody
      case .alreadyCredited: .alreadyCredited
      case .noRate, .noProductRate: .noRate
      case .costUnknown, .listUnknown, .grossUnknown, .feeUnknown, .openEnded: .unknownFigure
      case .gateFailed: .gate
      case .goalOpen: .goalOpen
      case .noTarget, .noPayTerms: .noTarget
      case .belowMinimum: .belowMinimum
      case .keptDespite: .kept
      }
  }
}

extension Omission {
  /// Whether it only says that no clause is about this type of document; an invoice has this reason
  /// wherever clauses are about orders.
  var isOnlyType: Bool { reason == .noClauseCovers || reason == .noPlanInForce }
}
