<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SignaturePad</name>
    <message numerus="yes">
        <source>Signed with %n stroke(s)</source>
        <translation>
            <numerusform>Signed with %n stroke</numerusform>
            <numerusform>Signed with %n strokes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SigningPage</name>
    <message numerus="yes">
        <source>%n signature(s) missing</source>
        <translation>
            <numerusform>One signature is missing.</numerusform>
            <numerusform>%n signatures are missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryPane</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) agreed</source>
        <translation>
            <numerusform>One thing was agreed</numerusform>
            <numerusform>%n things were agreed</numerusform>
        </translation>
    </message>
</context>
</TS>
