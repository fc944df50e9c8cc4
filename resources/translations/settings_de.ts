<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
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
</TS>
