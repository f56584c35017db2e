import ArgumentParser
import Foundation
import Importing
import Journal
import Ledger
import Printing
import StrictJSON
import Synchronization
import YAMLText

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Record the events of a file (Einlesen).",
    discussion: """
      Reads CloudEvents (one, a list, or one on each line), or with --mapping a CSV table. A \
      bad row never stops the import and is never lost: it goes to the rejects file with its \
      line and the reason, and the first of them are shown. Put them right in the file and \
      import it again: what was recorded before is a duplicate and changes nothing. How a \
      mapping is written stands in Schemas/mappings/README.md. Try one out on a copy, since \
      what is recorded stays:

        kontor backup before && kontor restore before --ledger try
        kontor import pipeline.csv --mapping pipeline.yaml --ledger try

        kontor import events.ndjson
        zcat events.ndjson.gz | kontor import -
        kontor import pipeline.csv --mapping pipeline.yaml --lookup teams=teams.csv

      The exit code is 0 when the file was read to its end, with --strict 1 when a row was \
      rejected.

      JSON: {"accepted","duplicates","rejected","rows","events","sha256","rejects",
        "head":{"size","root"}}; accepted + duplicates + rejected = rows, and
        rejects is the path of the rejects file or null.
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The file to read; - is standard input.", completion: .file())
  var file: String

  @Option(
    help: "The YAML file that says what the columns of a CSV table mean.",
    completion: .file(extensions: ["yaml", "yml"]))
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      "Where another table of the mapping lies, if not beside FILE; may be repeated.",
      valueName: "name=path"))
  var lookup: [String] = []

  @Option(
    help: """
      How CloudEvents stand in the file: single, batch or lines; without it the file's beginning \
      decides.
      """)
  var format: CloudEventsFile.Format?

  @Option(
    help: "Where rejected rows go, one JSON object a line; else here, in NAME.rejects.ndjson.",
    completion: .file())
  var rejects: String?

  @Flag(help: "Exit with code 1 when a row was rejected.")
  var strict = false

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if mapping != nil, format != nil {
      throw ValidationError("--format is for CloudEvents, --mapping for tables; give one of them.")
    }
    if mapping == nil, !lookup.isEmpty {
      throw ValidationError("--lookup belongs to --mapping.")
    }
    if mapping == nil, file.lowercased().hasSuffix(".csv") {
      throw ValidationError(
        """
        A table needs --mapping FILE to say what its columns mean; Schemas/mappings/README.md \
        shows how to write one.
        """)
    }
  }

  func run() throws {
    let source = try source()
    // Not beside the file, which may lie where nothing should be written.
    let name = file == "-" ? "stdin" : URL(fileURLWithPath: file).lastPathComponent
    let rejectsPath = rejects ?? name + ".rejects.ndjson"
    let (report, head) = try ledger.open { ledger in
      let progress = ProgressLine("Importing", of: Self.lineCount(of: file))
      defer { progress.end() }
      let soFar = Mutex<ImportReport?>(nil)
      do {
        let report = try ledger.importRows(
          from: file, source, actor: actor.name, rejectsPath: rejectsPath
        ) { report in
          soFar.withLock { $0 = report }
          progress.show(report.rows)
        }
        return (report, ledger.journal.newestKnownHead)
      } catch {
        guard let report = soFar.withLock({ $0 }) else { throw error }
        throw Self.unfinished(report, Failure(error))
      }
    }
    try output.json ? printAsJSON(report, head) : show(report, head)
    if strict, report.rejected > 0 { throw Answer.no }
  }

  /// The failure of an import, with what it had come to.
  private static func unfinished(_ report: ImportReport, _ failure: Failure) -> Failure {
    let message = failure.message.hasSuffix(".") ? failure.message.dropLast() : failure.message[...]
    return Failure(
      failure.exit,
      """
      \(message); until then \(report.accepted) rows were accepted, \
      \(report.duplicates) were duplicates, \(report.rejected) were rejected, and what was recorded \
      stays
      """)
  }

  private func source() throws -> ImportSource {
    guard let mapping else { return .cloudEvents(format) }
    let text = String(decoding: try InputFile.bytes(of: mapping), as: UTF8.self)
    var lookups: [String: String] = [:]
    for pair in lookup {
      guard let sign = pair.firstIndex(of: "=") else {
        throw Failure(.usage, "--lookup \(pair): write NAME=PATH")
      }
      lookups[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
    }
    let slash = file.lastIndex(of: "/")
    let folder = slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
    return .table(try Mapping(parsing: text, path: mapping), folder: folder, lookups: lookups)
  }

  private func printAsJSON(_ report: ImportReport, _ head: Head) throws {
    try printJSON { json in
      json.beginObject()
      json.member("accepted", report.accepted)
      json.member("duplicates", report.duplicates)
      json.member("rejected", report.rejected)
      json.member("rows", report.rows)
      json.member("events", report.events)
      json.member("sha256", report.sha256)
      json.member("rejects", optional: report.rejectsPath)
      json.head(head)
      json.endObject()
    }
  }

  private func show(_ report: ImportReport, _ head: Head) throws {
    var table = Table([.id(""), .number(""), .text("")])
    table.add(["Accepted", "\(report.accepted)", "rows as \(report.events.counted("event"))"])
    table.add(["Duplicates", "\(report.duplicates)", "recorded before"])
    let place = report.rejectsPath.map { "see \($0)" } ?? ""
    table.add(
      [
        "Rejected", Table.Cell("\(report.rejected)", report.rejected > 0 ? .bad : .plain),
        "\(place)",
      ])
    try output.show(table)
    try showRejected(report)
    try StandardStream.output.line("Head: size \(head.size), root \(head.root)")
  }

  private func showRejected(_ report: ImportReport) throws {
    guard !report.firstRejected.isEmpty else { return }
    var table = Table([.number("Line"), .text("Column"), .prose("Why it was rejected")])
    for row in report.firstRejected {
      table.add(["\(row.line)", Table.Cell(row.column ?? ""), Table.Cell(row.reason)])
    }
    try output.show(table)
    let rest = report.rejected - report.firstRejected.count
    try StandardStream.error.line(
      """
      \(rest > 0 ? "And \(rest) more. " : "")Put them right and import the file again; what was \
      recorded stays as it is.
      """)
  }

  /// How many rows a file has, roughly, for the progress bar; nil for what can be read only once.
  private static func lineCount(of path: String) -> Int? {
    guard path != "-", Terminal.isTerminal(.error) else { return nil }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = FileHandle(forReadingAtPath: path)
    else { return nil }
    var count = 0
    while let data = try? file.read(upToCount: 1 << 20), !data.isEmpty {
      count += data.count(where: { $0 == 0x0A })
    }
    return count
  }
}

extension CloudEventsFile.Format: ExpressibleByArgument {}
