/// A document that stands by itself, to read on a screen, to print and to file.
///
/// One file without scripts and without anything fetched, so that it shows the same in ten years.
/// Headings are German, with English beside them in small.
package struct HTMLPage {
  /// A heading in both languages.
  package struct Heading {
    package let german: String
    package let english: String

    package init(_ german: String, _ english: String) {
      self.german = german
      self.english = english
    }

    package var html: HTML { "\(german) <small lang=\"en\">\(english)</small>" }
  }

  package let title: Heading
  package var isLandscape = false
  /// What the document speaks for: ledger, payee, span, size, root.
  package let facts: [(heading: Heading, value: String)]
  package let body: HTML

  package init(
    title: Heading, isLandscape: Bool = false, facts: [(heading: Heading, value: String)],
    body: HTML
  ) {
    self.title = title
    self.isLandscape = isLandscape
    self.facts = facts
    self.body = body
  }

  package var bytes: [UInt8] { Array(document.text.utf8) }

  private var document: HTML {
    let rows = facts.map { fact -> HTML in
      "<tr><th scope=\"row\">\(fact.heading.html)</th><td>\(fact.value)</td></tr>\n"
    }
    let size: HTML = isLandscape ? "@page { size: A4 landscape; }" : "@page { size: A4 portrait; }"
    return """
      <!DOCTYPE html>
      <html lang="de">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title.german)</title>
      <style>
      \(Self.style)
      \(size)
      </style>
      </head>
      <body>
      <h1>\(title.html)</h1>
      <table class="facts">
      \(rows)</table>
      \(body)
      </body>
      </html>

      """
  }

  private static let style: HTML = """
    :root { color-scheme: light; }
    body { font: 9.5pt/1.35 "Helvetica Neue", Arial, sans-serif; color: #111; margin: 2rem; }
    h1 { font-size: 17pt; margin: 0 0 .6rem; }
    h2 { font-size: 12pt; margin: 1.2rem 0 .4rem; break-after: avoid; }
    small { font-size: .78em; color: #555; font-weight: normal; }
    table { border-collapse: collapse; }
    th { text-align: left; vertical-align: bottom; }
    td { vertical-align: top; overflow-wrap: anywhere; }
    table.facts th { padding: 0 1.2rem 0 0; font-weight: normal; vertical-align: top; }
    table.data { width: 100%; margin-top: 1rem; }
    table.data.fixed { table-layout: fixed; }
    table.data th, table.data td { border: .5pt solid #999; padding: .2rem .35rem; }
    table.data thead th { background: #eee; }
    table.data tfoot { display: table-row-group; }
    table.data tfoot td { background: #f6f6f6; font-weight: bold; }
    tr.running { display: none; }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .bad { color: #a00; font-weight: bold; }
    .faint { color: #555; }
    .entry + .entry { border-top: .5pt dotted #aaa; margin-top: .2rem; padding-top: .2rem; }
    @page { margin: 12mm 10mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); } }
    section.together { break-inside: avoid; }
    @media print {
      body { font-size: 7.5pt; margin: 0; }
      tr { break-inside: avoid; }
      thead { display: table-header-group; }
      table.data thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      tr.running { display: table-row; }
      table.data tr.running th { background: none; border: none; font-weight: normal; }
    }
    """
}

/// The table of such a document; its head, with the running line, is repeated on every page printed.
package struct HTMLTable {
  package struct Column {
    package let heading: HTMLPage.Heading
    package var isNumber = false
    /// In hundredths of the width; nil where the content decides.
    package var width: Int?

    package init(heading: HTMLPage.Heading, isNumber: Bool = false, width: Int? = nil) {
      self.heading = heading
      self.isNumber = isNumber
      self.width = width
    }
  }

  package let columns: [Column]
  /// What names the document on each page.
  package let running: String
  package var rows: [[HTML]] = []
  package var sums: [[HTML]] = []

  package init(columns: [Column], running: String) {
    self.columns = columns
    self.running = running
  }

  package var html: HTML {
    let isFixed = columns.contains { $0.width != nil }
    let head = columns.map { column -> HTML in
      let kind: HTML = column.isNumber ? " class=\"number\"" : ""
      return "<th scope=\"col\"\(kind)>\(column.heading.html)</th>"
    }
    let foot: HTML = sums.isEmpty ? "" : "<tfoot>\n\(sums.map(row))</tfoot>\n"
    // The columns' widths stand by themselves, because the running line spans all of them.
    let widths = columns.map { column -> HTML in
      column.width.map { "<col style=\"width:\($0)%\">" } ?? "<col>"
    }
    return """
      <table class="data\(isFixed ? " fixed" : "" as HTML)">
      <colgroup>\(widths)</colgroup>
      <thead>
      <tr class="running"><th colspan="\(columns.count)">\(running)</th></tr>
      <tr>\(head)</tr>
      </thead>
      <tbody>
      \(rows.map(row))</tbody>
      \(foot)</table>

      """
  }

  private func row(_ cells: [HTML]) -> HTML {
    let shown = zip(columns, cells).map { column, cell -> HTML in
      column.isNumber ? "<td class=\"number\">\(cell)</td>" : "<td>\(cell)</td>"
    }
    return "<tr>\(shown)</tr>\n"
  }
}
