import CLMDB

/// A named database of an environment: a sorted map from bytes to bytes.
///
/// A handle is a small number that LMDB takes on trust: in another environment it would name some
/// other database. It knows its environment, therefore, and is refused elsewhere. A handle from
/// a transaction that did not commit is invalid everywhere; LMDB answers its use with `EINVAL`.
package struct Database: Sendable {
  private let number: MDB_dbi
  package let name: String
  private let environment: Int

  init(handle: MDB_dbi, name: String, environment: Int) {
    number = handle
    self.name = name
    self.environment = environment
  }

  func handle(in environment: Environment) -> MDB_dbi {
    precondition(environment.serial == self.environment, "\(name) is of another environment")
    return number
  }
}
