<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Papers</name>
    <message numerus="yes">
        <source>%n signature(s) still missing</source>
        <translation>
            <numerusform>one signature missing</numerusform>
            <numerusform>%n signatures missing</numerusform>
        </translation>
    </message>
</context>
</TS>
