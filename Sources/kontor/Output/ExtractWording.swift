import Commission
import Money
import Printing
import Projections

/// The words of a book extract, German for the document and English beside them.
enum ExtractWording {
  static let notPaid = HTMLPage.Heading("nicht bezahlt", "not paid")

  static func part(_ part: String) -> HTMLPage.Heading {
    switch part {
    case "seller": .init("Verkäufer", "seller")
    case "first-seller": .init("Erstverkäufer", "first seller")
    case "split": .init("Teilung vereinbart", "agreed split")
    case "clause": .init("durch Klausel", "by a clause")
    case "kam": .init("Key Account Manager", "kam")
    case "field_sales": .init("Flächenvertrieb", "field sales")
    case "sales_manager": .init("Vertriebsleitung", "sales manager")
    case "inside_sales": .init("Innendienst", "inside sales")
    case "support": .init("Support", "support")
    case "executive_sponsor": .init("Pate der Geschäftsleitung", "executive sponsor")
    case "manager": .init("Führungskraft", "manager")
    case "partner": .init("Partner", "partner")
    default: .init(part, part)
    }
  }

  static func type(_ type: DealType) -> HTMLPage.Heading {
    switch type {
    case .order: .init("Auftrag", "order")
    case .opportunity: .init("gewonnene Chance", "opportunity won")
    case .contract: .init("Vertrag", "contract")
    case .invoice: .init("Rechnung", "invoice")
    }
  }

  static func execution(_ execution: ExtractExecution) -> HTMLPage.Heading {
    switch execution {
    case .callOffs: .init("durch Abrufe, siehe dort", "by call-offs, see there")
    case .open: .init("nicht ausgeführt", "not executed")
    case .partly: .init("teilweise ausgeführt", "partly executed")
    case .whole: .init("ausgeführt", "executed")
    case .cancelled: .init("storniert", "cancelled")
    }
  }

  static func change(_ kind: ExtractChange.Kind) -> HTMLPage.Heading {
    switch kind {
    case .amended: .init("geändert", "amended")
    case .cancelled: .init("storniert", "cancelled")
    case .cancelledInPart: .init("teilweise storniert", "cancelled in part")
    case .notPaid: .init("endgültig nicht bezahlt", "finally not paid")
    case .ended: .init("Vertrag beendet", "contract ended")
    }
  }

  static func stage(_ stage: ExtractChange.Stage) -> HTMLPage.Heading {
    switch stage {
    case .ordered: .init("vor Lieferung", "before delivery")
    case .partlyDelivered: .init("nach Teillieferung", "after a part was delivered")
    case .delivered: .init("nach Lieferung", "after delivery")
    case .invoiced: .init("nach Rechnung", "after invoice")
    case .paid: .init("nach Zahlung", "after payment")
    }
  }

  /// Who is answerable (HGB 87a (3)).
  static func cause(_ cause: String?) -> HTMLPage.Heading {
    switch cause {
    case "customer": .init("vom Kunden zu vertreten", "customer's cause")
    case "supplier": .init("von uns zu vertreten", "our cause")
    case "neither": .init("von niemandem zu vertreten", "nobody's cause")
    default: .init("Ursache nicht erfasst", "cause not recorded")
    }
  }

  static func reason(_ code: ExtractReason.Code) -> String {
    switch code {
    case .noPlan: "kein Provisionsplan galt am Tag des Geschäfts"
    case .noClause: "keine Klausel gilt für diese Art von Geschäft"
    case .noEligibleLine: "kein Artikel des Geschäfts ist provisionsfähig"
    case .otherCurrency: "der Plan hat eine andere Währung"
    case .nobody: "niemand hatte am Tag des Geschäfts die Rolle der Klausel"
    case .alreadyCredited: "bereits in voller Höhe beteiligt; jeder wird einmal beteiligt"
    case .noRate: "die Klausel nennt keinen Satz"
    case .unknownFigure: "eine Größe, auf der die Klausel beruht, ist nicht erfasst"
    case .gate: "eine Schwelle der Klausel ist nicht erreicht"
    case .goalOpen: "ein Ziel ist noch nicht festgestellt"
    case .noTarget: "es ist kein Ziel gesetzt"
    case .belowMinimum: "der Wert liegt unter dem Mindestwert"
    case .kept: "keine Rückforderung, weil wir die Ursache zu vertreten haben (§ 87a Abs. 3 HGB)"
    case .othersCredited: "die Klausel beteiligt andere"
    case .notEarnedYet: "noch nichts verdient"
    case .notComputed: "nicht berechenbar; die Angaben im Buch widersprechen sich"
    }
  }

  static func result(_ result: String) -> HTMLPage.Heading {
    switch result {
    case "upheld": .init("stattgegeben", "upheld")
    case "amended": .init("geändert", "amended")
    case "withdrawn": .init("zurückgenommen", "withdrawn")
    default: .init(result, result)
    }
  }
}
