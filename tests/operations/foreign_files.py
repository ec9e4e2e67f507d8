"""A project as other programs write them, with all that qcode must cope with."""

from pathlib import Path
from zipfile import ZipFile

# As a Windows program writes a text: a byte order mark, CRLF, an emoji.
ANNA = "\ufeffI: Wie war es?\r\nB: Gut \U0001f600, wir halfen uns.\r\n"
BODO = "B: Schwer.\n"
ANNA_STORED = ANNA.removeprefix("\ufeff").replace("\r\n", "\n")

PROJECT = """\
<?xml version="1.0" encoding="utf-8"?>
<Project name="Andere Studie" origin="NVivo for Windows 12.6"
 creatingUserGUID="{u1}" creationDateTime="2020-01-02T03:04:05Z"
 xmlns="urn:QDA-XML:project:1.0">
 <Users>
  <User guid="{u1}" name="Kim" id="K"/>
  <User guid="{u2}" name="Kim"/>
  <User guid="{u3}"/>
 </Users>
 <CodeBook><Codes>
  <Code guid="{c1}" name="Hilfe" isCodable="true" color="#FF0000">
   <Description>Wer wem half.</Description>
   <NoteRef targetGUID="{n1}"/>
   <Code guid="{c2}" name="Nachbarn" isCodable="true"/>
  </Code>
  <Code guid="{c3}" name="Hilfe" isCodable="false"/>
 </Codes></CodeBook>
 <Variables>
  <Variable guid="{v1}" name="Alter" typeOfVariable="Integer"/>
  <Variable guid="{v2}" name="Stadt" typeOfVariable="Text"/>
  <Variable guid="{v3}" name="aktiv" typeOfVariable="Boolean"/>
  <Variable guid="{v4}" name="Quote" typeOfVariable="Float"/>
  <Variable guid="{v5}" name="Tag" typeOfVariable="Date"/>
  <Variable guid="{v6}" name="Zeit" typeOfVariable="DateTime"/>
 </Variables>
 <Cases>
  <Case guid="{k1}" name="Anna">
   <Description>Leitet den Stab.</Description>
   <VariableValue><VariableRef targetGUID="{v1}"/><IntegerValue>42</IntegerValue>
   </VariableValue>
   <VariableValue><VariableRef targetGUID="{v2}"/><TextValue>Köln</TextValue>
   </VariableValue>
   <VariableValue><VariableRef targetGUID="{v3}"/><BooleanValue>true</BooleanValue>
   </VariableValue>
   <VariableValue><VariableRef targetGUID="{v4}"/><FloatValue>0.5</FloatValue>
   </VariableValue>
   <VariableValue><VariableRef targetGUID="{v5}"/><DateValue>2020-01-02</DateValue>
   </VariableValue>
   <VariableValue><VariableRef targetGUID="{v6}"/>
    <DateTimeValue>2020-01-02T03:04:05Z</DateTimeValue></VariableValue>
   <SourceRef targetGUID="{s1}"/>
  </Case>
  <Case guid="{c1}" name="Alle">
   <SourceRef targetGUID="{s1}"/>
   <SelectionRef targetGUID="{p1}"/>
  </Case>
 </Cases>
 <Sources>
  <TextSource guid="{s1}" name="Anna 01" plainTextPath="internal://{s1}.txt"
   creatingUser="{u1}" creationDateTime="2020-01-02T03:04:06Z">
   <Description>Am Telefon geführt.</Description>
   <PlainTextSelection guid="{p1}" name="Gut" startPosition="19" endPosition="22">
    <Coding guid="{d1}" creatingUser="{u1}" creationDateTime="2020-01-03T00:00:00Z">
     <CodeRef targetGUID="{c1}"/><NoteRef targetGUID="{n2}"/>
    </Coding>
    <Coding guid="{d2}" creatingUser="{u2}" creationDateTime="2020-01-04T00:00:00Z">
     <CodeRef targetGUID="{c3}"/>
    </Coding>
   </PlainTextSelection>
   <PlainTextSelection guid="{p2}" name="wir halfen uns" startPosition="27"
    endPosition="41"><Coding guid="{d4}" creatingUser="{u1}"
     creationDateTime="2020-01-05T00:00:00Z"><CodeRef targetGUID="{c2}"/></Coding>
   </PlainTextSelection>
   <PlainTextSelection guid="{p3}" name="wir halfen uns" startPosition="27"
    endPosition="41"><Coding guid="{d3}" creatingUser="{u1}"
     creationDateTime="2020-01-06T00:00:00Z"><CodeRef targetGUID="{c2}"/>
     <NoteRef targetGUID="{n3}"/></Coding>
   </PlainTextSelection>
   <PlainTextSelection guid="{p4}" name="Wie" startPosition="3" endPosition="6"
    creatingUser="{u1}"><NoteRef targetGUID="{n4}"/></PlainTextSelection>
   <Coding guid="{d5}" creatingUser="{u1}"><CodeRef targetGUID="{c1}"/></Coding>
  </TextSource>
  <TextSource guid="{s2}" name="Anna 01" plainTextPath="internal://{s2}.txt">
   <PlainTextSelection guid="{p5}" startPosition="3" endPosition="9">
    <Coding guid="{d6}"><CodeRef targetGUID="{c2}"/></Coding>
   </PlainTextSelection>
  </TextSource>
  <PDFSource guid="{s3}" name="Bericht" path="internal://{s3}.pdf">
   <PDFSelection guid="{p6}" page="0" firstX="1" firstY="2" secondX="3" secondY="4">
    <Coding guid="{d7}" creatingUser="{u2}"><CodeRef targetGUID="{c2}"/></Coding>
   </PDFSelection>
  </PDFSource>
 </Sources>
 <Notes>
  <Note guid="{n1}" name="Abgrenzung" creatingUser="{u1}"
   creationDateTime="2020-02-01T00:00:00Z">
   <PlainTextContent>Nicht: bezahlte Hilfe.</PlainTextContent></Note>
  <Note guid="{n2}" creatingUser="{u1}">
   <PlainTextContent>Ironisch?</PlainTextContent></Note>
  <Note guid="{n3}" creatingUser="{u1}">
   <PlainTextContent>Wer ist wir?</PlainTextContent></Note>
  <Note guid="{n4}" creatingUser="{u1}">
   <PlainTextContent>Offene Frage.</PlainTextContent></Note>
  <Note guid="{n5}" name="Plan" creatingUser="{u2}">
   <PlainTextContent>Noch drei Gespräche.</PlainTextContent></Note>
 </Notes>
 <Links><Link guid="{l1}" name="erklärt" direction="OneWay" originGUID="{p1}"
  targetGUID="{c2}"/></Links>
 <Sets><Set guid="{e1}" name="Welle 1"><MemberCode targetGUID="{c2}"/>
  <MemberSource targetGUID="{s1}"/></Set></Sets>
</Project>
"""


def guid(name: str) -> str:
    """Return the GUID that stands for a name such as "c1" in the project."""
    return f"{ord(name[0]):08x}-0000-4000-8000-{int(name[1:]):012x}"


def foreign_file(path: Path, project: str = PROJECT, **texts: str) -> Path:
    """Write a `.qdpx` with two documents and a PDF, as another program would."""
    names = [f"{letter}{number}" for letter in "uckvspdnle" for number in range(1, 9)]
    with ZipFile(path, "w") as archive:
        xml = project.format(**{name: guid(name) for name in names})
        archive.writestr("project.qde", xml)
        for name, text in ({"s1": ANNA, "s2": BODO} | texts).items():
            archive.writestr(f"sources/{guid(name)}.txt", text.encode())
        archive.writestr(f"sources/{guid('s3')}.pdf", b"%PDF-1.4")
    return path
