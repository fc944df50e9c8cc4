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
        <source>Common state before</source>
        <translation>Gemeinsamer Stand davor</translation>
    </message>
    <message>
        <source>Common state before, of {day}</source>
        <translation>Gemeinsamer Stand davor, vom {day}</translation>
    </message>
    <message>
        <source>Common state before, of {day}, by {name}</source>
        <translation>Gemeinsamer Stand davor, vom {day}, von {name}</translation>
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
    <name>DecisionPane</name>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Conflict decided</source>
        <translation>Konflikt entschieden</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Zurückgestellt</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message numerus="yes">
        <source>%n change(s) taken in.</source>
        <translation>
            <numerusform>%n Änderung übernommen.</numerusform>
            <numerusform>%n Änderungen übernommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known already</source>
        <translation>
            <numerusform>%n schon bekannt</numerusform>
            <numerusform>%n schon bekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: their author sends them anew with the next sync.</source>
        <translation>
            <numerusform>%n ausgelassen: Wer sie geschrieben hat, sendet sie beim nächsten Abgleich neu.</numerusform>
            <numerusform>%n ausgelassen: Wer sie geschrieben hat, sendet sie beim nächsten Abgleich neu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: their record stands elsewhere here.</source>
        <translation>
            <numerusform>%n ausgelassen: Der Eintrag steht hier an anderer Stelle.</numerusform>
            <numerusform>%n ausgelassen: Die Einträge stehen hier an anderer Stelle.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: they are about somebody whose data were erased.</source>
        <translation>
            <numerusform>%n ausgelassen: Sie betrifft jemanden, dessen Daten gelöscht wurden.</numerusform>
            <numerusform>%n ausgelassen: Sie betreffen jemanden, dessen Daten gelöscht wurden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new change(s)</source>
        <translation>
            <numerusform>%n neue Änderung</numerusform>
            <numerusform>%n neue Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new record(s)</source>
        <translation>
            <numerusform>%n neuer Eintrag</numerusform>
            <numerusform>%n neue Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or file(s) came along.</source>
        <translation>
            <numerusform>%n Foto oder Datei kam mit.</numerusform>
            <numerusform>%n Fotos oder Dateien kamen mit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or file(s) come along.</source>
        <translation>
            <numerusform>%n Foto oder Datei kommt mit.</numerusform>
            <numerusform>%n Fotos oder Dateien kommen mit.</numerusform>
        </translation>
    </message>
    <message>
        <source>A shared case</source>
        <translation>Ein gemeinsamer Fall</translation>
    </message>
    <message>
        <source>Consortium (all partners)</source>
        <translation>Verbund (alle Partner)</translation>
    </message>
    <message>
        <source>Nothing new in this file.</source>
        <translation>In dieser Datei ist nichts Neues.</translation>
    </message>
    <message>
        <source>Stopped; reading again goes on from there.</source>
        <translation>Angehalten; beim nächsten Einlesen geht es dort weiter.</translation>
    </message>
    <message>
        <source>What was read waits for the sync like everything else.</source>
        <translation>Was eingelesen wurde, wartet auf den Abgleich wie alles andere.</translation>
    </message>
    <message>
        <source>{partner} (consulting)</source>
        <translation>{partner}, Beratung (eigene Organisation)</translation>
    </message>
    <message>
        <source>{partner} (office)</source>
        <translation>{partner}, Büro (eigene Organisation)</translation>
    </message>
</context>
<context>
    <name>ExchangePage</name>
    <message numerus="yes">
        <source>%n change(s) written.</source>
        <translation>
            <numerusform>%n Änderung geschrieben.</numerusform>
            <numerusform>%n Änderungen geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) or file(s) written.</source>
        <translation>
            <numerusform>%n Foto oder Datei geschrieben.</numerusform>
            <numerusform>%n Fotos oder Dateien geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to before the last reading</source>
        <translation>Zurück zum Stand vor dem Einlesen</translation>
    </message>
    <message>
        <source>Back to the state of {moment}.</source>
        <translation>Zurück beim Stand vom {moment}.</translation>
    </message>
    <message>
        <source>Exchange by USB stick</source>
        <translation>Per USB-Stick austauschen</translation>
    </message>
    <message>
        <source>For days without a network or without the partner server. What was exchanged still waits for its receipt.</source>
        <translation>Für Tage ohne Netz oder wenn der Partnerserver nicht erreichbar ist. Was über den Stick geht, wartet weiter auf die Quittung des Partnerservers; die holt der nächste Abgleich.</translation>
    </message>
    <message>
        <source>Going back to the restore point</source>
        <translation>Zurück zum Sicherungsstand</translation>
    </message>
    <message>
        <source>Leave this device</source>
        <translation>Dieses Gerät verlassen</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde verändert.</translation>
    </message>
    <message>
        <source>Progress of the exchange</source>
        <translation>Fortschritt des Austauschs</translation>
    </message>
    <message>
        <source>Read from the stick</source>
        <translation>Vom Stick einlesen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>The file is {file}.</source>
        <translation>Die Datei ist {file}.</translation>
    </message>
    <message>
        <source>What you wrote since is still here. Going back once more undoes this.</source>
        <translation>Was Sie seitdem geschrieben haben, ist noch da. Noch einmal zurück macht das rückgängig.</translation>
    </message>
    <message>
        <source>Write to the stick</source>
        <translation>Auf den Stick schreiben</translation>
    </message>
</context>
<context>
    <name>ExchangeReadCard</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n Änderung</numerusform>
            <numerusform>%n Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>A restore point is made before reading. Where both changed the same, you decide field by field.</source>
        <translation>Vor dem Einlesen wird ein Sicherungsstand angelegt. Haben beide dasselbe geändert, entscheiden Sie Feld für Feld.</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>Exchange files</source>
        <translation>Austauschdateien</translation>
    </message>
    <message>
        <source>Exchange files (*.csrx)</source>
        <translation>Austauschdateien (*.csrx)</translation>
    </message>
    <message>
        <source>Found on the stick</source>
        <translation>Auf dem Stick gefunden</translation>
    </message>
    <message>
        <source>Looking into the exchange file</source>
        <translation>Die Austauschdatei wird angesehen</translation>
    </message>
    <message>
        <source>No exchange file is there yet.</source>
        <translation>Hier liegt noch keine Austauschdatei.</translation>
    </message>
    <message>
        <source>Password of the file</source>
        <translation>Kennwort der Datei</translation>
    </message>
    <message>
        <source>Password of {writer}</source>
        <translation>Kennwort von {writer}</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Read an exchange file</source>
        <translation>Austauschdatei einlesen</translation>
    </message>
    <message>
        <source>Read from the stick</source>
        <translation>Vom Stick einlesen</translation>
    </message>
    <message>
        <source>Reading the exchange file</source>
        <translation>Die Austauschdatei wird eingelesen</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Kennwort fehlt noch.</translation>
    </message>
    <message>
        <source>What would come</source>
        <translation>Was käme</translation>
    </message>
    <message>
        <source>read already</source>
        <translation>schon eingelesen</translation>
    </message>
    <message>
        <source>written on this device</source>
        <translation>auf diesem Gerät geschrieben</translation>
    </message>
</context>
<context>
    <name>ExchangeWriteCard</name>
    <message>
        <source>A password needs at least {count} characters.</source>
        <translation>Ein Kennwort braucht mindestens {count} Zeichen.</translation>
    </message>
    <message>
        <source>Everything there</source>
        <translation>Alles, was dort steht</translation>
    </message>
    <message>
        <source>Exchange files (*.csrx)</source>
        <translation>Austauschdateien (*.csrx)</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Für wen</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>Wie viel</translation>
    </message>
    <message>
        <source>No stick is plugged in; any folder will do.</source>
        <translation>Kein Stick eingesteckt; jeder Ordner geht auch.</translation>
    </message>
    <message>
        <source>Notes “only me” are not written. A password protects the file.</source>
        <translation>Notizen „nur ich“ werden nicht geschrieben. Die Datei ist mit einem Kennwort geschützt.</translation>
    </message>
    <message>
        <source>Password for this file</source>
        <translation>Kennwort für diese Datei</translation>
    </message>
    <message>
        <source>Stick {name}: {free} GB free</source>
        <translation>Stick {name}: {free} GB frei</translation>
    </message>
    <message numerus="yes">
        <source>Take %n photo(s) or file(s) along</source>
        <translation>
            <numerusform>%n Foto oder Datei mitnehmen</numerusform>
            <numerusform>%n Fotos oder Dateien mitnehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Take photos and files along</source>
        <translation>Fotos und Dateien mitnehmen</translation>
    </message>
    <message>
        <source>The earlier file</source>
        <translation>Die frühere Datei</translation>
    </message>
    <message>
        <source>What an earlier file did not have</source>
        <translation>Was eine frühere Datei noch nicht hatte</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>What waits for the sync</source>
        <translation>Was auf den Abgleich wartet</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message numerus="yes">
        <source>Write %n change(s)</source>
        <translation>
            <numerusform>%n Änderung schreiben</numerusform>
            <numerusform>%n Änderungen schreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>Write an exchange file</source>
        <translation>Austauschdatei schreiben</translation>
    </message>
    <message>
        <source>Write photos and files</source>
        <translation>Fotos und Dateien schreiben</translation>
    </message>
    <message>
        <source>Write to the stick</source>
        <translation>Auf den Stick schreiben</translation>
    </message>
    <message>
        <source>Write what is new</source>
        <translation>Neues schreiben</translation>
    </message>
    <message>
        <source>Writing the exchange file</source>
        <translation>Die Austauschdatei wird geschrieben</translation>
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
        <source>Remove the sample data and connect</source>
        <translation>Beispieldaten entfernen und verbinden</translation>
    </message>
    <message>
        <source>Take them along</source>
        <translation>Beispieldaten mitnehmen</translation>
    </message>
    <message>
        <source>Taken along, all colleagues see them.</source>
        <translation>Nehmen Sie sie mit, sehen alle im Verbund sie.</translation>
    </message>
    <message numerus="yes">
        <source>This workspace holds sample data: %n invented company(ies).</source>
        <translation>
            <numerusform>In diesem Arbeitsbereich liegen Beispieldaten: %n erfundenes Unternehmen.</numerusform>
            <numerusform>In diesem Arbeitsbereich liegen Beispieldaten: %n erfundene Unternehmen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This workspace works without a server.</source>
        <translation>Dieser Arbeitsbereich arbeitet ohne Server.</translation>
    </message>
    <message>
        <source>With an invitation it joins the consortium and keeps everything that was written so far.</source>
        <translation>Mit einer Einladung tritt er dem Verbund bei und behält alles, was bisher geschrieben wurde.</translation>
    </message>
    <message numerus="yes">
        <source>With them goes what you wrote about them (%n record(s)).</source>
        <translation>
            <numerusform>Mit ihnen geht, was Sie dazu geschrieben haben (%n Eintrag).</numerusform>
            <numerusform>Mit ihnen geht, was Sie dazu geschrieben haben (%n Einträge).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeaveCard</name>
    <message>
        <source>A password needs at least {count} characters.</source>
        <translation>Ein Kennwort braucht mindestens {count} Zeichen.</translation>
    </message>
    <message>
        <source>Also seal my notes “only me”; only I can read that file</source>
        <translation>Auch meine Notizen „nur ich“ sichern; diese Datei kann nur ich einlesen</translation>
    </message>
    <message>
        <source>Leave this device</source>
        <translation>Dieses Gerät verlassen</translation>
    </message>
    <message>
        <source>Password for what still waits</source>
        <translation>Kennwort für das, was noch wartet</translation>
    </message>
    <message>
        <source>Seal and clear this device</source>
        <translation>Sichern und dieses Gerät leeren</translation>
    </message>
    <message>
        <source>Sealing what still waits</source>
        <translation>Was noch wartet, wird gesichert</translation>
    </message>
    <message>
        <source>What the partner server does not have yet is first sealed in exchange files and read back. Then the work space on this device is removed and the program ends.</source>
        <translation>Was der Partnerserver noch nicht hat, wird zuerst in Austauschdateien gesichert und zur Probe gelesen. Dann wird der Arbeitsbereich von diesem Gerät entfernt, und das Programm endet.</translation>
    </message>
    <message>
        <source>Where the exchange files go</source>
        <translation>Wohin die Austauschdateien sollen</translation>
    </message>
</context>
<context>
    <name>PasswordLine</name>
    <message>
        <source>Show password</source>
        <translation>Kennwort zeigen</translation>
    </message>
</context>
<context>
    <name>RoundCard</name>
    <message>
        <source>Delete and sync</source>
        <translation>Löschen und abgleichen</translation>
    </message>
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
    <name>SetAsidePanel</name>
    <message>
        <source>Close set-aside work</source>
        <translation>Zurückgestelltes schließen</translation>
    </message>
    <message>
        <source>Exchange files (*.csrx)</source>
        <translation>Austauschdateien (*.csrx)</translation>
    </message>
    <message>
        <source>Keep as exchange file</source>
        <translation>Als Austauschdatei sichern</translation>
    </message>
    <message>
        <source>Keep as text</source>
        <translation>Als Text sichern</translation>
    </message>
    <message>
        <source>Password for the exchange file</source>
        <translation>Kennwort für die Austauschdatei</translation>
    </message>
    <message>
        <source>Put elsewhere</source>
        <translation>Woanders abgelegt</translation>
    </message>
    <message>
        <source>Put it into</source>
        <translation>Ablegen in</translation>
    </message>
    <message>
        <source>Put it there</source>
        <translation>Dort ablegen</translation>
    </message>
    <message>
        <source>Send this again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>The file is {file}.</source>
        <translation>Die Datei ist {file}.</translation>
    </message>
    <message>
        <source>a shared case</source>
        <translation>ein gemeinsamer Fall</translation>
    </message>
    <message>
        <source>consulting of the own organisation</source>
        <translation>Beratung der eigenen Organisation</translation>
    </message>
    <message>
        <source>office of the own organisation</source>
        <translation>Büro der eigenen Organisation</translation>
    </message>
    <message>
        <source>only me</source>
        <translation>nur ich</translation>
    </message>
    <message>
        <source>the consortium (all partners)</source>
        <translation>Verbund (alle Partner)</translation>
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
    <message numerus="yes">
        <source>%n photo(s) or file(s)</source>
        <translation>
            <numerusform>%n Foto oder Datei</numerusform>
            <numerusform>%n Fotos oder Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Frühere</translation>
    </message>
    <message>
        <source>Earlier syncs</source>
        <translation>Frühere Abgleiche</translation>
    </message>
    <message>
        <source>Exchange by USB stick</source>
        <translation>Per USB-Stick austauschen</translation>
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
        <source>Server has not answered since {time}</source>
        <translation>Server antwortet nicht seit {time} Uhr</translation>
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
        <source>This device exists twice.</source>
        <translation>Dieses Gerät gibt es zweimal.</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>Zu entscheiden</translation>
    </message>
    <message>
        <source>USB stick</source>
        <translation>USB-Stick</translation>
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
        <source>connected</source>
        <translation>verbunden</translation>
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
        <source>{names} and others</source>
        <translation>{names} und weitere</translation>
    </message>
    <message>
        <source>{sent} sent, {received} received</source>
        <translation>{sent} gesendet, {received} empfangen</translation>
    </message>
</context>
</TS>
