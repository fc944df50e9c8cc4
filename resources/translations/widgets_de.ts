<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ListDetail</name>
    <message>
        <source>Back to the list</source>
        <translation>Zur Liste</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>{what}: fewer</source>
        <translation>{what}: weniger</translation>
    </message>
    <message>
        <source>{what}: more</source>
        <translation>{what}: mehr</translation>
    </message>
</context>
<context>
    <name>TwoDots</name>
    <message>
        <source>being typed</source>
        <translation>wird gerade eingegeben</translation>
    </message>
    <message>
        <source>conflict, both versions kept</source>
        <translation>Konflikt, beide Fassungen aufbewahrt</translation>
    </message>
    <message>
        <source>in the consortium, not yet on this device</source>
        <translation>im Verbund, noch nicht auf diesem Gerät</translation>
    </message>
    <message>
        <source>on this device and in the consortium</source>
        <translation>auf diesem Gerät und im Verbund</translation>
    </message>
    <message>
        <source>saved on this device, not taken by the server</source>
        <translation>auf diesem Gerät gesichert, vom Server nicht angenommen</translation>
    </message>
    <message>
        <source>saved on this device, sync is being checked</source>
        <translation>auf diesem Gerät gesichert, der Abgleich wird geprüft</translation>
    </message>
    <message>
        <source>saved on this device, waits for sync</source>
        <translation>auf diesem Gerät gesichert, wartet auf Abgleich</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
</TS>
