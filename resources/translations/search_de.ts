<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>SearchPage</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are still being taken in.</source>
        <translation>
            <numerusform>%n Eintrag wird noch aufgenommen.</numerusform>
            <numerusform>%n Einträge werden noch aufgenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Companies, visits, measures, notes and people are searched.</source>
        <translation>Durchsucht werden Unternehmen, Besuche, Maßnahmen, Notizen und Personen.</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>No hits for “{words}”.</source>
        <translation>Keine Treffer für „{words}“.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
</context>
</TS>
