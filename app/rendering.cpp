// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A picture is taken once the exact frame of its step is there, or it turns out that there is none.
#include "rendering.h"

#include "data/media_text.h"
#include "run/run_opener.h"
#include "shell/export.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>

namespace contrastlab {

namespace {

constexpr int layoutMs = 60; ///< for what is laid out or asked for some events later

} // namespace

Rendering::Rendering(MainWindow& window, RenderOptions options)
    : QObject(&window)
    , m_window(window)
    , m_options(std::move(options))
    , m_view(window.docks().bringForward(m_options.view))
{
    window.docks()[m_options.view]->setFloating(true);
    m_view->setFixedSize(m_options.size);
    RunSession& session = window.session();
    connect(&window.runOpener(), &RunOpener::failed, this,
        [this](const QString& why) { leave(2, why); });
    connect(&session, &RunSession::ticked, this, &Rendering::look);
    connect(&session.moment(), &RunMoment::changed, this, &Rendering::look);
    connect(&m_encoder, &QProcess::finished, this, [this](int status) {
        if (status == 0) return leave(0);
        leave(2,
            tr("%1 could not be made: %2")
                .arg(m_options.output,
                    QString::fromLocal8Bit(m_encoder.readAllStandardError()).trimmed()));
    });
}

void Rendering::look()
{
    RunSession& session = m_window.session();
    if (m_left || !session.isRecorded() || session.run() == nullptr) return;
    if (const auto failure = session.loadFailure()) return leave(2, failureText(*failure));
    if (!session.setup()) return;
    if (!m_begun) return begin();
    if (!m_taking && isThere()) {
        m_taking = true;
        QTimer::singleShot(layoutMs, this, &Rendering::take);
    }
}

void Rendering::begin()
{
    m_begun = true;
    const std::int64_t last = m_window.session().moment().newestStep();
    if (m_options.steps.empty()) m_options.steps = { last };
    if (m_options.steps.back() > last)
        return leave(2,
            tr("--step %1: expected at most %2, the last step of the run")
                .arg(m_options.steps.back())
                .arg(last));
    if (isFilm()) {
        m_pictures = std::make_unique<QTemporaryDir>();
        if (QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty())
            return leave(2, tr("A film needs ffmpeg, which is not there; a folder takes PNGs"));
    } else if (m_options.steps.size() > 1 && !QDir().mkpath(m_options.output)) {
        return leave(2, tr("%1 could not be written").arg(m_options.output));
    }
    goOn();
}

void Rendering::goOn()
{
    if (m_next == m_options.steps.size()) return isFilm() ? makeFilm() : leave(0);
    RunMoment& moment = m_window.session().moment();
    const std::int64_t step = m_options.steps[m_next];
    m_taking = false;
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
    return frame && (frame->step == step || lost) && !m_view->property("waits").toBool();
}

bool Rendering::isFilm() const
{
    const QString suffix = QFileInfo(m_options.output).suffix().toLower();
    return suffix == u"gif" || suffix == u"mp4";
}

QString Rendering::fileOf(std::size_t place) const
{
    const QString number = QStringLiteral("/%1.png");
    if (isFilm()) return m_pictures->path() + number.arg(place, 6, 10, QLatin1Char('0'));
    if (m_options.steps.size() == 1) return m_options.output;
    return m_options.output + number.arg(m_options.steps[place], 8, 10, QLatin1Char('0'));
}

void Rendering::take()
{
    if (m_left) return;
    const QString path = fileOf(m_next);
    const auto encode =
        pictureOf(*m_view, QFileInfo(path).suffix(), m_window.session().moment(), m_options.scale);
    QSaveFile file(path);
    const bool written =
        encode && file.open(QIODevice::WriteOnly) && file.write(encode()) >= 0 && file.commit();
    if (!written) return leave(2, tr("%1 could not be written").arg(path));
    ++m_next;
    goOn();
}

// An even number of pixels each way, which H.264 wants.
void Rendering::makeFilm()
{
    const QString rate = QString::number(m_options.framesPerSecond);
    QStringList arguments { "-y", "-loglevel", "error", "-framerate", rate, "-i",
        m_pictures->path() + QStringLiteral("/%06d.png") };
    if (QFileInfo(m_options.output).suffix().toLower() == u"gif")
        arguments << "-filter_complex"
                  << "split[a][b];[a]palettegen[p];[b][p]paletteuse";
    else
        arguments << "-vf"
                  << "pad=ceil(iw/2)*2:ceil(ih/2)*2"
                  << "-pix_fmt"
                  << "yuv420p";
    m_encoder.start(QStringLiteral("ffmpeg"), arguments << m_options.output);
}

void Rendering::leave(int status, const QString& message)
{
    m_left = true;
    if (!message.isEmpty()) std::fprintf(stderr, "contrastlab: %s\n", qPrintable(message));
    QApplication::exit(status);
}

} // namespace contrastlab
