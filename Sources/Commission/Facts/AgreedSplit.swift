/// Shares that were agreed for one deal; they replace the seller and the roles of its clauses.
package struct AgreedSplit: Hashable, Sendable {
  package struct Share: Hashable, Sendable {
    package let employee: Name
    /// Chooses the rate where a clause has one for each role.
    package let role: Role?
    /// Basis points or parts such as 1 : 1 : 1; ignored when each is credited in full.
    package let weight: Int64

    package init(employee: Name, role: Role?, weight: Int64) {
      self.employee = employee
      self.role = role
      self.weight = weight
    }
  }

  package let deal: Name
  package let dealType: DealType
  package let mode: CreditMode
  /// In the recorded order, which decides who gets a cent that cannot be divided.
  package let shares: [Share]
  package let position: UInt64

  package init(
    deal: Name, dealType: DealType = .order, mode: CreditMode, shares: [Share], position: UInt64
  ) {
    self.deal = deal
    self.dealType = dealType
    self.mode = mode
    self.shares = shares
    self.position = position
  }
}
