<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
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
</TS>
