<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CheckTarget</name>
    <message>
        <source>Check a file</source>
        <translation>Datei prüfen</translation>
    </message>
    <message>
        <source>Drop a PDF here to check it: whether it is unchanged, and what differs.</source>
        <translation>Datei hierher ziehen, um sie zu prüfen: ob sie unverändert ist, und was sonst anders ist.</translation>
    </message>
</context>
<context>
    <name>DocumentsPanel</name>
    <message>
        <source>Choose the file to check</source>
        <translation>Datei zum Prüfen wählen</translation>
    </message>
    <message>
        <source>Choose the scan of the signed document</source>
        <translation>Scan des unterschriebenen Dokuments wählen</translation>
    </message>
    <message>
        <source>Frozen documents</source>
        <translation>Festgeschriebene Dokumente</translation>
    </message>
    <message>
        <source>Keep as PDF</source>
        <translation>Als PDF ablegen</translation>
    </message>
    <message>
        <source>Nothing was made final yet.</source>
        <translation>Noch kein Dokument festgeschrieben.</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.png *.jpg *.jpeg)</source>
        <translation>Scans (*.pdf *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>The scan is kept beside the document.</source>
        <translation>Der Scan ist beim Dokument gesichert.</translation>
    </message>
</context>
<context>
    <name>PaperDetail</name>
    <message>
        <source>Attach scan</source>
        <translation>Scan anhängen</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Keep as PDF</source>
        <translation>Als PDF ablegen</translation>
    </message>
    <message>
        <source>Pages of the document</source>
        <translation>Seiten des Dokuments</translation>
    </message>
    <message>
        <source>Preview and print</source>
        <translation>Vorschau und Druck</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>check code {code}</source>
        <translation>Prüfcode {code}</translation>
    </message>
</context>
<context>
    <name>Papers</name>
    <message numerus="yes">
        <source>%n signature(s) still missing</source>
        <translation>
            <numerusform>eine Unterschrift fehlt</numerusform>
            <numerusform>%n Unterschriften fehlen</numerusform>
        </translation>
    </message>
    <message>
        <source>Check code {code}</source>
        <translation>Prüfcode {code}</translation>
    </message>
    <message>
        <source>Checked file</source>
        <translation>Geprüfte Datei</translation>
    </message>
    <message>
        <source>Different are: {parts}.</source>
        <translation>Anders sind: {parts}.</translation>
    </message>
    <message>
        <source>final</source>
        <translation>endgültig</translation>
    </message>
    <message>
        <source>final, not signed</source>
        <translation>endgültig, nicht unterschrieben</translation>
    </message>
    <message>
        <source>not on this device yet</source>
        <translation>noch nicht auf diesem Gerät</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>ersetzt</translation>
    </message>
    <message>
        <source>scan missing</source>
        <translation>Scan fehlt</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>unterschrieben</translation>
    </message>
</context>
</TS>
