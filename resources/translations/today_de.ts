<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AppointmentList</name>
    <message>
        <source>Appointments today</source>
        <translation>Termine heute</translation>
    </message>
</context>
<context>
    <name>AppointmentRow</name>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Open protocol</source>
        <translation>Protokoll öffnen</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Vorbereiten</translation>
    </message>
</context>
<context>
    <name>ConflictsCard</name>
    <message numerus="yes">
        <source>%n fields</source>
        <translation>
            <numerusform>%n Feld</numerusform>
            <numerusform>%n Felder</numerusform>
        </translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message numerus="yes">
        <source>See %n conflicts</source>
        <translation>
            <numerusform>%n Konflikt ansehen</numerusform>
            <numerusform>%n Konflikte ansehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Two people have changed the same. Both versions are kept.</source>
        <translation>Zwei Personen haben dasselbe geändert. Beide Fassungen sind aufbewahrt.</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} und {last}</translation>
    </message>
    <message>
        <source>{what}, with {people}</source>
        <translation>{what}, mit {people}</translation>
    </message>
</context>
<context>
    <name>DayHead</name>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <source>New appointment</source>
        <translation>Neuer Termin</translation>
    </message>
    <message>
        <source>New measure</source>
        <translation>Neue Maßnahme</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Record a company</source>
        <translation>Unternehmen anlegen</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Was wartet</translation>
    </message>
</context>
<context>
    <name>DueMeasures</name>
    <message>
        <source>All measures</source>
        <translation>Alle Maßnahmen</translation>
    </message>
    <message>
        <source>Measures due this week</source>
        <translation>Maßnahmen, fällig diese Woche</translation>
    </message>
    <message>
        <source>Nothing is due this week.</source>
        <translation>Diese Woche ist nichts fällig.</translation>
    </message>
    <message>
        <source>The space bar moves the status on.</source>
        <translation>Die Leertaste schaltet den Status weiter.</translation>
    </message>
    <message>
        <source>week {number}</source>
        <translation>KW {number}</translation>
    </message>
</context>
<context>
    <name>NextAppointment</name>
    <message>
        <source>Begin the visit</source>
        <translation>Besuch beginnen</translation>
    </message>
    <message>
        <source>By {people}</source>
        <translation>Durch {people}</translation>
    </message>
    <message>
        <source>Go on with the visit</source>
        <translation>Besuch fortsetzen</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>to {time}</source>
        <translation>bis {time}</translation>
    </message>
</context>
<context>
    <name>RecentCard</name>
    <message>
        <source>Edited last</source>
        <translation>Zuletzt bearbeitet</translation>
    </message>
</context>
<context>
    <name>SyncCard</name>
    <message numerus="yes">
        <source>&lt;b&gt;%n changes wait&lt;/b&gt; for the partner server. They are kept on this device.</source>
        <translation>
            <numerusform>&lt;b&gt;%n Änderung wartet&lt;/b&gt; auf den Partner-Server. Sie ist auf diesem Gerät gesichert.</numerusform>
            <numerusform>&lt;b&gt;%n Änderungen warten&lt;/b&gt; auf den Partner-Server. Sie sind auf diesem Gerät gesichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Companies and contacts</source>
        <translation>Unternehmen und Personen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Details of syncing</source>
        <translation>Details zum Abgleich</translation>
    </message>
    <message>
        <source>Everything is in the consortium as well.</source>
        <translation>Alles ist auch im Verbund.</translation>
    </message>
    <message>
        <source>Last: {time}</source>
        <translation>Zuletzt: {time}</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Maßnahmen</translation>
    </message>
    <message>
        <source>No network since {time}. Sync starts by itself.</source>
        <translation>Kein Netz seit {time}. Der Abgleich startet von selbst.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Weiteres</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Sync is running.</source>
        <translation>Der Abgleich läuft.</translation>
    </message>
    <message>
        <source>The partner server has not answered since {time}. Sync starts by itself.</source>
        <translation>Der Partner-Server antwortet nicht seit {time}. Der Abgleich startet von selbst.</translation>
    </message>
    <message>
        <source>This device works without a server. Everything is kept on this device.</source>
        <translation>Dieses Gerät arbeitet ohne Server. Alles ist auf diesem Gerät gesichert.</translation>
    </message>
    <message>
        <source>Visits with protocol</source>
        <translation>Besuche mit Protokoll</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Appointment</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>New appointment</source>
        <translation>Neuer Termin</translation>
    </message>
    <message>
        <source>No appointments today.</source>
        <translation>Heute keine Termine.</translation>
    </message>
    <message>
        <source>Plan a visit</source>
        <translation>Besuch planen</translation>
    </message>
    <message>
        <source>Status of {title}</source>
        <translation>Status von {title}</translation>
    </message>
    <message>
        <source>The day</source>
        <translation>Der Tag</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>Was wartet</translation>
    </message>
    <message>
        <source>{title}: {status}</source>
        <translation>{title}: {status}</translation>
    </message>
</context>
<context>
    <name>TodayWords</name>
    <message numerus="yes">
        <source>%n others</source>
        <translation>
            <numerusform>%n weiteren Person</numerusform>
            <numerusform>%n weiteren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n protocols</source>
        <translation>
            <numerusform>%n Protokoll</numerusform>
            <numerusform>%n Protokolle</numerusform>
        </translation>
    </message>
    <message>
        <source>Action plan {company}</source>
        <translation>Maßnahmenplan {company}</translation>
    </message>
    <message>
        <source>No appointments today.</source>
        <translation>Heute keine Termine.</translation>
    </message>
    <message>
        <source>Note: {title}</source>
        <translation>Notiz: {title}</translation>
    </message>
    <message>
        <source>On this device: {what}</source>
        <translation>Auf diesem Gerät: {what}</translation>
    </message>
    <message>
        <source>One appointment today, it is over.</source>
        <translation>Ein Termin heute, er ist vorbei.</translation>
    </message>
    <message>
        <source>One appointment today, still to come.</source>
        <translation>Ein Termin heute, er steht noch an.</translation>
    </message>
    <message>
        <source>Protocol finished, not signed yet</source>
        <translation>Protokoll abgeschlossen, noch nicht unterschrieben</translation>
    </message>
    <message>
        <source>Protocol signed</source>
        <translation>Protokoll unterschrieben</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>action plan ({count})</source>
        <translation>Maßnahmenplan ({count})</translation>
    </message>
    <message>
        <source>company and contacts</source>
        <translation>Unternehmen und Ansprechpersonen</translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation>
            <numerusform>in %n Stunde</numerusform>
            <numerusform>in %n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation>
            <numerusform>in %n Minute</numerusform>
            <numerusform>in %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>no one two three four five six seven eight nine ten eleven twelve</source>
        <translation>kein ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>planned for {time}</source>
        <translation>geplant für {time}</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>seit {day}</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first} und {last}</translation>
    </message>
    <message>
        <source>{kind} with {people}</source>
        <translation>{kind} mit {people}</translation>
    </message>
    <message>
        <source>{number} appointments today, all of them are over.</source>
        <translation>{number} Termine heute, alle sind vorbei.</translation>
    </message>
    <message>
        <source>{number} appointments today, all still to come.</source>
        <translation>{number} Termine heute, alle stehen noch an.</translation>
    </message>
    <message>
        <source>{number} appointments today, one of them still to come.</source>
        <translation>{number} Termine heute, einer davon steht noch an.</translation>
    </message>
    <message>
        <source>{number} appointments today, {ahead} of them still to come.</source>
        <translation>{number} Termine heute, {ahead} davon stehen noch an.</translation>
    </message>
    <message>
        <source>{status}, overdue</source>
        <translation>{status}, überfällig</translation>
    </message>
    <message>
        <source>{what}, by {people}</source>
        <translation>{what}, durch {people}</translation>
    </message>
</context>
</TS>
