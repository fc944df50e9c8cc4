<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AgreedToday</name>
    <message>
        <source>Agreed today</source>
        <translation>Heute vereinbart</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Vereinbarung</translation>
    </message>
    <message>
        <source>Nothing is agreed on purpose.</source>
        <translation>Bewusst nichts vereinbart.</translation>
    </message>
    <message>
        <source>Nothing yet. One line with “M:” is enough.</source>
        <translation>Noch nichts. Eine Zeile mit „M:“ genügt.</translation>
    </message>
</context>
<context>
    <name>AgreementRow</name>
    <message>
        <source>Agreement</source>
        <translation>Vereinbarung</translation>
    </message>
    <message>
        <source>Agreement changed</source>
        <translation>Vereinbarung geändert</translation>
    </message>
    <message>
        <source>Agreement removed</source>
        <translation>Vereinbarung entfernt</translation>
    </message>
    <message>
        <source>Agreement {number}</source>
        <translation>Vereinbarung {number}</translation>
    </message>
    <message>
        <source>Due date moved</source>
        <translation>Frist geändert</translation>
    </message>
    <message>
        <source>Due date of agreement {number}</source>
        <translation>Frist der Vereinbarung {number}</translation>
    </message>
    <message>
        <source>Remove agreement</source>
        <translation>Vereinbarung entfernen</translation>
    </message>
    <message>
        <source>Remove agreement {number}</source>
        <translation>Vereinbarung {number} entfernen</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>bis wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>wer</translation>
    </message>
    <message>
        <source>Who does agreement {number}</source>
        <translation>Verantwortlich für Vereinbarung {number}</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
</context>
<context>
    <name>AgreementsSection</name>
    <message>
        <source>A line with “M:” makes a measure of the plan as well. What needs no measure is added here.</source>
        <translation>Eine Zeile mit „M:“ legt zugleich eine Maßnahme im Plan an. Was keine Maßnahme braucht, wird hier ergänzt.</translation>
    </message>
    <message>
        <source>Add an agreement</source>
        <translation>Vereinbarung hinzufügen</translation>
    </message>
    <message>
        <source>Agreement added</source>
        <translation>Vereinbarung hinzugefügt</translation>
    </message>
    <message>
        <source>Agreements chosen as none</source>
        <translation>Keine Vereinbarungen gewählt</translation>
    </message>
    <message>
        <source>Nothing was agreed</source>
        <translation>Keine Vereinbarungen getroffen</translation>
    </message>
</context>
<context>
    <name>AttendeeRow</name>
    <message>
        <source>Note from when to when</source>
        <translation>Anwesend ab und bis …</translation>
    </message>
    <message>
        <source>Present from: {name}</source>
        <translation>Anwesend ab: {name}</translation>
    </message>
    <message>
        <source>Present to: {name}</source>
        <translation>Anwesend bis: {name}</translation>
    </message>
    <message>
        <source>Present: {name}</source>
        <translation>Anwesend: {name}</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>from</source>
        <translation>ab</translation>
    </message>
    <message>
        <source>from {time}</source>
        <translation>ab {time}</translation>
    </message>
    <message>
        <source>present</source>
        <translation>anwesend</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>bis {time}</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} bis {end}</translation>
    </message>
</context>
<context>
    <name>ClashNote</name>
    <message>
        <source>At {start} there is already the visit to {company}.</source>
        <translation>Um {start} Uhr steht schon der Besuch bei {company}.</translation>
    </message>
    <message>
        <source>From {start} to {end} there is already the visit to {company}.</source>
        <translation>Von {start} bis {end} Uhr steht schon der Besuch bei {company}.</translation>
    </message>
    <message>
        <source>another company</source>
        <translation>einem anderen Unternehmen</translation>
    </message>
</context>
<context>
    <name>ClockSteps</name>
    <message>
        <source>Visit begun</source>
        <translation>Besuch begonnen</translation>
    </message>
    <message>
        <source>Visit ended</source>
        <translation>Besuch beendet</translation>
    </message>
    <message>
        <source>Visit goes on</source>
        <translation>Besuch fortgesetzt</translation>
    </message>
</context>
<context>
    <name>ConsultantChips</name>
    <message>
        <source>Consultant: {name}</source>
        <translation>Beratend: {name}</translation>
    </message>
    <message>
        <source>Consultants</source>
        <translation>Beratende</translation>
    </message>
</context>
<context>
    <name>EntryRow</name>
    <message>
        <source>Kind of finding changed</source>
        <translation>Art der Feststellung geändert</translation>
    </message>
    <message>
        <source>Kind of finding {number}</source>
        <translation>Art der Feststellung {number}</translation>
    </message>
</context>
<context>
    <name>FieldSection</name>
    <message>
        <source>Add a topic</source>
        <translation>Thema hinzufügen</translation>
    </message>
    <message>
        <source>Add a topic on {field}</source>
        <translation>Thema zu {field} hinzufügen</translation>
    </message>
    <message>
        <source>Notes on {field}</source>
        <translation>Notizen zu {field}</translation>
    </message>
    <message>
        <source>Topic added</source>
        <translation>Thema hinzugefügt</translation>
    </message>
    <message>
        <source>What is said about {field}</source>
        <translation>Was zu {field} gesagt wird</translation>
    </message>
</context>
<context>
    <name>FrameSection</name>
    <message>
        <source>Choose</source>
        <translation>Bitte wählen</translation>
    </message>
    <message>
        <source>Consultants</source>
        <translation>Beratende</translation>
    </message>
    <message>
        <source>Cross-cutting goals</source>
        <translation>Querschnittsziele</translation>
    </message>
    <message>
        <source>Documents handed over</source>
        <translation>Ausgehändigte Unterlagen</translation>
    </message>
    <message>
        <source>Equality of women and men</source>
        <translation>Gleichstellung</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Unterlagen</translation>
    </message>
    <message>
        <source>More about the place</source>
        <translation>Ort genauer</translation>
    </message>
    <message>
        <source>Non-discrimination</source>
        <translation>Nichtdiskriminierung</translation>
    </message>
    <message>
        <source>One document a line</source>
        <translation>Eine Unterlage je Zeile</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Street, room</source>
        <translation>Straße, Raum</translation>
    </message>
    <message>
        <source>Sustainable development</source>
        <translation>Nachhaltige Entwicklung</translation>
    </message>
    <message>
        <source>What the talk brought up about it, in a few words</source>
        <translation>Was dazu zur Sprache kam, in wenigen Worten</translation>
    </message>
</context>
<context>
    <name>GuidingQuestions</name>
    <message>
        <source>Guiding question ticked</source>
        <translation>Leitfrage abgehakt</translation>
    </message>
    <message>
        <source>Guiding questions</source>
        <translation>Leitfragen</translation>
    </message>
    <message>
        <source>Hide guiding questions</source>
        <translation>Leitfragen zuklappen</translation>
    </message>
    <message>
        <source>Show guiding questions</source>
        <translation>Leitfragen aufklappen</translation>
    </message>
    <message>
        <source>{count} of {total} ticked</source>
        <translation>{count} von {total} abgehakt</translation>
    </message>
</context>
<context>
    <name>MeasureEntry</name>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <source>Record a measure</source>
        <translation>Maßnahme erfassen</translation>
    </message>
    <message>
        <source>The line does not name a measure yet.</source>
        <translation>Die Zeile nennt noch keine Maßnahme.</translation>
    </message>
    <message>
        <source>What shall be done, @person by 29.5. !high</source>
        <translation>Was getan werden soll, @Person bis 29.5. !hoch</translation>
    </message>
    <message>
        <source>Who is meant: {names}?</source>
        <translation>Wer ist gemeint: {names}?</translation>
    </message>
    <message>
        <source>adds</source>
        <translation>übernimmt</translation>
    </message>
    <message>
        <source>priority {priority}</source>
        <translation>Priorität {priority}</translation>
    </message>
</context>
<context>
    <name>MeasureLineEdit</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>MeasureOffer</name>
    <message>
        <source>Make it a measure</source>
        <translation>Als Maßnahme übernehmen</translation>
    </message>
    <message>
        <source>“{title}” can become a measure.</source>
        <translation>„{title}“ kann eine Maßnahme werden.</translation>
    </message>
</context>
<context>
    <name>NextSection</name>
    <message>
        <source>Choose</source>
        <translation>Bitte wählen</translation>
    </message>
    <message>
        <source>Day of the next appointment</source>
        <translation>Tag des nächsten Termins</translation>
    </message>
    <message>
        <source>Kind of the next appointment</source>
        <translation>Art des nächsten Termins</translation>
    </message>
    <message>
        <source>Left open</source>
        <translation>Nächster Termin bleibt offen</translation>
    </message>
    <message>
        <source>Next appointment</source>
        <translation>Nächster Termin</translation>
    </message>
    <message>
        <source>Next end</source>
        <translation>Ende des nächsten Termins</translation>
    </message>
    <message>
        <source>Next start</source>
        <translation>Beginn des nächsten Termins</translation>
    </message>
    <message>
        <source>Place of the next appointment</source>
        <translation>Ort des nächsten Termins</translation>
    </message>
</context>
<context>
    <name>OpenItemRow</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Done: {title}</source>
        <translation>Erledigt: {title}</translation>
    </message>
    <message>
        <source>Due date moved</source>
        <translation>Frist geändert</translation>
    </message>
    <message>
        <source>Measure done</source>
        <translation>Maßnahme erledigt</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Frist ändern</translation>
    </message>
    <message>
        <source>Move: {title}</source>
        <translation>Frist ändern: {title}</translation>
    </message>
    <message>
        <source>New due date</source>
        <translation>Neue Frist</translation>
    </message>
    <message>
        <source>New due date: {title}</source>
        <translation>Neue Frist: {title}</translation>
    </message>
    <message>
        <source>Remark added</source>
        <translation>Bemerkung hinzugefügt</translation>
    </message>
    <message>
        <source>Remark, then Enter</source>
        <translation>Bemerkung, dann Eingabe</translation>
    </message>
    <message>
        <source>Remark: {title}</source>
        <translation>Bemerkung: {title}</translation>
    </message>
    <message>
        <source>{title}: done</source>
        <translation>{title}: erledigt</translation>
    </message>
</context>
<context>
    <name>OpenItems</name>
    <message>
        <source>Still open from last time</source>
        <translation>Noch offen vom letzten Mal</translation>
    </message>
</context>
<context>
    <name>PeoplePane</name>
    <message>
        <source>Add a participant</source>
        <translation>Teilnehmende hinzufügen</translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation>Name der Person</translation>
    </message>
    <message>
        <source>Name, then Enter</source>
        <translation>Name, dann Eingabe</translation>
    </message>
    <message>
        <source>Nobody is noted yet.</source>
        <translation>Noch niemand vermerkt.</translation>
    </message>
    <message>
        <source>Participant added</source>
        <translation>Teilnehmende Person hinzugefügt</translation>
    </message>
    <message>
        <source>Participant taken off the list</source>
        <translation>Teilnehmende Person von der Liste genommen</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
    <message>
        <source>Presence noted</source>
        <translation>Anwesenheit vermerkt</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Jemand anderes …</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>29.5., Fr, in 2 weeks</source>
        <translation>29.5., Fr, in 2 Wochen</translation>
    </message>
    <message>
        <source>A part of the name or the town</source>
        <translation>Ein Teil des Namens oder des Orts</translation>
    </message>
    <message>
        <source>Company of the visit</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Day of the visit</source>
        <translation>Tag des Besuchs</translation>
    </message>
    <message>
        <source>Do not plan</source>
        <translation>Nicht planen</translation>
    </message>
    <message>
        <source>Kind of the visit</source>
        <translation>Art des Besuchs</translation>
    </message>
    <message>
        <source>No company is called so. It may not be recorded yet.</source>
        <translation>Kein Unternehmen heißt so. Vielleicht ist es noch nicht angelegt.</translation>
    </message>
    <message>
        <source>Plan a visit</source>
        <translation>Besuch planen</translation>
    </message>
    <message>
        <source>Plan visit</source>
        <translation>Besuch eintragen</translation>
    </message>
    <message>
        <source>Please choose whom you visit.</source>
        <translation>Bitte wählen Sie, wen Sie besuchen.</translation>
    </message>
    <message>
        <source>Please enter a day, for example 29.5.</source>
        <translation>Bitte einen Tag eingeben, zum Beispiel 29.5.</translation>
    </message>
    <message>
        <source>Time of the visit</source>
        <translation>Uhrzeit des Besuchs</translation>
    </message>
</context>
<context>
    <name>ProtocolNote</name>
    <message>
        <source>Changed after the signature.</source>
        <translation>Nach der Unterschrift geändert.</translation>
    </message>
    <message>
        <source>Check code {code}</source>
        <translation>Prüfcode {code}</translation>
    </message>
    <message>
        <source>Not as on the paper: {names}. The paper itself stays as it is.</source>
        <translation>Anders als auf dem Papier: {names}. Das Papier selbst bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Since {moment}, check code {code}</source>
        <translation>Seit {moment}, Prüfcode {code}</translation>
    </message>
    <message>
        <source>The protocol stands and cannot be changed.</source>
        <translation>Das Protokoll steht fest und ist unveränderlich.</translation>
    </message>
    <message>
        <source>{names} and more</source>
        <translation>{names} und mehr</translation>
    </message>
</context>
<context>
    <name>SectionButton</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>SectionList</name>
    <message numerus="yes">
        <source>%n entries are missing</source>
        <translation>
            <numerusform>Es fehlt noch 1 Angabe</numerusform>
            <numerusform>Es fehlen noch %n Angaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl 1–9</source>
        <translation>Strg 1–9</translation>
    </message>
    <message>
        <source>Ctrl M</source>
        <translation>Strg M</translation>
    </message>
    <message>
        <source>Fields of action</source>
        <translation>Handlungsfelder</translation>
    </message>
    <message>
        <source>Make protocol final</source>
        <translation>Protokoll abschließen</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <source>Missing for the final protocol</source>
        <translation>Zum Abschließen fehlt noch</translation>
    </message>
    <message>
        <source>Nothing is missing</source>
        <translation>Zum Abschließen fehlt nichts</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Abschluss</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>The protocol is final</source>
        <translation>Das Protokoll ist abgeschlossen</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und eine weitere Angabe</numerusform>
            <numerusform>und %n weitere Angaben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>ein Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>ein Wort</numerusform>
            <numerusform>%n Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>Vereinbarungen</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Feststellungen</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Initial situation</source>
        <translation>Ausgangslage</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>Interne Notiz</translation>
    </message>
    <message>
        <source>Next appointment</source>
        <translation>Nächster Termin</translation>
    </message>
    <message>
        <source>Occasion and goal</source>
        <translation>Anlass und Ziel</translation>
    </message>
    <message>
        <source>Photos and files</source>
        <translation>Fotos und Dateien</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>Empfehlungen</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>Participants and agreements</source>
        <translation>Teilnehmende und Vereinbarungen</translation>
    </message>
</context>
<context>
    <name>SummaryPane</name>
    <message>
        <source>Agreements</source>
        <translation>Vereinbarungen</translation>
    </message>
    <message>
        <source>Begin visit</source>
        <translation>Besuch beginnen</translation>
    </message>
    <message>
        <source>Cancel visit</source>
        <translation>Absagen</translation>
    </message>
    <message>
        <source>Consultants</source>
        <translation>Beratende</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>Anlass</translation>
    </message>
    <message>
        <source>Open visit</source>
        <translation>Besuch öffnen</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>Wieder planen</translation>
    </message>
    <message>
        <source>Prepare</source>
        <translation>Vorbereiten</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>To the company</source>
        <translation>Zum Unternehmen</translation>
    </message>
    <message>
        <source>Visit cancelled</source>
        <translation>Besuch abgesagt</translation>
    </message>
    <message>
        <source>Visit planned again</source>
        <translation>Besuch wieder geplant</translation>
    </message>
    <message>
        <source>day open</source>
        <translation>Tag offen</translation>
    </message>
</context>
<context>
    <name>TimesGrid</name>
    <message>
        <source>Break in minutes</source>
        <translation>Pause in Minuten</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Bitte wählen</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Kind of visit</source>
        <translation>Art des Besuchs</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>The end is before the start. It is kept as soon as it is after it.</source>
        <translation>Das Ende liegt vor dem Beginn. Es wird gesichert, sobald es danach liegt.</translation>
    </message>
    <message>
        <source>Travel in minutes</source>
        <translation>Fahrzeit in Minuten</translation>
    </message>
    <message>
        <source>{hours} hours, {days} consulting days</source>
        <translation>{hours} Stunden, {days} Beratungstage</translation>
    </message>
</context>
<context>
    <name>TopicRow</name>
    <message>
        <source>Observation on {topic}</source>
        <translation>Beobachtung zu {topic}</translation>
    </message>
    <message>
        <source>Remove topic {topic}</source>
        <translation>Thema {topic} entfernen</translation>
    </message>
    <message>
        <source>Topic removed</source>
        <translation>Thema entfernt</translation>
    </message>
</context>
<context>
    <name>VisitBar</name>
    <message>
        <source>Client view</source>
        <translation>Kundenansicht</translation>
    </message>
    <message>
        <source>Client view off</source>
        <translation>Kundenansicht beenden</translation>
    </message>
    <message>
        <source>Ctrl P</source>
        <translation>Strg P</translation>
    </message>
    <message>
        <source>Ctrl Shift U</source>
        <translation>Strg Umschalt U</translation>
    </message>
    <message>
        <source>Participants and agreements</source>
        <translation>Teilnehmende und Vereinbarungen</translation>
    </message>
    <message>
        <source>Print protocol</source>
        <translation>Protokoll drucken</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Unterschreiben</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>Unterschriften</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>day open</source>
        <translation>Tag offen</translation>
    </message>
</context>
<context>
    <name>VisitClock</name>
    <message>
        <source>Begin visit</source>
        <translation>Besuch beginnen</translation>
    </message>
    <message>
        <source>Duration {time}</source>
        <translation>Dauer {time}</translation>
    </message>
    <message>
        <source>End visit</source>
        <translation>Besuch beenden</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with the visit</source>
        <translation>Besuch fortsetzen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>planned for {time}</source>
        <translation>geplant um {time}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>without clock</source>
        <translation>ohne Uhr</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} bis {end}</translation>
    </message>
</context>
<context>
    <name>VisitEntries</name>
    <message>
        <source>Add a finding</source>
        <translation>Feststellung hinzufügen</translation>
    </message>
    <message>
        <source>Add a recommendation</source>
        <translation>Empfehlung hinzufügen</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Cause of finding {number}</source>
        <translation>Ursache der Feststellung {number}</translation>
    </message>
    <message>
        <source>Finding added</source>
        <translation>Feststellung hinzugefügt</translation>
    </message>
    <message>
        <source>Finding removed</source>
        <translation>Feststellung entfernt</translation>
    </message>
    <message>
        <source>Finding {number}</source>
        <translation>Feststellung {number}</translation>
    </message>
    <message>
        <source>How to do it</source>
        <translation>Hinweis zur Umsetzung</translation>
    </message>
    <message>
        <source>How to do recommendation {number}</source>
        <translation>Hinweis zur Empfehlung {number}</translation>
    </message>
    <message>
        <source>How to go about it</source>
        <translation>Wie es gelingt</translation>
    </message>
    <message>
        <source>Recommendation added</source>
        <translation>Empfehlung hinzugefügt</translation>
    </message>
    <message>
        <source>Recommendation removed</source>
        <translation>Empfehlung entfernt</translation>
    </message>
    <message>
        <source>Recommendation {number}</source>
        <translation>Empfehlung {number}</translation>
    </message>
    <message>
        <source>Remove finding {number}</source>
        <translation>Feststellung {number} entfernen</translation>
    </message>
    <message>
        <source>Remove recommendation {number}</source>
        <translation>Empfehlung {number} entfernen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was festgestellt wurde</translation>
    </message>
    <message>
        <source>What we recommend</source>
        <translation>Was wir empfehlen</translation>
    </message>
    <message>
        <source>Why it is so</source>
        <translation>Woran es liegt</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>Both versions are kept until somebody decides.</source>
        <translation>Beide Fassungen bleiben, bis jemand entscheidet.</translation>
    </message>
    <message>
        <source>Look at conflicts</source>
        <translation>Konflikte ansehen</translation>
    </message>
    <message>
        <source>Measure added: {title}</source>
        <translation>Maßnahme hinzugefügt: {title}</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Protokolltext</translation>
    </message>
    <message>
        <source>Protocol opened again</source>
        <translation>Protokoll wieder geöffnet</translation>
    </message>
    <message>
        <source>Two people changed the same.</source>
        <translation>Zwei Personen haben dasselbe geändert.</translation>
    </message>
    <message>
        <source>Visit to {company}</source>
        <translation>Besuch bei {company}</translation>
    </message>
</context>
<context>
    <name>VisitTexts</name>
    <message>
        <source>Goal of the talk</source>
        <translation>Ziel des Gesprächs</translation>
    </message>
    <message>
        <source>Initial situation of the company</source>
        <translation>Ausgangslage des Unternehmens</translation>
    </message>
    <message>
        <source>Is never printed, and is hidden in the client view.</source>
        <translation>Wird nie gedruckt und ist in der Kundenansicht ausgeblendet.</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>Anlass</translation>
    </message>
    <message>
        <source>Text of the internal note</source>
        <translation>Text der internen Notiz</translation>
    </message>
    <message>
        <source>What shall be clear afterwards</source>
        <translation>Was danach klar sein soll</translation>
    </message>
    <message>
        <source>What the company does, what has happened, what is under way</source>
        <translation>Was das Unternehmen tut, was geschehen ist, was läuft</translation>
    </message>
    <message>
        <source>Why this visit takes place</source>
        <translation>Warum dieser Besuch stattfindet</translation>
    </message>
    <message>
        <source>Write only what the person may read.</source>
        <translation>Schreiben Sie nur, was die Person lesen dürfte.</translation>
    </message>
</context>
<context>
    <name>VisitWords</name>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>{time}</source>
        <translation>{time} Uhr</translation>
    </message>
</context>
<context>
    <name>VisitWork</name>
    <message>
        <source>Measure added</source>
        <translation>Maßnahme hinzugefügt</translation>
    </message>
</context>
<context>
    <name>Visits</name>
    <message>
        <source>Visits</source>
        <translation>Besuche</translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>New visit</source>
        <translation>Neuer Besuch</translation>
    </message>
    <message>
        <source>No visit is chosen.</source>
        <translation>Kein Besuch gewählt.</translation>
    </message>
    <message>
        <source>No visit matches these filters.</source>
        <translation>Kein Besuch passt zu diesen Filtern.</translation>
    </message>
    <message>
        <source>No visits yet. “New visit” plans the first one.</source>
        <translation>Noch keine Besuche. „Neuer Besuch“ plant den ersten.</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>Vergangene</translation>
    </message>
    <message>
        <source>Upcoming</source>
        <translation>Anstehende</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>Visit planned</source>
        <translation>Besuch eingetragen</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Besuche</translation>
    </message>
    <message>
        <source>day open</source>
        <translation>Tag offen</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
</context>
<context>
    <name>_ItemHead</name>
    <message>
        <source>overdue</source>
        <translation>überfällig</translation>
    </message>
</context>
</TS>
