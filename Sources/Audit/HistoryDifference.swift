import Journal
package import Projections
package import TransparencyLog

/// Two ledgers, or two copies of one: how far they are the same, and what each has beyond that.
package struct HistoryDifference: Sendable {
  /// The greatest size at which both have the same root.
  package let common: UInt64
  package let commonRoot: Hash
  package let left: Standpoint
  package let right: Standpoint

  package enum Relation: String, Sendable {
    case same
    /// The left one goes on from the right one, or the other way round.
    case leftIsLonger, rightIsLonger
    /// Both go on differently from the common part.
    case forked
    /// Not even the first record is the same.
    case unrelated
  }

  package var relation: Relation {
    if common == left.size, common == right.size { return .same }
    if common == right.size { return .leftIsLonger }
    if common == left.size { return .rightIsLonger }
    return common == 0 ? .unrelated : .forked
  }

  package init(_ left: History, _ right: History) throws(ProjectionError) {
    self.left = try left.standpoint()
    self.right = try right.standpoint()
    do throws(JournalError) {
      // Once the roots differ they never agree again, so this is a search by halves.
      var (low, high) = (UInt64(0), min(self.left.size, self.right.size))
      while low < high {
        let middle = high - (high - low) / 2
        if try left.records.root(at: middle) == right.records.root(at: middle) {
          low = middle
        } else {
          high = middle - 1
        }
      }
      common = low
      commonRoot = try left.records.root(at: low)
    } catch {
      throw .journal(error)
    }
  }
}
