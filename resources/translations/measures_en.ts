<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SidePane</name>
    <message numerus="yes">
        <source>%n open measure(s) not rated yet</source>
        <translation>
            <numerusform>%n open measure not rated yet</numerusform>
            <numerusform>%n open measures not rated yet</numerusform>
        </translation>
    </message>
</context>
</TS>
