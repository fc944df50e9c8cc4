<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CaseEditor</name>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Case changed</source>
        <translation>Fall geändert</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kontaktweg</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>Abgeschlossen am</translation>
    </message>
    <message>
        <source>Deputy</source>
        <translation>Stellvertretung</translation>
    </message>
    <message>
        <source>First contact on</source>
        <translation>Erstkontakt am</translation>
    </message>
    <message>
        <source>Goal of the case</source>
        <translation>Ziel des Falls</translation>
    </message>
    <message>
        <source>Looked after by</source>
        <translation>Betreut von</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>Next step on</source>
        <translation>Nächster Schritt am</translation>
    </message>
    <message>
        <source>Occasion of the case</source>
        <translation>Anlass des Falls</translation>
    </message>
    <message>
        <source>Outcome of the case</source>
        <translation>Ergebnis des Falls</translation>
    </message>
</context>
<context>
    <name>CaseStateFields</name>
    <message>
        <source>Reason for the state</source>
        <translation>Grund für den Stand</translation>
    </message>
    <message>
        <source>State of the case</source>
        <translation>Stand des Falls</translation>
    </message>
    <message>
        <source>State of the case changed</source>
        <translation>Stand des Falls geändert</translation>
    </message>
</context>
<context>
    <name>Companies</name>
    <message>
        <source>Companies</source>
        <translation>Unternehmen</translation>
    </message>
</context>
<context>
    <name>CompaniesPage</name>
    <message>
        <source>No company chosen.</source>
        <translation>Kein Unternehmen gewählt.</translation>
    </message>
    <message>
        <source>Record a company</source>
        <translation>Unternehmen anlegen</translation>
    </message>
</context>
<context>
    <name>CompanyChecks</name>
    <message>
        <source>A postal code has five digits, for example 58452.</source>
        <translation>Eine Postleitzahl hat fünf Ziffern, zum Beispiel 58452.</translation>
    </message>
    <message>
        <source>An e-mail address looks like name@company.de.</source>
        <translation>Eine E-Mail-Adresse sieht so aus: name@firma.de.</translation>
    </message>
</context>
<context>
    <name>CompanyDetail</name>
    <message>
        <source>Action plan</source>
        <translation>Maßnahmenplan</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Company deleted</source>
        <translation>Unternehmen gelöscht</translation>
    </message>
    <message>
        <source>Company profile begun</source>
        <translation>Unternehmensprofil begonnen</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Visit begun</source>
        <translation>Besuch begonnen</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Besuche</translation>
    </message>
    <message>
        <source>What there is of the company</source>
        <translation>Bereiche des Unternehmens</translation>
    </message>
    <message>
        <source>{name} deleted</source>
        <translation>{name} gelöscht</translation>
    </message>
</context>
<context>
    <name>CompanyFilters</name>
    <message>
        <source>Field of action</source>
        <translation>Handlungsfeld</translation>
    </message>
    <message>
        <source>No visit for 6 months</source>
        <translation>Ohne Besuch seit 6 Monaten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>up to {most} people</source>
        <translation>bis {most} Beschäftigte</translation>
    </message>
    <message>
        <source>{least} people and more</source>
        <translation>ab {least} Beschäftigte</translation>
    </message>
    <message>
        <source>{least} to {most} people</source>
        <translation>{least} bis {most} Beschäftigte</translation>
    </message>
</context>
<context>
    <name>CompanyHead</name>
    <message>
        <source>Begin a visit now</source>
        <translation>Besuch jetzt beginnen</translation>
    </message>
    <message>
        <source>Begin the visit</source>
        <translation>Besuch beginnen</translation>
    </message>
    <message>
        <source>Delete company</source>
        <translation>Unternehmen löschen</translation>
    </message>
    <message>
        <source>Delete company (it has visits or measures)</source>
        <translation>Unternehmen löschen (es hat Besuche oder Maßnahmen)</translation>
    </message>
    <message>
        <source>Edit basic facts</source>
        <translation>Stammdaten bearbeiten</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Go on with the visit</source>
        <translation>Besuch fortsetzen</translation>
    </message>
    <message>
        <source>Join with another record …</source>
        <translation>Mit anderem Eintrag zusammenführen …</translation>
    </message>
    <message>
        <source>More about this company</source>
        <translation>Mehr zu diesem Unternehmen</translation>
    </message>
    <message>
        <source>New measure</source>
        <translation>Neue Maßnahme</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Plan a visit</source>
        <translation>Besuch planen</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Ohne Namen</translation>
    </message>
</context>
<context>
    <name>CompanyListPane</name>
    <message>
        <source>Companies</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Companies are being loaded</source>
        <translation>Unternehmen werden geladen</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>Letzter Besuch</translation>
    </message>
    <message>
        <source>List of companies</source>
        <translation>Liste der Unternehmen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name, town, trade, person</source>
        <translation>Name, Ort, Branche, Person</translation>
    </message>
    <message>
        <source>New company</source>
        <translation>Neues Unternehmen</translation>
    </message>
    <message>
        <source>No companies yet.</source>
        <translation>Noch keine Unternehmen.</translation>
    </message>
    <message>
        <source>No company matches these filters.</source>
        <translation>Kein Unternehmen passt zu diesen Filtern.</translation>
    </message>
    <message>
        <source>No hits for “{query}”.</source>
        <translation>Keine Treffer für „{query}“.</translation>
    </message>
    <message>
        <source>Search companies</source>
        <translation>Unternehmen suchen</translation>
    </message>
    <message>
        <source>Search in all companies</source>
        <translation>In allen Unternehmen suchen</translation>
    </message>
    <message>
        <source>The plus above records one.</source>
        <translation>Mit dem Plus oben legen Sie eins an.</translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{shown} von {all}</translation>
    </message>
</context>
<context>
    <name>CompanySide</name>
    <message>
        <source>Address</source>
        <translation>Anschrift</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Ansprechpersonen</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>Maßnahmen</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>Stays in the lists</source>
        <translation>Bleibt in den Listen</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Besuche</translation>
    </message>
    <message>
        <source>{name} stays in the lists</source>
        <translation>{name} bleibt in den Listen</translation>
    </message>
</context>
<context>
    <name>CompanyTabs</name>
    <message>
        <source>History of the company</source>
        <translation>Verlauf des Unternehmens</translation>
    </message>
    <message>
        <source>Measures of the company</source>
        <translation>Maßnahmen des Unternehmens</translation>
    </message>
    <message>
        <source>No measures yet. In a visit, one line with “M:” is enough.</source>
        <translation>Noch keine Maßnahmen. Im Besuch genügt eine Zeile mit „M:“.</translation>
    </message>
    <message>
        <source>No notes yet.</source>
        <translation>Noch keine Notizen.</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>Noch kein Besuch.</translation>
    </message>
    <message>
        <source>Notes about the company</source>
        <translation>Notizen zum Unternehmen</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Open the action plan</source>
        <translation>Maßnahmenplan öffnen</translation>
    </message>
    <message>
        <source>Plan a visit here</source>
        <translation>Neuen Besuch planen</translation>
    </message>
    <message>
        <source>Visits of the company</source>
        <translation>Besuche des Unternehmens</translation>
    </message>
    <message>
        <source>Without a field of action</source>
        <translation>Ohne Handlungsfeld</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <source>{done}/{total} done</source>
        <translation>{done}/{total} erledigt</translation>
    </message>
    <message>
        <source>{what}: brought back</source>
        <translation>{what}: zurückgeholt</translation>
    </message>
    <message>
        <source>{what}: deleted</source>
        <translation>{what}: gelöscht</translation>
    </message>
    <message>
        <source>{what}: recorded</source>
        <translation>{what}: angelegt</translation>
    </message>
</context>
<context>
    <name>CompanyWords</name>
    <message numerus="yes">
        <source>%n employees</source>
        <translation>
            <numerusform>%n MA</numerusform>
            <numerusform>%n MA</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n überfällig</numerusform>
            <numerusform>%n überfällig</numerusform>
        </translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Besuch</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Ohne Namen</translation>
    </message>
    <message>
        <source>no day yet</source>
        <translation>ohne Tag</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>{status}, overdue</source>
        <translation>{status}, überfällig</translation>
    </message>
</context>
<context>
    <name>ContactEditors</name>
    <message>
        <source>Add a contact</source>
        <translation>Ansprechperson hinzufügen</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>{name} bearbeiten</translation>
    </message>
    <message>
        <source>{name} (left)</source>
        <translation>{name} (ausgeschieden)</translation>
    </message>
</context>
<context>
    <name>ContactForm</name>
    <message>
        <source>Contact changed</source>
        <translation>Ansprechperson geändert</translation>
    </message>
    <message>
        <source>Contact deleted</source>
        <translation>Ansprechperson gelöscht</translation>
    </message>
    <message>
        <source>Delete contact</source>
        <translation>Ansprechperson löschen</translation>
    </message>
    <message>
        <source>E-mail of the contact</source>
        <translation>E-Mail der Ansprechperson</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>Ausgeschieden am</translation>
    </message>
    <message>
        <source>Main contact</source>
        <translation>Erste Ansprechperson</translation>
    </message>
    <message>
        <source>Main contact changed</source>
        <translation>Erste Ansprechperson geändert</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Mobil</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Salutation</source>
        <translation>Anrede</translation>
    </message>
    <message>
        <source>Telephone of the contact</source>
        <translation>Telefon der Ansprechperson</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>{name} deleted</source>
        <translation>{name} gelöscht</translation>
    </message>
</context>
<context>
    <name>EditColumn</name>
    <message>
        <source>Annual work units</source>
        <translation>Jahresarbeitseinheiten (JAE)</translation>
    </message>
    <message>
        <source>Balance sheet total in €</source>
        <translation>Bilanzsumme in €</translation>
    </message>
    <message>
        <source>Basic facts</source>
        <translation>Stammdaten</translation>
    </message>
    <message>
        <source>Basic facts changed</source>
        <translation>Stammdaten geändert</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branche</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Ansprechpersonen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done editing</source>
        <translation>Bearbeiten beenden</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Economic section</source>
        <translation>Wirtschaftszweig</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>Mitarbeitende</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Fiscal year</source>
        <translation>Geschäftsjahr</translation>
    </message>
    <message>
        <source>Founded in</source>
        <translation>Gründungsjahr</translation>
    </message>
    <message>
        <source>Legal form</source>
        <translation>Rechtsform</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Register court and number</source>
        <translation>Registergericht und Nummer</translation>
    </message>
    <message>
        <source>SME class: {size}</source>
        <translation>KMU-Klasse: {size}</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Straße und Hausnummer</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Turnover in €</source>
        <translation>Jahresumsatz in €</translation>
    </message>
    <message>
        <source>WZ code</source>
        <translation>WZ-Nummer</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Works council</source>
        <translation>Betriebsrat</translation>
    </message>
</context>
<context>
    <name>FactsColumn</name>
    <message numerus="yes">
        <source>%n changes wait</source>
        <translation>
            <numerusform>%n Änderung wartet</numerusform>
            <numerusform>%n Änderungen warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a contact</source>
        <translation>Ansprechperson hinzufügen</translation>
    </message>
    <message>
        <source>Basic facts</source>
        <translation>Stammdaten</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Branche</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Complete, also without network</source>
        <translation>Vollständig, auch ohne Netz</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Ansprechpersonen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit basic facts</source>
        <translation>Stammdaten bearbeiten</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>Mitarbeitende</translation>
    </message>
    <message>
        <source>In the consortium as well</source>
        <translation>Auch im Verbund</translation>
    </message>
    <message>
        <source>Legal form</source>
        <translation>Rechtsform</translation>
    </message>
    <message>
        <source>Looked after by</source>
        <translation>Betreut von</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nächster Schritt</translation>
    </message>
    <message>
        <source>Nobody is named yet.</source>
        <translation>Noch ist niemand benannt.</translation>
    </message>
    <message>
        <source>On this device</source>
        <translation>Auf diesem Gerät</translation>
    </message>
    <message>
        <source>Only what the consortium shares</source>
        <translation>Nur, was der Verbund teilt</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Zuständig</translation>
    </message>
    <message>
        <source>SME class</source>
        <translation>KMU-Klasse</translation>
    </message>
    <message>
        <source>See the conflict</source>
        <translation>Konflikt ansehen</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Two people have changed the same</source>
        <translation>Zwei Personen haben dasselbe geändert</translation>
    </message>
    <message>
        <source>leaves on {day}</source>
        <translation>scheidet aus am {day}</translation>
    </message>
    <message>
        <source>left on {day}</source>
        <translation>ausgeschieden am {day}</translation>
    </message>
    <message>
        <source>{size}, declared</source>
        <translation>{size}, laut Erklärung</translation>
    </message>
</context>
<context>
    <name>JoinedList</name>
    <message>
        <source>Joined</source>
        <translation>Zusammengeführt</translation>
    </message>
    <message>
        <source>Joining undone</source>
        <translation>Zusammenführung aufgehoben</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Leave it: {field}</source>
        <translation>So lassen: {field}</translation>
    </message>
    <message>
        <source>Not taken over from the joined company</source>
        <translation>Angabe nicht übernommen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take over: {field}</source>
        <translation>Übernehmen: {field}</translation>
    </message>
    <message>
        <source>Taken over from the joined company</source>
        <translation>Angabe übernommen</translation>
    </message>
    <message>
        <source>Undo the joining</source>
        <translation>Zusammenführung aufheben</translation>
    </message>
    <message>
        <source>Undo the joining of {name}</source>
        <translation>Zusammenführung mit {name} aufheben</translation>
    </message>
    <message>
        <source>{field} there: {value}</source>
        <translation>{field} dort: {value}</translation>
    </message>
    <message>
        <source>{name} is a company of its own again</source>
        <translation>{name} steht wieder für sich</translation>
    </message>
</context>
<context>
    <name>JoiningPane</name>
    <message>
        <source>A part of the name or the town</source>
        <translation>Ein Teil des Namens oder Ortes</translation>
    </message>
    <message>
        <source>Afterwards “{name}” stands in the lists, with contacts, visits and measures of both. Nothing is deleted, and it can be undone at any time. Colleagues see it after their next sync.</source>
        <translation>Danach steht „{name}“ in den Listen, mit Ansprechpersonen, Besuchen und Maßnahmen beider Einträge. Gelöscht wird nichts, und es lässt sich jederzeit aufheben. Die anderen sehen es nach ihrem nächsten Abgleich.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Choose the other record of the company.</source>
        <translation>Wählen Sie den anderen Eintrag des Unternehmens.</translation>
    </message>
    <message>
        <source>Choose {name}</source>
        <translation>{name} wählen</translation>
    </message>
    <message>
        <source>Companies joined</source>
        <translation>Unternehmen zusammengeführt</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Do not join</source>
        <translation>Nicht zusammenführen</translation>
    </message>
    <message>
        <source>Everything needed is there.</source>
        <translation>Alles Nötige ist da.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Join both companies</source>
        <translation>Beide Unternehmen zusammenführen</translation>
    </message>
    <message>
        <source>Join companies</source>
        <translation>Unternehmen zusammenführen</translation>
    </message>
    <message>
        <source>No company is called so.</source>
        <translation>So heißt kein Unternehmen.</translation>
    </message>
    <message>
        <source>The other record of the company</source>
        <translation>Anderer Eintrag des Unternehmens</translation>
    </message>
    <message>
        <source>This looks like the same company</source>
        <translation>Das sieht nach demselben Unternehmen aus</translation>
    </message>
    <message>
        <source>{name} joined to {face}</source>
        <translation>{name} gehört jetzt zu {face}</translation>
    </message>
</context>
<context>
    <name>KeptField</name>
    <message>
        <source>Please enter a day, for example 29.5. or in 2 weeks.</source>
        <translation>Bitte geben Sie einen Tag ein, zum Beispiel 29.5. oder in 2 Wochen.</translation>
    </message>
</context>
<context>
    <name>NewCompanyPane</name>
    <message>
        <source>Channel</source>
        <translation>Kontaktweg</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Unternehmen</translation>
    </message>
    <message>
        <source>Company recorded</source>
        <translation>Unternehmen angelegt</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Ansprechperson</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard the new company</source>
        <translation>Neues Unternehmen verwerfen</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Everything needed is there.</source>
        <translation>Alles Nötige ist da.</translation>
    </message>
    <message>
        <source>First contact</source>
        <translation>Erstkontakt</translation>
    </message>
    <message>
        <source>First contact on</source>
        <translation>Erstkontakt am</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Is it one of these?</source>
        <translation>Ist es eines von diesen?</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Name of the company</source>
        <translation>Name des Unternehmens</translation>
    </message>
    <message>
        <source>New company</source>
        <translation>Neues Unternehmen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>Record company</source>
        <translation>Unternehmen anlegen</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Straße und Hausnummer</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>The contact’s last name is still missing.</source>
        <translation>Der Nachname der Ansprechperson fehlt noch.</translation>
    </message>
    <message>
        <source>The day of the first contact is not understood.</source>
        <translation>Der Tag des Erstkontakts ist nicht zu lesen.</translation>
    </message>
    <message>
        <source>The name is still missing.</source>
        <translation>Der Name fehlt noch.</translation>
    </message>
    <message>
        <source>The town is still missing.</source>
        <translation>Der Ort fehlt noch.</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>last visit {day}</source>
        <translation>letzter Besuch {day}</translation>
    </message>
</context>
<context>
    <name>NewContactForm</name>
    <message>
        <source>Contact recorded</source>
        <translation>Ansprechperson angelegt</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard the new contact</source>
        <translation>Neue Ansprechperson verwerfen</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Record contact</source>
        <translation>Ansprechperson anlegen</translation>
    </message>
    <message>
        <source>The last name is still missing.</source>
        <translation>Der Nachname fehlt noch.</translation>
    </message>
</context>
<context>
    <name>OverviewTab</name>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n überfällig</numerusform>
            <numerusform>%n überfällig</numerusform>
        </translation>
    </message>
    <message>
        <source>Latest visits</source>
        <translation>Letzte Besuche</translation>
    </message>
    <message>
        <source>Measures by field of action</source>
        <translation>Stand je Handlungsfeld</translation>
    </message>
    <message>
        <source>Measures done, {field}</source>
        <translation>Erledigte Maßnahmen, {field}</translation>
    </message>
    <message>
        <source>Next measures</source>
        <translation>Nächste Maßnahmen</translation>
    </message>
    <message>
        <source>No measure is due yet.</source>
        <translation>Noch ist keine Maßnahme fällig.</translation>
    </message>
    <message>
        <source>No visit yet.</source>
        <translation>Noch kein Besuch.</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>Als Nächstes</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>{done}/{total} done</source>
        <translation>{done}/{total} erledigt</translation>
    </message>
</context>
</TS>
