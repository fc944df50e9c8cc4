<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Exchange</name>
    <message numerus="yes">
        <source>%n change(s) taken in.</source>
        <translation>
            <numerusform>%n change taken in.</numerusform>
            <numerusform>%n changes taken in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known already</source>
        <translation>
            <numerusform>%n known already</numerusform>
            <numerusform>%n known already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: their author sends them anew with the next sync.</source>
        <translation>
            <numerusform>%n left out: its author sends it anew with the next sync.</numerusform>
            <numerusform>%n left out: their author sends them anew with the next sync.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: their record stands elsewhere here.</source>
        <translation>
            <numerusform>%n left out: its record stands elsewhere here.</numerusform>
            <numerusform>%n left out: their record stands elsewhere here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: they are about somebody whose data were erased.</source>
        <translation>
            <numerusform>%n left out: it is about somebody whose data were erased.</numerusform>
            <numerusform>%n left out: they are about somebody whose data were erased.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new change(s)</source>
        <translation>
            <numerusform>%n new change</numerusform>
            <numerusform>%n new changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new record(s)</source>
        <translation>
            <numerusform>%n new record</numerusform>
            <numerusform>%n new records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or file(s) came along.</source>
        <translation>
            <numerusform>%n photo or file came along.</numerusform>
            <numerusform>%n photos or files came along.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or file(s) come along.</source>
        <translation>
            <numerusform>%n photo or file comes along.</numerusform>
            <numerusform>%n photos or files come along.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangePage</name>
    <message numerus="yes">
        <source>%n change(s) written.</source>
        <translation>
            <numerusform>%n change written.</numerusform>
            <numerusform>%n changes written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or file(s) written.</source>
        <translation>
            <numerusform>%n photo or file written.</numerusform>
            <numerusform>%n photos or files written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeReadCard</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeWriteCard</name>
    <message numerus="yes">
        <source>Take %n photo(s) or file(s) along</source>
        <translation>
            <numerusform>Take %n photo or file along</numerusform>
            <numerusform>Take %n photos or files along</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write %n change(s)</source>
        <translation>
            <numerusform>Write %n change</numerusform>
            <numerusform>Write %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JoinCard</name>
    <message numerus="yes">
        <source>This workspace holds sample data: %n invented company(ies).</source>
        <translation>
            <numerusform>This workspace holds sample data: %n invented company.</numerusform>
            <numerusform>This workspace holds sample data: %n invented companies.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>With them goes what you wrote about them (%n record(s)).</source>
        <translation>
            <numerusform>With them goes what you wrote about them (%n record).</numerusform>
            <numerusform>With them goes what you wrote about them (%n records).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or file(s)</source>
        <translation>
            <numerusform>%n photo or file</numerusform>
            <numerusform>%n photos or files</numerusform>
        </translation>
    </message>
</context>
</TS>
