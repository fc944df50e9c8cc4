<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CodeStep</name>
    <message>
        <source>Copied. Paste it where only you can read it.</source>
        <translation>Kopiert. Fügen Sie ihn dort ein, wo nur Sie ihn lesen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>I have written down or printed the recovery code.</source>
        <translation>Ich habe den Wiederherstellungscode aufgeschrieben oder ausgedruckt.</translation>
    </message>
    <message>
        <source>It opens your workspace when the keyring or the passphrase is lost. It is shown only here and only now.</source>
        <translation>Er öffnet Ihren Arbeitsbereich, wenn Schlüsselbund oder Passphrase verloren sind. Er wird nur hier und nur jetzt gezeigt.</translation>
    </message>
    <message>
        <source>Keep as PDF</source>
        <translation>Als PDF ablegen</translation>
    </message>
    <message>
        <source>Keep the recovery code</source>
        <translation>Wiederherstellungscode aufbewahren</translation>
    </message>
    <message>
        <source>Please confirm that you have kept the code.</source>
        <translation>Bitte bestätigen Sie, dass der Code aufbewahrt ist.</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
</context>
<context>
    <name>OpeningWindow</name>
    <message>
        <source>The workspace is being opened</source>
        <translation>Der Arbeitsbereich wird geöffnet</translation>
    </message>
    <message>
        <source>Your records are decrypted on this device.</source>
        <translation>Ihre Einträge werden auf diesem Gerät entschlüsselt.</translation>
    </message>
</context>
<context>
    <name>PersonStep</name>
    <message>
        <source>A passphrase is still missing.</source>
        <translation>Eine Passphrase fehlt noch.</translation>
    </message>
    <message>
        <source>At least {count} characters; several words are easy to keep in mind.</source>
        <translation>Mindestens {count} Zeichen; mehrere Wörter merken sich leicht.</translation>
    </message>
    <message>
        <source>Name of this device</source>
        <translation>Name dieses Geräts</translation>
    </message>
    <message>
        <source>No keyring of this device can keep the key, so a passphrase opens the workspace.</source>
        <translation>Kein Schlüsselbund dieses Geräts kann den Schlüssel aufbewahren; darum öffnet eine Passphrase den Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message>
        <source>The device needs a name.</source>
        <translation>Das Gerät braucht einen Namen.</translation>
    </message>
    <message>
        <source>The keyring of this device is being tried.</source>
        <translation>Der Schlüsselbund dieses Geräts wird geprüft.</translation>
    </message>
    <message numerus="yes">
        <source>The passphrase needs %n more character(s).</source>
        <translation>
            <numerusform>Der Passphrase fehlt noch %n Zeichen.</numerusform>
            <numerusform>Der Passphrase fehlen noch %n Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>Under this name the history shows it.</source>
        <translation>Unter diesem Namen steht es im Verlauf.</translation>
    </message>
    <message>
        <source>Who works on this device?</source>
        <translation>Wer arbeitet auf diesem Gerät?</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your name is still missing.</source>
        <translation>Ihr Name fehlt noch.</translation>
    </message>
</context>
<context>
    <name>StartFrame</name>
    <message>
        <source>Companies, visits and notes are at hand where there is no network, too.</source>
        <translation>Unternehmen, Besuche und Notizen stehen auch im Funkloch bereit.</translation>
    </message>
    <message>
        <source>Each note is for the consortium, for your organisation, or only for you.</source>
        <translation>Jede Notiz gilt für den Verbund, Ihre Organisation oder nur für Sie.</translation>
    </message>
    <message>
        <source>Every input is secured at once. There is no save button.</source>
        <translation>Jede Eingabe wird sofort gesichert. Es gibt keinen Speichern-Knopf.</translation>
    </message>
    <message>
        <source>Everything is on this device</source>
        <translation>Alles liegt auf diesem Gerät</translation>
    </message>
    <message>
        <source>Nothing gets lost</source>
        <translation>Nichts geht verloren</translation>
    </message>
    <message>
        <source>You decide who reads along</source>
        <translation>Sie bestimmen, wer mitliest</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>After that you work everywhere, without a network too. It syncs when you are back at the office.</source>
        <translation>Danach arbeiten Sie überall, auch ohne Netz. Abgeglichen wird, wenn Sie wieder im Büro sind.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Keep as PDF</source>
        <translation>Als PDF ablegen</translation>
    </message>
    <message>
        <source>Kept as {path}.</source>
        <translation>Unter {path} abgelegt.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Progress of the set-up</source>
        <translation>Fortschritt der Einrichtung</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Sent to {printer}.</source>
        <translation>An {printer} gesendet.</translation>
    </message>
    <message>
        <source>Set up this device</source>
        <translation>Dieses Gerät einrichten</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <source>The device is being set up.</source>
        <translation>Das Gerät wird eingerichtet.</translation>
    </message>
    <message>
        <source>The sheet is being printed.</source>
        <translation>Das Blatt wird gedruckt.</translation>
    </message>
</context>
<context>
    <name>UnlockWindow</name>
    <message>
        <source>Means of unlocking</source>
        <translation>Weg zum Entsperren</translation>
    </message>
    <message numerus="yes">
        <source>Next try in %n second(s).</source>
        <translation>
            <numerusform>Nächster Versuch in %n Sekunde.</numerusform>
            <numerusform>Nächster Versuch in %n Sekunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>This field is still empty.</source>
        <translation>Dieses Feld ist noch leer.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Unlock the workspace</source>
        <translation>Arbeitsbereich entsperren</translation>
    </message>
    <message>
        <source>Unlock with the keyring</source>
        <translation>Mit dem Schlüsselbund entsperren</translation>
    </message>
    <message>
        <source>Your passphrase opens the workspace.</source>
        <translation>Ihre Passphrase öffnet den Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Your records are encrypted on this device. Nothing has been lost.</source>
        <translation>Ihre Einträge liegen verschlüsselt auf diesem Gerät. Nichts ist verloren.</translation>
    </message>
</context>
<context>
    <name>WayStep</name>
    <message numerus="yes">
        <source>%n character(s) are still missing.</source>
        <translation>
            <numerusform>%n Zeichen fehlt noch.</numerusform>
            <numerusform>%n Zeichen fehlen noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>For work in the consortium. Your organisation has sent you the invitation.</source>
        <translation>Für die Arbeit im Verbund. Die Einladung haben Sie von Ihrer Organisation erhalten.</translation>
    </message>
    <message>
        <source>How would you like to begin?</source>
        <translation>Wie möchten Sie beginnen?</translation>
    </message>
    <message>
        <source>Invented companies, visits and plans to try things out.</source>
        <translation>Erfundene Unternehmen, Besuche und Pläne zum Ausprobieren.</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>Look at sample data</source>
        <translation>Mit Beispieldaten ansehen</translation>
    </message>
    <message>
        <source>One line with server and code. Pasting it works, too.</source>
        <translation>Eine Zeile mit Server und Code. Einfügen mit Strg V geht auch.</translation>
    </message>
    <message>
        <source>The invitation is not complete yet.</source>
        <translation>Die Einladung ist noch nicht vollständig.</translation>
    </message>
    <message>
        <source>The invitation is still missing.</source>
        <translation>Die Einladung fehlt noch.</translation>
    </message>
    <message>
        <source>With an invitation</source>
        <translation>Mit Einladung</translation>
    </message>
    <message>
        <source>Without a server</source>
        <translation>Ohne Server</translation>
    </message>
    <message>
        <source>You work alone on this device at first. A server can be connected later; you keep everything.</source>
        <translation>Sie arbeiten zunächst allein auf diesem Gerät. Ein Server lässt sich später verbinden, alles bleibt erhalten.</translation>
    </message>
</context>
</TS>
