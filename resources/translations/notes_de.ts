<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>NoteEditor</name>
    <message numerus="yes">
        <source>Can be read by: all %n person(s) of the consortium.</source>
        <translation>
            <numerusform>Lesen kann: %n Person des Verbunds.</numerusform>
            <numerusform>Lesen können: alle %n Personen des Verbunds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Can be read by: all %n person(s) of {organisation}.</source>
        <translation>
            <numerusform>Lesen kann: %n Person, {organisation}.</numerusform>
            <numerusform>Lesen können: alle %n Personen, {organisation}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Consortium</source>
        <translation>Verbund</translation>
    </message>
    <message>
        <source>Delete note</source>
        <translation>Notiz löschen</translation>
    </message>
    <message>
        <source>Field of action</source>
        <translation>Handlungsfeld</translation>
    </message>
    <message>
        <source>From the next sync on; until then as before.</source>
        <translation>Gilt ab dem nächsten Abgleich, bis dahin wie zuvor.</translation>
    </message>
    <message>
        <source>Never printed.</source>
        <translation>Wird nicht gedruckt.</translation>
    </message>
    <message>
        <source>Only me</source>
        <translation>Nur ich</translation>
    </message>
    <message>
        <source>Only you can read it, on all of your devices.</source>
        <translation>Lesen können nur Sie, auf allen Ihren Geräten.</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Photos and files</source>
        <translation>Fotos und Dateien</translation>
    </message>
    <message>
        <source>Photos and files ({count})</source>
        <translation>Fotos und Dateien ({count})</translation>
    </message>
    <message>
        <source>Photos and files of the note</source>
        <translation>Fotos und Dateien der Notiz</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>The server did not take the wish to change that.</source>
        <translation>Der Server hat den Wunsch, das zu ändern, nicht angenommen.</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title of the note</source>
        <translation>Titel der Notiz</translation>
    </message>
    <message>
        <source>Visibility</source>
        <translation>Sichtbarkeit</translation>
    </message>
    <message>
        <source>Write only what the person it is about may read.</source>
        <translation>Schreiben Sie nur, was die Person lesen dürfte.</translation>
    </message>
    <message>
        <source>Written by {name}, {day}</source>
        <translation>Erstellt von {name}, {day}</translation>
    </message>
</context>
<context>
    <name>NoteList</name>
    <message>
        <source>A note is for the consortium, your organisation, or only for you.</source>
        <translation>Eine Notiz gilt für den Verbund, Ihre Organisation oder nur für Sie.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All notes</source>
        <translation>Alle Notizen</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>No hits for “{words}” in your notes.</source>
        <translation>Keine Treffer für „{words}“ in Ihren Notizen.</translation>
    </message>
    <message>
        <source>No note has this visibility.</source>
        <translation>Keine Notiz hat diese Sichtbarkeit.</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>Noch keine Notizen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes for the consortium</source>
        <translation>Notizen für den Verbund</translation>
    </message>
    <message>
        <source>Notes for the organisation</source>
        <translation>Notizen für die Organisation</translation>
    </message>
    <message>
        <source>Notes only for me</source>
        <translation>Notizen nur für mich</translation>
    </message>
    <message>
        <source>Search notes</source>
        <translation>Notizen durchsuchen</translation>
    </message>
    <message>
        <source>without company</source>
        <translation>ohne Unternehmen</translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message>
        <source>Begin a note</source>
        <translation>Notiz beginnen</translation>
    </message>
    <message>
        <source>Choose a note at the left, or begin a new one.</source>
        <translation>Wählen Sie links eine Notiz, oder beginnen Sie eine neue.</translation>
    </message>
    <message>
        <source>List of notes</source>
        <translation>Liste der Notizen</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>No note chosen</source>
        <translation>Keine Notiz gewählt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note deleted</source>
        <translation>Notiz gelöscht</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Visibility of the note changed</source>
        <translation>Sichtbarkeit der Notiz geändert</translation>
    </message>
</context>
</TS>
