<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>PersonStep</name>
    <message numerus="yes">
        <source>The passphrase needs %n more character(s).</source>
        <translation>
            <numerusform>The passphrase needs %n more character.</numerusform>
            <numerusform>The passphrase needs %n more characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockWindow</name>
    <message numerus="yes">
        <source>Next try in %n second(s).</source>
        <translation>
            <numerusform>Next try in %n second.</numerusform>
            <numerusform>Next try in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WayStep</name>
    <message numerus="yes">
        <source>%n character(s) are still missing.</source>
        <translation>
            <numerusform>%n character is still missing.</numerusform>
            <numerusform>%n characters are still missing.</numerusform>
        </translation>
    </message>
</context>
</TS>
