<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>JobCard</name>
    <message numerus="yes">
        <source>%n copy(s)</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message numerus="yes">
        <source>%n paper(s) being printed</source>
        <translation>
            <numerusform>%n paper is being printed</numerusform>
            <numerusform>%n papers are being printed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paper(s) wait for a printer</source>
        <translation>
            <numerusform>%n paper waits for a printer</numerusform>
            <numerusform>%n papers wait for a printer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n protocol(s) wait for a printer</source>
        <translation>
            <numerusform>%n protocol waits for a printer</numerusform>
            <numerusform>%n protocols wait for a printer</numerusform>
        </translation>
    </message>
</context>
</TS>
