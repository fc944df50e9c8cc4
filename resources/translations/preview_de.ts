<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Enclosures</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n Seite</numerusform>
            <numerusform>%n Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) landscape</source>
        <translation>
            <numerusform>%n Seite quer</numerusform>
            <numerusform>%n Seiten quer</numerusform>
        </translation>
    </message>
    <message>
        <source>Enclose a sheet for each measure</source>
        <translation>Maßnahmenblätter beilegen</translation>
    </message>
    <message>
        <source>Enclose the action plan</source>
        <translation>Maßnahmenplan beilegen</translation>
    </message>
    <message>
        <source>Enclose the attendance list</source>
        <translation>Teilnahmeliste beilegen</translation>
    </message>
</context>
<context>
    <name>FrozenNote</name>
    <message>
        <source>Check code {code}</source>
        <translation>Prüfcode {code}</translation>
    </message>
    <message>
        <source>since {moment}. {text}</source>
        <translation>seit {moment}. {text}</translation>
    </message>
    <message>
        <source>{number}, unchangeable</source>
        <translation>{number}, unveränderlich</translation>
    </message>
</context>
<context>
    <name>HandingOver</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(s)</source>
        <translation>
            <numerusform>%n Exemplar</numerusform>
            <numerusform>%n Exemplare</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep as PDF</source>
        <translation>Als PDF ablegen</translation>
    </message>
    <message>
        <source>Kept as PDF</source>
        <translation>Als PDF abgelegt:</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>action plan</source>
        <translation>Maßnahmenplan</translation>
    </message>
    <message>
        <source>attendance list</source>
        <translation>Teilnahmeliste</translation>
    </message>
    <message>
        <source>measure sheet</source>
        <translation>Maßnahmenblatt</translation>
    </message>
    <message>
        <source>measure sheets</source>
        <translation>Maßnahmenblätter</translation>
    </message>
    <message>
        <source>visit protocol</source>
        <translation>Besuchsprotokoll</translation>
    </message>
    <message>
        <source>{papers} has arrived.</source>
        <translation>Schon angekommen: {papers}.</translation>
    </message>
    <message>
        <source>{papers} in {folder}</source>
        <translation>{papers} in {folder}</translation>
    </message>
</context>
<context>
    <name>NumberMessage</name>
    <message>
        <source>Give the later one the next free number</source>
        <translation>Der späteren die nächste freie Nummer geben</translation>
    </message>
    <message>
        <source>The later one with {number} has the next free number</source>
        <translation>Die spätere mit {number} hat die nächste freie Nummer</translation>
    </message>
    <message>
        <source>The number {number} stands on the papers of two visits.</source>
        <translation>Die Nummer {number} steht auf den Protokollen zweier Besuche.</translation>
    </message>
    <message>
        <source>The number {number} stands twice in this plan.</source>
        <translation>Die Nummer {number} steht zweimal in diesem Plan.</translation>
    </message>
    <message>
        <source>“{first}” had it before “{later}”.</source>
        <translation>„{first}“ hatte sie vor „{later}“.</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Choose a folder for PDF files</source>
        <translation>Ordner für PDF-Dateien wählen</translation>
    </message>
    <message>
        <source>List, page {number}</source>
        <translation>Liste, Seite {number}</translation>
    </message>
    <message>
        <source>Overview of the pages</source>
        <translation>Seitenübersicht</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>Seite {number}</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Seite {number} von {count}</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Plan, page {number}</source>
        <translation>Plan, Seite {number}</translation>
    </message>
    <message>
        <source>Print options</source>
        <translation>Druckoptionen</translation>
    </message>
    <message>
        <source>Sheets, page {number}</source>
        <translation>Blätter, Seite {number}</translation>
    </message>
    <message>
        <source>The pages are being made.</source>
        <translation>Die Seiten werden vorbereitet.</translation>
    </message>
    <message>
        <source>The protocol is being made final.</source>
        <translation>Das Protokoll wird festgeschrieben.</translation>
    </message>
</context>
<context>
    <name>PrintPane</name>
    <message>
        <source>Being handed to the printer</source>
        <translation>Wird an den Drucker gegeben</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Internal notes are never printed.</source>
        <translation>Interne Notizen werden nie gedruckt.</translation>
    </message>
    <message>
        <source>Keep as PDF</source>
        <translation>Als PDF ablegen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>No printer is set up on this device. Everything can be kept as PDF.</source>
        <translation>Auf diesem Gerät ist kein Drucker eingerichtet. Alles lässt sich als PDF ablegen.</translation>
    </message>
    <message>
        <source>Other place</source>
        <translation>Anderer Ort</translation>
    </message>
    <message>
        <source>Place: {folder}</source>
        <translation>Ablage: {folder}</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message numerus="yes">
        <source>Print %n copy(s)</source>
        <translation>
            <numerusform>%n Exemplar drucken</numerusform>
            <numerusform>%n Exemplare drucken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Print %n draft(s)</source>
        <translation>
            <numerusform>%n Entwurf drucken</numerusform>
            <numerusform>%n Entwürfe drucken</numerusform>
        </translation>
    </message>
    <message>
        <source>Print for signature</source>
        <translation>Zum Unterschreiben drucken</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Printing works without a network.</source>
        <translation>Drucken geht ohne Netz.</translation>
    </message>
    <message>
        <source>The funding notice stands on every page.</source>
        <translation>Der Förderhinweis steht auf jeder Seite.</translation>
    </message>
    <message>
        <source>This printer does not print at the moment.</source>
        <translation>Dieser Drucker druckt gerade nicht.</translation>
    </message>
    <message>
        <source>This printer is stopped.</source>
        <translation>Dieser Drucker ist angehalten.</translation>
    </message>
    <message>
        <source>This printer takes no jobs at the moment.</source>
        <translation>Dieser Drucker nimmt gerade keine Aufträge an.</translation>
    </message>
    <message>
        <source>What you print now is kept and printed as soon as it can.</source>
        <translation>Was Sie jetzt drucken, wird aufgehoben und kommt heraus, sobald er kann.</translation>
    </message>
    <message>
        <source>is printing</source>
        <translation>druckt gerade</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>takes no jobs</source>
        <translation>nimmt keine Aufträge an</translation>
    </message>
</context>
<context>
    <name>PrinterOptions</name>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Exemplare</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Papierfach</translation>
    </message>
    <message>
        <source>bypass tray</source>
        <translation>Mehrzweckfach</translation>
    </message>
    <message>
        <source>chosen by the printer</source>
        <translation>wählt der Drucker</translation>
    </message>
    <message>
        <source>envelopes</source>
        <translation>Umschläge</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>farbig</translation>
    </message>
    <message>
        <source>in grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>large tray</source>
        <translation>großes Fach</translation>
    </message>
    <message>
        <source>lower tray</source>
        <translation>unteres Fach</translation>
    </message>
    <message>
        <source>main tray</source>
        <translation>Hauptfach</translation>
    </message>
    <message>
        <source>manual feed</source>
        <translation>Einzelblatteinzug</translation>
    </message>
    <message>
        <source>middle tray</source>
        <translation>mittleres Fach</translation>
    </message>
    <message>
        <source>one-sided</source>
        <translation>einseitig</translation>
    </message>
    <message>
        <source>photo tray</source>
        <translation>Fotofach</translation>
    </message>
    <message>
        <source>rear tray</source>
        <translation>hinteres Fach</translation>
    </message>
    <message>
        <source>side tray</source>
        <translation>Seitenfach</translation>
    </message>
    <message>
        <source>tray {number}</source>
        <translation>Fach {number}</translation>
    </message>
    <message>
        <source>two-sided</source>
        <translation>beidseitig</translation>
    </message>
    <message>
        <source>upper tray</source>
        <translation>oberes Fach</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>Ganze Seite</translation>
    </message>
</context>
<context>
    <name>_Preview</name>
    <message>
        <source>Action plan</source>
        <translation>Maßnahmenplan</translation>
    </message>
    <message>
        <source>Attendance list</source>
        <translation>Teilnahmeliste</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the action plan</source>
        <translation>Zurück zum Maßnahmenplan</translation>
    </message>
    <message>
        <source>Back to the visit</source>
        <translation>Zurück zum Besuch</translation>
    </message>
    <message>
        <source>Measure sheet</source>
        <translation>Maßnahmenblatt</translation>
    </message>
    <message>
        <source>Measure sheets</source>
        <translation>Maßnahmenblätter</translation>
    </message>
    <message>
        <source>Sign on screen</source>
        <translation>Auf dem Bildschirm unterschreiben</translation>
    </message>
    <message>
        <source>Visit protocol</source>
        <translation>Besuchsprotokoll</translation>
    </message>
</context>
</TS>
