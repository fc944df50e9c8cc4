<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>LetterheadSection</name>
    <message>
        <source>Letterhead</source>
        <translation>Briefkopf</translation>
    </message>
    <message>
        <source>Logo of your organisation</source>
        <translation>Logo Ihrer Organisation</translation>
    </message>
    <message>
        <source>Logos (*.svg *.png)</source>
        <translation>Logos (*.svg *.png)</translation>
    </message>
    <message>
        <source>SVG or PNG files for head and foot of every paper. They hold for the whole consortium, but for the logo of your organisation; papers that are frozen stay as they are. Black files are for printing in grey.</source>
        <translation>SVG- oder PNG-Dateien für Kopf und Fuß jedes Blatts. Sie gelten im ganzen Verbund, nur das Logo Ihrer Organisation allein für sie; festgeschriebene Dokumente bleiben, wie sie sind. Schwarze Dateien sind für den Druck in Grau.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Makes all texts of the window larger.</source>
        <translation>Macht alle Texte im Fenster größer.</translation>
    </message>
    <message>
        <source>Pages on paper stay white in the preview.</source>
        <translation>Seiten in der Vorschau bleiben weiß wie Papier.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Texts, days and numbers of the window. What is printed has a language of its own.</source>
        <translation>Texte, Tage und Zahlen im Fenster. Für Ausdrucke wird die Sprache eigens gewählt.</translation>
    </message>
    <message>
        <source>The settings are closed in the client view.</source>
        <translation>Die Einstellungen sind in der Kundenansicht zu.</translation>
    </message>
    <message>
        <source>They hold for this device, at once.</source>
        <translation>Sie gelten für dieses Gerät, und zwar sofort.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>SlotRow</name>
    <message>
        <source>Choose black file</source>
        <translation>Schwarze Datei wählen</translation>
    </message>
    <message>
        <source>Choose file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>In grey: {file}.</source>
        <translation>In Grau: {file}.</translation>
    </message>
    <message>
        <source>Nothing is printed.</source>
        <translation>Gedruckt wird nichts.</translation>
    </message>
    <message>
        <source>Printed is the text “{text}”.</source>
        <translation>Gedruckt wird der Text „{text}“.</translation>
    </message>
    <message>
        <source>Printed is {file}.</source>
        <translation>Gedruckt wird {file}.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
</TS>
