<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>JobCard</name>
    <message numerus="yes">
        <source>%n copy(s)</source>
        <translation>
            <numerusform>%n Exemplar</numerusform>
            <numerusform>%n Exemplare</numerusform>
        </translation>
    </message>
    <message>
        <source>Another printer</source>
        <translation>Anderer Drucker</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Noch einmal drucken</translation>
    </message>
    <message>
        <source>Print {title} on another printer</source>
        <translation>Auf einem anderen Drucker: {title}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {title}</source>
        <translation>Entfernen: {title}</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Nothing waits for a printer.</source>
        <translation>Nichts wartet auf einen Drucker.</translation>
    </message>
    <message>
        <source>Print jobs</source>
        <translation>Druckaufträge</translation>
    </message>
</context>
<context>
    <name>PrintJobs</name>
    <message>
        <source>Handed to the printer {printer}.</source>
        <translation>An den Drucker {printer} gegeben.</translation>
    </message>
    <message>
        <source>Printed on {printer}.</source>
        <translation>Auf {printer} gedruckt.</translation>
    </message>
    <message>
        <source>The paper is secured and on its way to {printer}.</source>
        <translation>Das Papier ist gesichert und auf dem Weg zu {printer}.</translation>
    </message>
    <message>
        <source>{printer} is printing.</source>
        <translation>{printer} druckt.</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message numerus="yes">
        <source>%n paper(s) being printed</source>
        <translation>
            <numerusform>%n Papier wird gedruckt</numerusform>
            <numerusform>%n Papiere werden gedruckt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) wait for a printer</source>
        <translation>
            <numerusform>%n Papier wartet auf einen Drucker</numerusform>
            <numerusform>%n Papiere warten auf einen Drucker</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n protocol(s) wait for a printer</source>
        <translation>
            <numerusform>%n Protokoll wartet auf einen Drucker</numerusform>
            <numerusform>%n Protokolle warten auf einen Drucker</numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>See the print jobs</source>
        <translation>Druckaufträge ansehen</translation>
    </message>
</context>
</TS>
