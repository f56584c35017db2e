/// The members that answers as JSON share, said once in the help of each program.
package enum AnswerMembers {
  package static let help = """
    JSON in all answers: "speaksFor" is {"size","root","asOf","generation"}: how
      many events the answer knows, the root over them, the day up to which it
      counts or null, and the stored rows it was read from, {"projection",
      "number"}, or null where it was computed from the events. "unreadable" is
      [{"position","subject","reason"}]: the events that had to be left out.
      "failed" is [{"account","deal","position","reason"}]: the deals that cannot
      be computed. An amount is {"amount","currency"}: "12.50" and "EUR".
    """
}
