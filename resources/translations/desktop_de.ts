<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Application</name>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
</context>
<context>
    <name>BarredWay</name>
    <message>
        <source>End the client view for that. Esc leads back to where you were.</source>
        <translation>Beenden Sie dafür die Kundenansicht. Mit Esc geht es weiter, wo Sie waren.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Something did not work as it should. What you typed is kept; please tell your administration.</source>
        <translation>Etwas ging nicht wie vorgesehen. Ihre Eingaben bleiben erhalten; bitte geben Sie Ihrer Administration Bescheid.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Client view</source>
        <translation>Kundenansicht</translation>
    </message>
    <message>
        <source>Other places are closed in the client view.</source>
        <translation>Andere Seiten sind in der Kundenansicht zu.</translation>
    </message>
    <message>
        <source>The search is closed in the client view.</source>
        <translation>Die Suche ist in der Kundenansicht zu.</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>PastNote</name>
    <message>
        <source>Earlier values are being fetched …</source>
        <translation>Frühere Werte werden geholt …</translation>
    </message>
    <message>
        <source>Some earlier values lie on the server; with a network they are fetched when you open this again.</source>
        <translation>Einige frühere Werte liegen auf dem Server; mit Netz werden sie geholt, wenn Sie den Verlauf wieder öffnen.</translation>
    </message>
</context>
<context>
    <name>PersonButton</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Menu of {name}</source>
        <translation>Menü von {name}</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Navigation</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Client view</source>
        <translation>Kundenansicht</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>, {done} of {total}</source>
        <translation>, {done} von {total}</translation>
    </message>
    <message>
        <source>Checking whether anything waits for sync.</source>
        <translation>Ob etwas auf Abgleich wartet, wird geprüft.</translation>
    </message>
    <message>
        <source>Everything saved</source>
        <translation>Alles gesichert</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gesichert</translation>
    </message>
    <message>
        <source>Nothing waits for sync.</source>
        <translation>Nichts wartet auf Abgleich.</translation>
    </message>
    <message>
        <source>Offline.</source>
        <translation>Offline.</translation>
    </message>
    <message>
        <source>Progress of the sync</source>
        <translation>Fortschritt des Abgleichs</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Sync is running</source>
        <translation>Abgleich läuft</translation>
    </message>
    <message>
        <source>on this device</source>
        <translation>auf diesem Gerät</translation>
    </message>
    <message>
        <source>on this device, {time}</source>
        <translation>auf diesem Gerät, {time}</translation>
    </message>
    <message numerus="yes">
        <source>wait(s) for sync.</source>
        <translation>
            <numerusform>wartet auf Abgleich.</numerusform>
            <numerusform>warten auf Abgleich.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrustKeeper</name>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Your text is still here and is saved as soon as that is possible again.</source>
        <translation>Ihr Text ist noch da und wird gesichert, sobald es wieder geht.</translation>
    </message>
    <message>
        <source>Your text is still here.</source>
        <translation>Ihr Text ist noch da.</translation>
    </message>
</context>
<context>
    <name>UndoKeys</name>
    <message>
        <source>Done again: {step}</source>
        <translation>Wiederholt: {step}</translation>
    </message>
    <message>
        <source>Taken back: {step}</source>
        <translation>Zurückgenommen: {step}</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>There is nothing to take back.</source>
        <translation>Es gibt nichts zurückzunehmen.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>Unsaved</name>
    <message>
        <source>Close all the same</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>They would be lost when the window closes.</source>
        <translation>Beim Schließen des Fensters gingen sie verloren.</translation>
    </message>
    <message>
        <source>Your last words are not saved yet.</source>
        <translation>Ihre letzten Worte sind noch nicht gesichert.</translation>
    </message>
</context>
</TS>
