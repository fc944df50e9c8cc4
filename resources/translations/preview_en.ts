<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Enclosures</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) landscape</source>
        <translation>
            <numerusform>%n page landscape</numerusform>
            <numerusform>%n pages landscape</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandingOver</name>
    <message numerus="yes">
        <source>%n copy(s)</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrintPane</name>
    <message numerus="yes">
        <source>Print %n copy(s)</source>
        <translation>
            <numerusform>Print %n copy</numerusform>
            <numerusform>Print %n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Print %n draft(s)</source>
        <translation>
            <numerusform>Print %n draft</numerusform>
            <numerusform>Print %n drafts</numerusform>
        </translation>
    </message>
</context>
</TS>
