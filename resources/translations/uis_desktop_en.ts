<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>DigestNotice</name>
    <message numerus="yes">
        <source>While you were away: %n call(s)</source>
        <translation>
            <numerusform>While you were away: %n call</numerusform>
            <numerusform>While you were away: %n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n missed</numerusform>
            <numerusform>%n missed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken by a colleague</source>
        <translation>
            <numerusform>%n taken by a colleague</numerusform>
            <numerusform>%n taken by colleagues</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>More</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
