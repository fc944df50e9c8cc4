<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Adding</name>
    <message>
        <source>Measure “{measure}” added</source>
        <translation>Maßnahme „{measure}“ hinzugefügt</translation>
    </message>
</context>
<context>
    <name>CellEditing</name>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>Baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>to be found out</source>
        <translation>noch zu erheben</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
</context>
<context>
    <name>FormFields</name>
    <message>
        <source>Please enter a day, for example 29.5. or in 2 weeks.</source>
        <translation>Bitte einen Tag eingeben, zum Beispiel 29.5. oder in 2 Wochen.</translation>
    </message>
    <message>
        <source>Please enter a number, for example 84.</source>
        <translation>Bitte eine Zahl eingeben, zum Beispiel 84.</translation>
    </message>
</context>
<context>
    <name>KpiCard</name>
    <message>
        <source>Baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Baseline of</source>
        <translation>Ausgang vom</translation>
    </message>
    <message>
        <source>Delete key figure</source>
        <translation>Kennzahl löschen</translation>
    </message>
    <message>
        <source>Delete value {value} of {day}</source>
        <translation>Wert {value} vom {day} löschen</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Key figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Key figure changed</source>
        <translation>Kennzahl geändert</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Target until</source>
        <translation>Ziel bis</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Value deleted</source>
        <translation>Wert gelöscht</translation>
    </message>
    <message>
        <source>Way covered</source>
        <translation>Zurückgelegter Weg</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
    <message>
        <source>to be found out</source>
        <translation>noch zu erheben</translation>
    </message>
</context>
<context>
    <name>Kpis</name>
    <message>
        <source>Key figure added</source>
        <translation>Kennzahl hinzugefügt</translation>
    </message>
    <message>
        <source>Key figure deleted</source>
        <translation>Kennzahl gelöscht</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>New key figure</source>
        <translation>Neue Kennzahl</translation>
    </message>
    <message>
        <source>New key figure, then Enter</source>
        <translation>Neue Kennzahl, dann Eingabe</translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message>
        <source>Effort</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>Effort and impact</source>
        <translation>Aufwand und Wirkung</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>plan well</source>
        <translation>gut planen</translation>
    </message>
    <message>
        <source>start with</source>
        <translation>zuerst angehen</translation>
    </message>
    <message>
        <source>{measure}: effort {effort}, impact {impact}</source>
        <translation>{measure}: Aufwand {effort}, Wirkung {impact}</translation>
    </message>
</context>
<context>
    <name>MeasureForm</name>
    <message>
        <source>Accompanied by</source>
        <translation>Begleitung</translation>
    </message>
    <message>
        <source>Actual cost in €</source>
        <translation>Kosten tatsächlich in €</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>Formular schließen</translation>
    </message>
    <message>
        <source>Delete measure</source>
        <translation>Maßnahme löschen</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Edit measure</source>
        <translation>Maßnahme bearbeiten</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>Estimated cost in €</source>
        <translation>Kosten geschätzt in €</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Field of action</source>
        <translation>Handlungsfeld</translation>
    </message>
    <message>
        <source>Funding</source>
        <translation>Förderung</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>Ziel der Maßnahme</translation>
    </message>
    <message>
        <source>Hide history</source>
        <translation>Verlauf ausblenden</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Measure changed</source>
        <translation>Maßnahme geändert</translation>
    </message>
    <message>
        <source>Please enter a title, so that the measure has a name in the plan.</source>
        <translation>Bitte einen Titel eingeben, damit die Maßnahme im Plan einen Namen hat.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Show conflict</source>
        <translation>Konflikt ansehen</translation>
    </message>
    <message>
        <source>Show history</source>
        <translation>Verlauf ansehen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
</context>
<context>
    <name>MeasureSummary</name>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Show conflict</source>
        <translation>Konflikt ansehen</translation>
    </message>
    <message>
        <source>by {day}</source>
        <translation>bis {day}</translation>
    </message>
    <message>
        <source>comes up again on {day}</source>
        <translation>Wiedervorlage am {day}</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>überfällig seit {day}</translation>
    </message>
</context>
<context>
    <name>MeasuresPage</name>
    <message>
        <source>Action plan</source>
        <translation>Maßnahmenplan</translation>
    </message>
    <message>
        <source>Add the first measure</source>
        <translation>Erste Maßnahme hinzufügen</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Maßnahmen</translation>
    </message>
    <message>
        <source>No measures of this kind.</source>
        <translation>Keine Maßnahmen dieser Art.</translation>
    </message>
    <message>
        <source>No measures yet. In a visit a line with “M:” is enough.</source>
        <translation>Noch keine Maßnahmen. Im Besuch genügt eine Zeile mit „M:“.</translation>
    </message>
    <message>
        <source>Show all measures</source>
        <translation>Alle Maßnahmen zeigen</translation>
    </message>
    <message>
        <source>The measures are being loaded</source>
        <translation>Maßnahmen werden geladen</translation>
    </message>
</context>
<context>
    <name>MilestoneLine</name>
    <message>
        <source>Delete milestone</source>
        <translation>Meilenstein löschen</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Due: {milestone}</source>
        <translation>Frist: {milestone}</translation>
    </message>
    <message>
        <source>Milestone changed</source>
        <translation>Meilenstein geändert</translation>
    </message>
    <message>
        <source>Milestone: {milestone}</source>
        <translation>Meilenstein: {milestone}</translation>
    </message>
    <message>
        <source>Reached: {milestone}</source>
        <translation>Erreicht: {milestone}</translation>
    </message>
</context>
<context>
    <name>Milestones</name>
    <message>
        <source>Milestone added</source>
        <translation>Meilenstein hinzugefügt</translation>
    </message>
    <message>
        <source>Milestone deleted</source>
        <translation>Meilenstein gelöscht</translation>
    </message>
    <message>
        <source>Milestones</source>
        <translation>Meilensteine</translation>
    </message>
    <message>
        <source>New milestone</source>
        <translation>Neuer Meilenstein</translation>
    </message>
    <message>
        <source>New milestone, then Enter</source>
        <translation>Neuer Meilenstein, dann Eingabe</translation>
    </message>
</context>
<context>
    <name>NewMeasure</name>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>@ names a person, ! the priority, # the field of action ({fields}).</source>
        <translation>@ nennt eine Person, ! die Priorität, # das Handlungsfeld ({fields}).</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Close the new row</source>
        <translation>Neue Zeile schließen</translation>
    </message>
    <message>
        <source>For which company</source>
        <translation>Für welches Unternehmen</translation>
    </message>
    <message>
        <source>From template</source>
        <translation>Aus Vorlage</translation>
    </message>
    <message>
        <source>New measure</source>
        <translation>Neue Maßnahme</translation>
    </message>
    <message>
        <source>Please choose the company first.</source>
        <translation>Bitte zuerst das Unternehmen wählen.</translation>
    </message>
    <message>
        <source>What shall be done, @person by 29.5. !high #U</source>
        <translation>Was getan werden soll, @Person bis 29.5. !hoch #U</translation>
    </message>
    <message>
        <source>Who is meant: {names}?</source>
        <translation>Wer ist gemeint: {names}?</translation>
    </message>
    <message>
        <source>priority {priority}</source>
        <translation>Priorität {priority}</translation>
    </message>
</context>
<context>
    <name>NumberClashes</name>
    <message>
        <source>The later measure with {number} has the next free number</source>
        <translation>Die spätere Maßnahme mit {number} hat die nächste freie Nummer</translation>
    </message>
    <message>
        <source>The number {number} stands twice in this plan.</source>
        <translation>Die Nummer {number} steht zweimal in diesem Plan.</translation>
    </message>
    <message>
        <source>“{first}” had it before “{later}”.</source>
        <translation>„{first}“ hatte sie vor „{later}“.</translation>
    </message>
</context>
<context>
    <name>NumberNote</name>
    <message>
        <source>“{name}” got the number {number} as well, later.</source>
        <translation>„{name}“ hat später ebenfalls die Nummer {number} bekommen.</translation>
    </message>
    <message>
        <source>“{name}” had the number {number} before.</source>
        <translation>Die Nummer {number} hatte schon „{name}“.</translation>
    </message>
</context>
<context>
    <name>PlanBar</name>
    <message>
        <source>About the plan</source>
        <translation>Angaben zum Plan</translation>
    </message>
    <message>
        <source>Action plan</source>
        <translation>Maßnahmenplan</translation>
    </message>
    <message>
        <source>Add measure</source>
        <translation>Maßnahme hinzufügen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All companies</source>
        <translation>Alle Unternehmen</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Überfällig</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Print plan</source>
        <translation>Plan drucken</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{done} von {total} erledigt</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>About the plan</source>
        <translation>Angaben zum Plan</translation>
    </message>
    <message>
        <source>Agreed on</source>
        <translation>Abgestimmt am</translation>
    </message>
    <message>
        <source>Close the form</source>
        <translation>Formular schließen</translation>
    </message>
    <message>
        <source>Goal of the plan</source>
        <translation>Ziel des Plans</translation>
    </message>
    <message>
        <source>Looked through</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Period from</source>
        <translation>Laufzeit von</translation>
    </message>
    <message>
        <source>Period until</source>
        <translation>Laufzeit bis</translation>
    </message>
    <message>
        <source>Plan changed</source>
        <translation>Plan geändert</translation>
    </message>
    <message>
        <source>Status of the plan</source>
        <translation>Status des Plans</translation>
    </message>
    <message>
        <source>Title of the plan</source>
        <translation>Titel des Plans</translation>
    </message>
    <message>
        <source>every {months} months</source>
        <translation>alle {months} Monate</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
</context>
<context>
    <name>PlanHeader</name>
    <message>
        <source>Baseline</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
</context>
<context>
    <name>PlanTable</name>
    <message>
        <source>Measures</source>
        <translation>Maßnahmen</translation>
    </message>
</context>
<context>
    <name>PlanTableModel</name>
    <message>
        <source>Baseline, today, target</source>
        <translation>Ausgang, heute, Ziel</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>Without field of action</source>
        <translation>Ohne Handlungsfeld</translation>
    </message>
    <message>
        <source>baseline {baseline}, today {newest}, target {target}</source>
        <translation>Ausgang {baseline}, heute {newest}, Ziel {target}</translation>
    </message>
    <message>
        <source>overdue since {day}</source>
        <translation>überfällig seit {day}</translation>
    </message>
    <message>
        <source>to be found out</source>
        <translation>noch zu erheben</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{number}, given twice</source>
        <translation>{number}, doppelt vergeben</translation>
    </message>
</context>
<context>
    <name>RowEdits</name>
    <message>
        <source>Measure changed</source>
        <translation>Maßnahme geändert</translation>
    </message>
    <message>
        <source>Measure restored</source>
        <translation>Maßnahme zurückgeholt</translation>
    </message>
    <message>
        <source>Measure {name} deleted</source>
        <translation>Maßnahme {name} gelöscht</translation>
    </message>
    <message>
        <source>Status put back</source>
        <translation>Status zurückgesetzt</translation>
    </message>
    <message>
        <source>“{measure}”: {status}</source>
        <translation>„{measure}“: {status}</translation>
    </message>
</context>
<context>
    <name>SharedNumbers</name>
    <message>
        <source>Give the later one the next free number</source>
        <translation>Der späteren die nächste freie Nummer geben</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message numerus="yes">
        <source>%n open measure(s) not rated yet</source>
        <translation>
            <numerusform>%n offene Maßnahme ohne Einschätzung</numerusform>
            <numerusform>%n offene Maßnahmen ohne Einschätzung</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a measure to see it here.</source>
        <translation>Wählen Sie eine Maßnahme, dann steht sie hier.</translation>
    </message>
    <message>
        <source>Effort and impact</source>
        <translation>Aufwand und Wirkung</translation>
    </message>
    <message>
        <source>Matrix and measure</source>
        <translation>Matrix und Maßnahme</translation>
    </message>
</context>
<context>
    <name>StatusFields</name>
    <message>
        <source>Comes up again on</source>
        <translation>Wiedervorlage am</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Status changed</source>
        <translation>Status geändert</translation>
    </message>
    <message>
        <source>Traffic light</source>
        <translation>Ampel</translation>
    </message>
    <message>
        <source>Traffic light changed</source>
        <translation>Ampel geändert</translation>
    </message>
    <message>
        <source>Why this traffic light</source>
        <translation>Begründung der Ampel</translation>
    </message>
</context>
<context>
    <name>ValueEntry</name>
    <message>
        <source>Add value</source>
        <translation>Wert hinzufügen</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Neuer Wert</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Am</translation>
    </message>
    <message>
        <source>Source of the value</source>
        <translation>Quelle des Werts</translation>
    </message>
    <message>
        <source>Value added</source>
        <translation>Wert hinzugefügt</translation>
    </message>
</context>
</TS>
