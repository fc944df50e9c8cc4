<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Help</name>
    <message>
        <source>Action plan</source>
        <translation>Maßnahmenplan</translation>
    </message>
    <message>
        <source>Begin the next visit</source>
        <translation>Nächsten Besuch beginnen</translation>
    </message>
    <message>
        <source>Change the chosen cell</source>
        <translation>Gewählte Zelle ändern</translation>
    </message>
    <message>
        <source>Client view on and off</source>
        <translation>Kundenansicht an und aus</translation>
    </message>
    <message>
        <source>Companies</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Delete; can be taken back</source>
        <translation>Löschen; lässt sich zurücknehmen</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Wieder ausführen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>In a conflict: mine; with 2 the other version</source>
        <translation>In einem Konflikt: meine Fassung; mit 2 die andere</translation>
    </message>
    <message>
        <source>Language, colours, text size</source>
        <translation>Sprache, Farben, Schriftgröße</translation>
    </message>
    <message>
        <source>Larger, with Ctrl and minus smaller</source>
        <translation>Größer, mit Strg und Minus kleiner</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>New company</source>
        <translation>Neues Unternehmen</translation>
    </message>
    <message>
        <source>New measure</source>
        <translation>Neue Maßnahme</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>Next page, with page up the one before</source>
        <translation>Nächste Seite, mit Bild auf die vorige</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>One step back; nothing is lost</source>
        <translation>Einen Schritt zurück; nichts geht verloren</translation>
    </message>
    <message>
        <source>Open the chosen one</source>
        <translation>Das Gewählte öffnen</translation>
    </message>
    <message>
        <source>Plan a visit</source>
        <translation>Besuch planen</translation>
    </message>
    <message>
        <source>Planned; with 2 in progress, with 3 postponed, with 4 done</source>
        <translation>Geplant; mit 2 in Umsetzung, mit 3 zurückgestellt, mit 4 erledigt</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Preview of the protocol</source>
        <translation>Vorschau des Protokolls</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Search in everything</source>
        <translation>In allem suchen</translation>
    </message>
    <message>
        <source>Search in the list</source>
        <translation>In der Liste suchen</translation>
    </message>
    <message>
        <source>Sign the protocol</source>
        <translation>Protokoll unterschreiben</translation>
    </message>
    <message>
        <source>Status of the chosen measure</source>
        <translation>Status der gewählten Maßnahme</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Take back the last step</source>
        <translation>Letzten Schritt zurücknehmen</translation>
    </message>
    <message>
        <source>Take the result</source>
        <translation>Ergebnis übernehmen</translation>
    </message>
    <message>
        <source>The whole page</source>
        <translation>Ganze Seite</translation>
    </message>
    <message>
        <source>This help</source>
        <translation>Diese Hilfe</translation>
    </message>
    <message>
        <source>To the first place, and so on to the last</source>
        <translation>Zum ersten Ort, und so weiter bis zum letzten</translation>
    </message>
    <message>
        <source>To the first section, and so on to the ninth</source>
        <translation>Zum ersten Abschnitt, und so weiter bis zum neunten</translation>
    </message>
    <message>
        <source>To the first tab, and so on to the last</source>
        <translation>Zum ersten Reiter, und so weiter bis zum letzten</translation>
    </message>
    <message>
        <source>To the line for measures, and back to where you wrote</source>
        <translation>Zur Zeile für Maßnahmen, und zurück an Ihre Stelle</translation>
    </message>
    <message>
        <source>To the next part of the screen, with Shift back</source>
        <translation>Zum nächsten Teil des Bildschirms, mit Umschalt zurück</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Besuche</translation>
    </message>
    <message>
        <source>What can be begun here</source>
        <translation>Was sich hier beginnen lässt</translation>
    </message>
    <message>
        <source>Who can read the note</source>
        <translation>Wer die Notiz lesen kann</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>The help is closed in the client view.</source>
        <translation>Die Hilfe ist in der Kundenansicht zu.</translation>
    </message>
    <message>
        <source>The left one is this device, the right one is the consortium.</source>
        <translation>Der linke ist dieses Gerät, der rechte der Verbund.</translation>
    </message>
    <message>
        <source>The two dots</source>
        <translation>Die zwei Punkte</translation>
    </message>
    <message>
        <source>here and in the consortium</source>
        <translation>hier und im Verbund</translation>
    </message>
    <message>
        <source>in the consortium, not here yet</source>
        <translation>im Verbund, noch nicht hier</translation>
    </message>
    <message>
        <source>is being typed; it is kept within a second</source>
        <translation>wird getippt; nach höchstens einer Sekunde ist es gesichert</translation>
    </message>
    <message>
        <source>kept on this device, waits for sync</source>
        <translation>auf diesem Gerät gesichert, wartet auf Abgleich</translation>
    </message>
    <message>
        <source>the server did not take it; it stays kept here, and sync says why</source>
        <translation>der Server hat es nicht angenommen; es bleibt hier gesichert, und der Abgleich sagt, warum</translation>
    </message>
    <message>
        <source>two people changed the same; both versions are kept until somebody decides</source>
        <translation>zwei Personen haben dasselbe geändert; beide Fassungen bleiben, bis jemand entscheidet</translation>
    </message>
</context>
</TS>
