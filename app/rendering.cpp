// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A picture is taken once the exact frame of its step is there, or it turns out that there is none.
#include "rendering.h"

#include "data/media_text.h"
#include "run/run_opener.h"
#include "shell/export.h"
#include "views/heatmap_view.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace contrastlab {

namespace {

constexpr int layoutMs = 60; ///< for what is laid out or asked for some events later

QString stepName(std::int64_t step)
{
    return QLocale().toString(qlonglong(step));
}

bool movesOver(const QString& from, const QString& to)
{
    std::error_code error;
    std::filesystem::rename(from.toStdString(), to.toStdString(), error);
    return !error;
}

} // namespace

Rendering::Rendering(MainWindow& window, RenderOptions options)
    : QObject(&window)
    , m_window(window)
    , m_options(std::move(options))
{
    for (const std::string& key : m_options.views) {
        m_views.push_back(window.docks().bringForward(key));
        window.docks()[key]->setFloating(true);
        m_views.back()->setFixedSize(m_options.size);
    }
    RunSession& session = window.session();
    connect(&window.runOpener(), &RunOpener::failed, this,
        [this](const QString& why) { leave(2, why); });
    connect(&session, &RunSession::ticked, this, &Rendering::look);
    connect(&session.moment(), &RunMoment::changed, this, &Rendering::look);
    connect(&m_encoder, &QProcess::finished, this, [this](int status) {
        if (m_left) return;
        if (status == 0 && movesOver(m_encoder.arguments().last(), m_options.output))
            return leave(0);
        leave(2,
            tr("%1 could not be made: %2")
                .arg(m_options.output,
                    QString::fromLocal8Bit(m_encoder.readAllStandardError()).trimmed()));
    });
}

bool Rendering::isReady() const
{
    RunSession& session = m_window.session();
    return session.isRecorded() && session.run() != nullptr && session.setup() != nullptr;
}

void Rendering::look()
{
    RunSession& session = m_window.session();
    if (m_left) return;
    if (const auto failure = session.loadFailure()) return leave(2, failureText(*failure));
    if (!isReady()) return;
    const bool isOwn = session.run() == m_run;
    switch (m_stage) {
    case Stage::opening:
        return begin();
    case Stage::comparingOther:
        if (isOwn) return; // the other is still being read
        [[fallthrough]];
    case Stage::comparing:
        if (isThere()) takeCompared();
        return;
    case Stage::returning:
        if (isOwn) beginDrawing();
        return;
    case Stage::drawing:
        if (m_taking || !isThere()) return;
        m_taking = true;
        QTimer::singleShot(layoutMs, this, &Rendering::take);
    }
}

// Whatever can be said at once is said before anything is computed.
void Rendering::begin()
{
    m_stage = Stage::drawing; // what is done here is heard of
    const std::int64_t last = m_window.session().moment().newestStep();
    m_run = m_window.session().run();
    m_setup = m_window.session().setup();
    if (m_options.steps.empty()) m_options.steps = { last };
    if (m_options.steps.back() > last)
        return leave(2,
            tr("--step %1: expected at most %2, the last step of the run")
                .arg(m_options.steps.back())
                .arg(last));
    if (isFilm() && QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty())
        return leave(2, tr("A film needs ffmpeg, which is not there; a folder takes PNGs"));
    if (isSeries()) {
        const QFileInfo output(m_options.output);
        m_pictures = std::make_unique<QTemporaryDir>(
            output.absolutePath() + QStringLiteral("/.contrastlab-film-XXXXXX"));
        if (!m_pictures->isValid())
            return leave(2, tr("%1 could not be written").arg(m_options.output));
    }
    if (m_options.against) return beginComparing();
    beginDrawing();
}

void Rendering::beginComparing()
{
    const RenderedMoment& against = *m_options.against;
    if (against.file.isEmpty()) {
        m_stage = Stage::comparing;
        return go(against.step);
    }
    m_stage = Stage::comparingOther;
    m_window.runOpener().open(against.file);
}

// The playhead of a run that has just been opened stands at its end.
void Rendering::takeCompared()
{
    RunSession& session = m_window.session();
    const RenderedMoment& against = *m_options.against;
    const std::int64_t last = session.moment().newestStep();
    const std::int64_t step = against.step < 0 ? last : against.step;
    if (step > last)
        return leave(2,
            tr("--against %1: expected at most %2, the last step of the run").arg(step).arg(last));
    if (session.moment().playhead().step != step) return go(step);
    if (session.setup()->dataset().digest != m_setup->dataset().digest)
        return leave(2, tr("--against: the two runs are of different data"));
    const QString name = against.file.isEmpty()
        ? tr("at step %1").arg(stepName(step))
        : tr("of %1 at step %2").arg(QFileInfo(against.file).completeBaseName(), stepName(step));
    m_window.heatmapView().setAgainst(session.moment().frame(), name);
    if (session.run()->identity().id == m_run->identity().id) return beginDrawing();
    m_stage = Stage::returning;
    m_window.edits().bringForward(m_run->identity().id);
}

void Rendering::beginDrawing()
{
    m_stage = Stage::drawing;
    goOn();
}

void Rendering::goOn()
{
    m_taking = false;
    if (m_next == m_options.steps.size()) return finish();
    go(m_options.steps[m_next]);
}

void Rendering::go(std::int64_t step)
{
    RunMoment& moment = m_window.session().moment();
    if (step == moment.newestStep())
        moment.follow();
    else
        moment.park(step);
    look();
}

// A view may still be at work; the step at which a run diverged has no state of its own.
bool Rendering::isThere() const
{
    RunSession& session = m_window.session();
    const std::int64_t step = session.moment().playhead().step;
    const auto frame = session.moment().frame();
    const RunOutcome& outcome = session.outcome();
    const bool lost = outcome.kind == RunOutcome::Kind::diverged && step >= outcome.step;
    const bool waits = std::ranges::any_of(
        m_views, [](const QWidget* view) { return view->property("waits").toBool(); });
    return frame && (frame->step == step || lost) && !waits;
}

bool Rendering::isFilm() const
{
    const QString suffix = QFileInfo(m_options.output).suffix().toLower();
    return suffix == u"gif" || suffix == u"mp4";
}

// Of a film they are numbered as ffmpeg counts, of a series by their steps.
QString Rendering::fileOf(std::size_t place) const
{
    if (!isSeries()) return m_options.output;
    const qlonglong number = isFilm() ? qlonglong(place) : qlonglong(m_options.steps[place]);
    return m_pictures->filePath(QStringLiteral("%1.png").arg(number, 8, 10, QLatin1Char('0')));
}

void Rendering::take()
{
    if (m_left) return;
    const QString path = fileOf(m_next);
    const auto encode =
        pictureOf(m_views, QFileInfo(path).suffix(), m_window.session().moment(), m_options.scale);
    QSaveFile file(path);
    const bool written =
        encode && file.open(QIODevice::WriteOnly) && file.write(encode()) >= 0 && file.commit();
    if (!written) return leave(2, tr("%1 could not be written").arg(path));
    ++m_next;
    tellProgress();
    goOn();
}

void Rendering::tellProgress() const
{
    if (!m_options.tellsProgress) return;
    std::printf("%zu of %zu\n", m_next, m_options.steps.size());
    std::fflush(stdout);
}

void Rendering::finish()
{
    if (isFilm()) return makeFilm();
    if (isSeries()) return moveSeries();
    leave(0);
}

// An even number of pixels each way, which H.264 wants.
void Rendering::makeFilm()
{
    const QString suffix = QFileInfo(m_options.output).suffix().toLower();
    QStringList arguments { "-y", "-loglevel", "error", "-framerate",
        QString::number(m_options.framesPerSecond), "-i",
        m_pictures->filePath(QStringLiteral("%08d.png")) };
    if (suffix == u"gif")
        arguments << "-filter_complex"
                  << "split[a][b];[a]palettegen[p];[b][p]paletteuse";
    else
        arguments << "-vf"
                  << "pad=ceil(iw/2)*2:ceil(ih/2)*2"
                  << "-pix_fmt"
                  << "yuv420p";
    arguments << m_pictures->filePath(QStringLiteral("film.") + suffix);
    m_encoder.start(QStringLiteral("ffmpeg"), arguments);
}

void Rendering::moveSeries()
{
    bool moved = QDir().mkpath(m_options.output);
    const QDir from(m_pictures->path());
    for (const QString& name : from.entryList(QDir::Files))
        moved = moved && movesOver(from.filePath(name), m_options.output + QLatin1Char('/') + name);
    leave(moved ? 0 : 2, moved ? QString() : tr("%1 could not be written").arg(m_options.output));
}

void Rendering::leave(int status, const QString& message)
{
    m_left = true;
    m_pictures.reset();
    if (!message.isEmpty()) std::fprintf(stderr, "contrastlab: %s\n", qPrintable(message));
    QApplication::exit(status);
}

} // namespace contrastlab
