<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ConflictPanel</name>
    <message>
        <source>All of mine</source>
        <translation>Alles von mir</translation>
    </message>
    <message>
        <source>All of theirs</source>
        <translation>Alles von der anderen Seite</translation>
    </message>
    <message>
        <source>All of {name}</source>
        <translation>Alles von {name}</translation>
    </message>
    <message>
        <source>Already put together: {fields}.</source>
        <translation>Schon zusammengeführt: {fields}.</translation>
    </message>
    <message>
        <source>Both versions stay in the history.</source>
        <translation>Beide Fassungen bleiben im Verlauf erhalten.</translation>
    </message>
    <message>
        <source>Common state before: {fields}.</source>
        <translation>Gemeinsamer Stand vorher: {fields}.</translation>
    </message>
    <message>
        <source>Conflict {position} of {total}</source>
        <translation>Konflikt {position} von {total}</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>My version</source>
        <translation>Meine Fassung</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Still open: {fields}</source>
        <translation>Noch offen: {fields}</translation>
    </message>
    <message>
        <source>Take the result</source>
        <translation>Ergebnis übernehmen</translation>
    </message>
    <message>
        <source>Version of {name}</source>
        <translation>Fassung von {name}</translation>
    </message>
    <message>
        <source>holds once it is taken</source>
        <translation>gilt nach dem Übernehmen</translation>
    </message>
</context>
<context>
    <name>FieldChoice</name>
    <message>
        <source>Result of {field}</source>
        <translation>Ergebnis: {field}</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
</context>
<context>
    <name>JoinCard</name>
    <message>
        <source>Connect to the partner server</source>
        <translation>Mit dem Partner-Server verbinden</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>One line with server and code.</source>
        <translation>Eine Zeile mit Server und Code.</translation>
    </message>
    <message>
        <source>This workspace works without a server.</source>
        <translation>Dieser Arbeitsbereich arbeitet ohne Server.</translation>
    </message>
    <message>
        <source>With an invitation it joins the consortium and keeps everything that was written so far.</source>
        <translation>Mit einer Einladung tritt er dem Verbund bei und behält alles, was bisher geschrieben wurde.</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>The partner server could not read this. What you wrote is kept on this device.</source>
        <translation>Der Partner-Server konnte das nicht lesen. Ihr Text bleibt auf diesem Gerät erhalten.</translation>
    </message>
    <message>
        <source>The partner server does not know this device&apos;s signature yet. What you wrote is kept.</source>
        <translation>Der Partner-Server kennt die Unterschrift dieses Geräts noch nicht. Ihr Text bleibt erhalten.</translation>
    </message>
    <message>
        <source>The partner server stumbled over this. What you wrote is kept and can be sent again.</source>
        <translation>Der Partner-Server kam hier nicht weiter. Ihr Text bleibt erhalten und lässt sich erneut senden.</translation>
    </message>
    <message>
        <source>The record stands elsewhere by now. What you wrote is kept on this device.</source>
        <translation>Der Eintrag steht inzwischen an anderer Stelle. Ihr Text bleibt auf diesem Gerät erhalten.</translation>
    </message>
    <message>
        <source>This is larger than the partner server takes. What you wrote is kept on this device.</source>
        <translation>Das ist größer, als der Partner-Server annimmt. Ihr Text bleibt auf diesem Gerät erhalten.</translation>
    </message>
    <message>
        <source>You may no longer write there. What you wrote is kept on this device.</source>
        <translation>Dort dürfen Sie nicht mehr schreiben. Ihr Text bleibt auf diesem Gerät erhalten.</translation>
    </message>
</context>
<context>
    <name>RoundCard</name>
    <message>
        <source>Everything is secured on this device.</source>
        <translation>Alles ist auf diesem Gerät gesichert.</translation>
    </message>
    <message>
        <source>Not synced yet.</source>
        <translation>Noch nicht abgeglichen.</translation>
    </message>
    <message>
        <source>Progress of the sync</source>
        <translation>Fortschritt des Abgleichs</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Synced on {moment}.</source>
        <translation>Abgeglichen am {moment} Uhr.</translation>
    </message>
    <message>
        <source>The sync of {moment} was interrupted.</source>
        <translation>Der Abgleich vom {moment} wurde unterbrochen.</translation>
    </message>
    <message>
        <source>The sync stops after the answer under way.</source>
        <translation>Der Abgleich hält nach der laufenden Antwort an.</translation>
    </message>
    <message>
        <source>The sync was interrupted. Everything stays secured.</source>
        <translation>Abgleich unterbrochen. Alles bleibt gesichert.</translation>
    </message>
    <message>
        <source>This device and the consortium differ; the next sync compares them again.</source>
        <translation>Dieses Gerät und der Verbund unterscheiden sich noch; der nächste Abgleich vergleicht erneut.</translation>
    </message>
    <message>
        <source>This device and the consortium hold the same.</source>
        <translation>Dieses Gerät und der Verbund haben denselben Stand.</translation>
    </message>
    <message>
        <source>You can go on working. Nothing is lost when you stop.</source>
        <translation>Sie können weiterarbeiten. Beim Anhalten geht nichts verloren.</translation>
    </message>
    <message>
        <source>{sent} of {to_send} sent, {received} received</source>
        <translation>{sent} von {to_send} gesendet, {received} empfangen</translation>
    </message>
    <message>
        <source>{sent} sent, {received} received.</source>
        <translation>{sent} gesendet, {received} empfangen.</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n Feld</numerusform>
            <numerusform>%n Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Conflict decided</source>
        <translation>Konflikt entschieden</translation>
    </message>
    <message>
        <source>Earlier syncs</source>
        <translation>Frühere Abgleiche</translation>
    </message>
    <message>
        <source>No network since {time}</source>
        <translation>Kein Netz seit {time} Uhr</translation>
    </message>
    <message>
        <source>Nothing to decide</source>
        <translation>Nichts zu entscheiden</translation>
    </message>
    <message>
        <source>Overview of the sync</source>
        <translation>Übersicht des Abgleichs</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>Waiting for sync</source>
        <translation>Wartet auf Abgleich</translation>
    </message>
    <message>
        <source>Where two people change the same, both versions are kept here.</source>
        <translation>Wo zwei Personen dasselbe ändern, bleiben hier beide Fassungen erhalten.</translation>
    </message>
    <message>
        <source>connected to the partner server</source>
        <translation>verbunden mit dem Partner-Server</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>{sent} sent, {received} received</source>
        <translation>{sent} gesendet, {received} empfangen</translation>
    </message>
</context>
</TS>
