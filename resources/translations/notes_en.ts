<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>NoteEditor</name>
    <message numerus="yes">
        <source>Can be read by: all %n person(s) of the consortium.</source>
        <translation>
            <numerusform>Can be read by: the one person of the consortium.</numerusform>
            <numerusform>Can be read by: all %n people of the consortium.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Can be read by: all %n person(s) of {organisation}.</source>
        <translation>
            <numerusform>Can be read by: the one person of {organisation}.</numerusform>
            <numerusform>Can be read by: all %n people of {organisation}.</numerusform>
        </translation>
    </message>
</context>
</TS>
