/// The number that stands for an id (deal, account, employee, plan, clause) during a calculation.
///
/// Numbers depend on the order in which ids were met, so nothing is ever ordered by them.
package struct Name: Hashable, Sendable {
  let index: UInt32
}
