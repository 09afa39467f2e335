<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>contrastlab::FilmSheet</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::GhostCurves</name>
    <message numerus="yes">
        <source>%1, from step %2: slow, only %n step(s)</source>
        <translation>
            <numerusform>%1, from step %2: slow, only %n step</numerusform>
            <numerusform>%1, from step %2: slow, only %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, from step %2: the next %n step(s)</source>
        <translation>
            <numerusform>%1, from step %2: the next %n step</numerusform>
            <numerusform>%1, from step %2: the next %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::Inspector</name>
    <message numerus="yes">
        <source>Not among the %n item(s) of the similarity matrix.</source>
        <translation>
            <numerusform>Not among the %n item of the similarity matrix.</numerusform>
            <numerusform>Not among the %n items of the similarity matrix.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::LiveSweep</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run file(s) were not whole or of other data, and are trained again</source>
        <translation>
            <numerusform>%n run file was not whole or of other data, and is trained again</numerusform>
            <numerusform>%n run files were not whole or of other data, and are trained again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) failed or could not be kept: %1</source>
        <translation>
            <numerusform>%n run failed or could not be kept: %1</numerusform>
            <numerusform>%n runs failed or could not be kept: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::LookTables</name>
    <message numerus="yes">
        <source>First %n item(s)</source>
        <translation>
            <numerusform>First %n item</numerusform>
            <numerusform>First %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::ParameterForm</name>
    <message numerus="yes">
        <source>%n change(s) wait for a new run.</source>
        <translation>
            <numerusform>%n change waits for a new run.</numerusform>
            <numerusform>%n changes wait for a new run.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden with a change</source>
        <translation>
            <numerusform>%n hidden with a change</numerusform>
            <numerusform>%n hidden with a change</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::PreviewModel</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::RecordingBanner</name>
    <message numerus="yes">
        <source>%n old recording(s) of together %1 MB will be removed when this window closes: recordings may take %2 MB.</source>
        <translation>
            <numerusform>%n old recording of together %1 MB will be removed when this window closes: recordings may take %2 MB.</numerusform>
            <numerusform>%n old recordings of together %1 MB will be removed when this window closes: recordings may take %2 MB.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other run(s) broke off, too: asked about next.</source>
        <translation>
            <numerusform>%n other run broke off, too: asked about next.</numerusform>
            <numerusform>%n other runs broke off, too: asked about next.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::RecordingSheet</name>
    <message numerus="yes">
        <source>At the start of this window there were %n recording(s) of together %1 MB.</source>
        <translation>
            <numerusform>At the start of this window there were %n recording of together %1 MB.</numerusform>
            <numerusform>At the start of this window there were %n recordings of together %1 MB.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::RunFiles</name>
    <message numerus="yes">
        <source>Wrote %n file(s): %1</source>
        <translation>
            <numerusform>Wrote %n file: %1</numerusform>
            <numerusform>Wrote %n files: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has trained for %n minute(s) that are in no file.</source>
        <translation>
            <numerusform>It has trained for %n minute that is in no file.</numerusform>
            <numerusform>It has trained for %n minutes that are in no file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::SweepDiagram</name>
    <message numerus="yes">
        <source>%n seed(s)</source>
        <translation>
            <numerusform>%n seed</numerusform>
            <numerusform>%n seeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n diverged</source>
        <translation>
            <numerusform>%n diverged</numerusform>
            <numerusform>%n diverged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::SweepPanel</name>
    <message numerus="yes">
        <source>Start %n run(s)</source>
        <translation>
            <numerusform>Start %n run</numerusform>
            <numerusform>Start %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n diverged</source>
        <translation>
            <numerusform>%n diverged</numerusform>
            <numerusform>%n diverged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>contrastlab::TransportBar</name>
    <message numerus="yes">
        <source>%n step(s)/s</source>
        <translation>
            <numerusform>%n step/s</numerusform>
            <numerusform>%n steps/s</numerusform>
        </translation>
    </message>
</context>
</TS>
