<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>FileRow</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Description: {file}</source>
        <translation>Beschreibung: {file}</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Look at: {file}</source>
        <translation>Ansehen: {file}</translation>
    </message>
    <message>
        <source>Put a copy elsewhere</source>
        <translation>Kopie ablegen</translation>
    </message>
    <message>
        <source>Put a copy elsewhere: {file}</source>
        <translation>Kopie ablegen: {file}</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Take out: {file}</source>
        <translation>Entfernen: {file}</translation>
    </message>
    <message>
        <source>Whoever can be recognised agrees</source>
        <translation>Alle Erkennbaren sind einverstanden</translation>
    </message>
    <message>
        <source>Whoever can be recognised agrees: {file}</source>
        <translation>Alle Erkennbaren sind einverstanden: {file}</translation>
    </message>
</context>
<context>
    <name>FileView</name>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>File before</source>
        <translation>Vorige Datei</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Nächste Datei</translation>
    </message>
</context>
<context>
    <name>FileWords</name>
    <message>
        <source>Comes with the next sync.</source>
        <translation>Kommt mit dem nächsten Abgleich.</translation>
    </message>
    <message>
        <source>Not all photos and files were carried.</source>
        <translation>Noch nicht alle Fotos und Dateien sind abgeglichen.</translation>
    </message>
    <message>
        <source>Still at {where}; comes once that device has synced.</source>
        <translation>Liegt noch bei {where}; kommt, sobald dieses Gerät abgeglichen hat.</translation>
    </message>
    <message>
        <source>taken on {day}</source>
        <translation>aufgenommen am {day}</translation>
    </message>
</context>
<context>
    <name>FilesPanel</name>
    <message numerus="yes">
        <source>%n file(s) are being secured</source>
        <translation>
            <numerusform>%n Datei wird gesichert</numerusform>
            <numerusform>%n Dateien werden gesichert</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy lies in {file}.</source>
        <translation>Eine Kopie liegt in {file}.</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien anfügen</translation>
    </message>
    <message>
        <source>Files can be dropped here as well. Photos are kept without the place where they were taken.</source>
        <translation>Dateien lassen sich auch hierher ziehen. Fotos werden ohne den Ort gesichert, an dem sie entstanden.</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>Aus der Zwischenablage</translation>
    </message>
    <message>
        <source>It is not encrypted there.</source>
        <translation>Dort ist sie nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>No photos or files yet.</source>
        <translation>Noch keine Fotos oder Dateien.</translation>
    </message>
    <message>
        <source>Put a copy elsewhere</source>
        <translation>Kopie ablegen</translation>
    </message>
</context>
<context>
    <name>FilesWork</name>
    <message>
        <source>Consent noted</source>
        <translation>Einverständnis vermerkt</translation>
    </message>
    <message>
        <source>Consent taken back</source>
        <translation>Einverständnis zurückgenommen</translation>
    </message>
    <message>
        <source>File added</source>
        <translation>Datei angefügt</translation>
    </message>
    <message>
        <source>File taken out</source>
        <translation>Datei entfernt</translation>
    </message>
    <message>
        <source>Picture of {moment}</source>
        <translation>Bild vom {moment}</translation>
    </message>
</context>
</TS>
