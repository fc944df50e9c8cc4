<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>GivenCard</name>
    <message>
        <source>No signature needed: {reason}</source>
        <translation>Keine Unterschrift nötig: {reason}</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Signature refused: {reason}</source>
        <translation>Unterschrift verweigert: {reason}</translation>
    </message>
    <message>
        <source>Signed on screen</source>
        <translation>Auf dem Bildschirm unterschrieben</translation>
    </message>
    <message>
        <source>Signed on the printed sheet.</source>
        <translation>Auf dem gedruckten Blatt unterschrieben.</translation>
    </message>
    <message>
        <source>The drawn signature is on another device.</source>
        <translation>Der Schriftzug liegt auf einem anderen Gerät.</translation>
    </message>
    <message>
        <source>not needed, {moment}</source>
        <translation>entfällt, {moment}</translation>
    </message>
    <message>
        <source>on paper, {moment}</source>
        <translation>auf Papier, {moment}</translation>
    </message>
    <message>
        <source>refused {moment}</source>
        <translation>verweigert {moment}</translation>
    </message>
    <message>
        <source>signed {moment}</source>
        <translation>unterschrieben {moment}</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Empty. Who cannot draw here signs on paper or has the reason noted, by the buttons below.</source>
        <translation>Leer. Wer hier nicht zeichnen kann, unterschreibt auf Papier oder lässt den Grund festhalten, mit den Schaltflächen darunter.</translation>
    </message>
    <message>
        <source>Sign with pen, finger or mouse</source>
        <translation>Mit Stift, Finger oder Maus unterschreiben</translation>
    </message>
    <message numerus="yes">
        <source>Signed with %n stroke(s)</source>
        <translation>
            <numerusform>Gezeichnet, %n Strich</numerusform>
            <numerusform>Gezeichnet, %n Striche</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignerCard</name>
    <message>
        <source>Change details</source>
        <translation>Angaben ändern</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>Nicht hier</translation>
    </message>
    <message>
        <source>Not signing here</source>
        <translation>Nicht hier unterschreiben</translation>
    </message>
    <message>
        <source>Remove this signature</source>
        <translation>Dieses Feld entfernen</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take back last stroke</source>
        <translation>Letzter Strich zurück</translation>
    </message>
    <message>
        <source>Take signature</source>
        <translation>Unterschrift übernehmen</translation>
    </message>
</context>
<context>
    <name>SignersPane</name>
    <message>
        <source>Before anybody can sign, this is still missing</source>
        <translation>Vor dem Unterschreiben fehlt noch</translation>
    </message>
    <message>
        <source>Everybody has signed. What is edited later stays beside the paper, and is shown as changed after signing.</source>
        <translation>Alle haben unterschrieben. Was später bearbeitet wird, bleibt neben dem Papier und erscheint als nach der Unterschrift geändert.</translation>
    </message>
    <message>
        <source>One more for the company</source>
        <translation>Weitere für das Unternehmen</translation>
    </message>
    <message>
        <source>One more for the consultants</source>
        <translation>Weitere für die Beratung</translation>
    </message>
    <message>
        <source>The first signature makes the document final, the last one closes it. What is edited later stays beside the paper, and is shown as changed after signing.</source>
        <translation>Die erste Unterschrift legt das Dokument fest, mit der letzten ist es abgeschlossen. Was später bearbeitet wird, bleibt neben dem Papier und erscheint als nach der Unterschrift geändert.</translation>
    </message>
</context>
<context>
    <name>SigningPage</name>
    <message numerus="yes">
        <source>%n signature(s) missing</source>
        <translation>
            <numerusform>Eine Unterschrift fehlt noch.</numerusform>
            <numerusform>%n Unterschriften fehlen noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>All signatures are there.</source>
        <translation>Alle Unterschriften sind da.</translation>
    </message>
    <message>
        <source>Back to the summary</source>
        <translation>Zurück zur Übersicht</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>On paper instead</source>
        <translation>Stattdessen auf Papier</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Sign later</source>
        <translation>Später unterschreiben</translation>
    </message>
    <message>
        <source>Sign the document</source>
        <translation>Dokument unterschreiben</translation>
    </message>
    <message>
        <source>Sign the protocol</source>
        <translation>Protokoll unterschreiben</translation>
    </message>
    <message>
        <source>Signature of {name} kept</source>
        <translation>Unterschrift von {name} gesichert</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Unterschriften</translation>
    </message>
    <message>
        <source>The signature is being kept.</source>
        <translation>Die Unterschrift wird gesichert.</translation>
    </message>
    <message>
        <source>This document is not signed here any more.</source>
        <translation>Dieses Dokument wird nicht unterschrieben.</translation>
    </message>
    <message>
        <source>Turn back</source>
        <translation>Zurückdrehen</translation>
    </message>
    <message>
        <source>Turn for the person opposite</source>
        <translation>Für das Gegenüber drehen</translation>
    </message>
    <message>
        <source>What is signed</source>
        <translation>Was unterschrieben wird</translation>
    </message>
</context>
<context>
    <name>SummaryPane</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n Seite</numerusform>
            <numerusform>%n Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) agreed</source>
        <translation>
            <numerusform>Vereinbart wurde eine Sache</numerusform>
            <numerusform>Vereinbart wurden %n Dinge</numerusform>
        </translation>
    </message>
    <message>
        <source>Check code</source>
        <translation>Prüfcode</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>Nothing was agreed</source>
        <translation>Nichts wurde vereinbart</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
    <message>
        <source>Read the whole document</source>
        <translation>Ganzes Dokument lesen</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>You are signing</source>
        <translation>Sie unterschreiben</translation>
    </message>
    <message>
        <source>as of {moment}</source>
        <translation>Stand {moment}</translation>
    </message>
    <message>
        <source>draft, final with the first signature</source>
        <translation>Entwurf, endgültig mit der ersten Unterschrift</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>bis {day}</translation>
    </message>
    <message>
        <source>{day}, {start} to {end}</source>
        <translation>{day}, {start} bis {end} Uhr</translation>
    </message>
</context>
<context>
    <name>_OtherWays</name>
    <message>
        <source>Not needed</source>
        <translation>Entfällt</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Reason why the signature is missing</source>
        <translation>Grund, warum die Unterschrift fehlt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Signed on paper</source>
        <translation>Auf Papier</translation>
    </message>
</context>
<context>
    <name>_SignerNames</name>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
</context>
<context>
    <name>_Signing</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the preview</source>
        <translation>Zurück zur Vorschau</translation>
    </message>
    <message>
        <source>Back to the visit</source>
        <translation>Zurück zum Besuch</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Sign the document</source>
        <translation>Dokument unterschreiben</translation>
    </message>
</context>
</TS>
