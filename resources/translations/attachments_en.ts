<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>FilesPanel</name>
    <message numerus="yes">
        <source>%n file(s) are being secured</source>
        <translation>
            <numerusform>%n file is being secured</numerusform>
            <numerusform>%n files are being secured</numerusform>
        </translation>
    </message>
</context>
</TS>
