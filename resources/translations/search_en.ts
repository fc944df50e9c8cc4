<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are still being taken in.</source>
        <translation>
            <numerusform>%n record is still being taken in.</numerusform>
            <numerusform>%n records are still being taken in.</numerusform>
        </translation>
    </message>
</context>
</TS>
