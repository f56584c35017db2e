/// How the rows of a table become events: a mapping file, read and checked.
///
/// The language is described in `Schemas/mappings/README.md`. A mapping knows names; what they stand for
/// in a file is found by `BoundMapping`, once the file's columns are known.
package struct Mapping: Sendable {
  /// Where the mapping stands, for its error messages.
  package var path: String
  package var dialect = CSVDialect()

  var source = ""
  var attributes: [(name: String, value: Template)] = []
  var columns: [(reference: Reference, rule: ColumnRule)] = []
  var lookups: [Lookup] = []
  var series: [Series] = []
  var grouping: Grouping?
  var unassigned: Unassigned?
  var events: [EventRule] = []
  /// Whether a row that no event applies to is accepted; otherwise it is rejected.
  var acceptsUnmatched = false
  /// Every name that stands for something in a row, at its own index.
  var references: [Reference] = []

  /// Another table, joined by key.
  struct Lookup: Sendable {
    /// What a key that occurs more than once means.
    enum Repeated: String, CaseIterable, Sendable {
      case refuse, first, last
    }

    var name: String
    var mark: Mark
    var file: String
    /// The column of the imported table that holds the key.
    var on: Reference
    /// The column of the other table that holds the key.
    var key: String
    var dialect: CSVDialect
    var columns: [(name: String, mark: Mark, rule: ColumnRule)]
    var repeated: Repeated
    /// Whether a row without a partner is refused; otherwise the looked-up values are absent.
    var refusesMissing: Bool
  }

  /// Columns that say the same thing of different keys, such as one column per month.
  struct Series: Sendable {
    var name: String
    var columns: [(reference: Reference, key: String)]
    var rule: ColumnRule
  }

  /// The rows that make up one event.
  struct Grouping: Sendable {
    enum Order: String, CaseIterable, Sendable {
      /// The rows of a group stand together: memory holds one group.
      case consecutive
      /// They may stand anywhere: memory holds the whole table.
      case anywhere
    }

    var by: Reference
    var order: Order
  }

  /// Where rows without an account go.
  struct Unassigned: Sendable {
    var column: Reference
    /// What is read in the empty column's place.
    var value: String
    /// The event that makes the place known.
    var register: EventRule?
  }
}

/// One event that a row, or a group of rows, stands for.
struct EventRule: Sendable {
  /// When a row stands for this event, beyond its conditions.
  enum Trigger: Sendable {
    case always
    /// At the first row with this value.
    case first(of: Reference)
    /// When the first column has another value than in the last row with the same second column.
    case change(of: Reference, within: Reference)
  }

  struct Condition: Sendable {
    enum Test: Equatable, Sendable {
      case isEmpty
      case isPresent
      case isOne(of: [String])
      case isNone(of: [String])
    }

    var reference: Reference
    var test: Test
  }

  var mark: Mark
  var type: String
  var id: Template
  var subject: Template
  var time: Template?
  var trigger = Trigger.always
  var conditions: [Condition] = []
  /// The index of the series that this event is repeated for.
  var series: Int?
  var attributes: [(name: String, value: Template)] = []
  var data: [(name: String, value: ValueRule)] = []
}

/// How one member of an event's data is made.
indirect enum ValueRule: Sendable {
  /// JSON as it will stand in the event.
  case constant(String)
  case template(Template)
  case list([ValueRule])
  case object([(name: String, value: ValueRule)])
  /// A list with one object for each row of the group.
  case each([(name: String, value: ValueRule)])
  /// The sum of a column over the rows of the group.
  case sum(Reference)
}
