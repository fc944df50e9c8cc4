<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Trust</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>wait(s) for sync.</source>
        <translation>
            <numerusform>waits for sync.</numerusform>
            <numerusform>wait for sync.</numerusform>
        </translation>
    </message>
</context>
</TS>
