// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/film_task.h"

#include "base/problem.h"
#include "run/message_text.h"
#include "store/run_store.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <utility>

namespace contrastlab {

namespace {

constexpr int patienceMs = 4000; ///< with a program that is asked to end

} // namespace

FilmTask::FilmTask(const RunSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_program(QCoreApplication::applicationFilePath())
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    m_process.setProcessEnvironment(environment);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &FilmTask::readProgress);
    connect(&m_process, &QProcess::finished, this, [this](int status) {
        const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
        end(status == 0          ? QString()
                : said.isEmpty() ? tr("The program that draws it ended.")
                                 : said);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) end(m_process.errorString());
    });
}

FilmTask::~FilmTask()
{
    blockSignals(true);
    m_process.blockSignals(true);
    m_process.terminate();
    if (!m_process.waitForFinished(patienceMs)) m_process.kill();
}

bool FilmTask::hasEncoder()
{
    return !QStandardPaths::findExecutable(QStringLiteral("ffmpeg")).isEmpty();
}

void FilmTask::make(const FilmChoice& choice, const QString& language, const QString& theme)
{
    const auto run = m_session.run();
    const auto setup = m_session.setup();
    if (m_atWork || !run || !setup) return;
    m_choice = choice;
    m_language = language;
    m_theme = theme;
    m_done = 0;
    m_cancelled = false;
    m_atWork = true;
    m_folder = std::make_unique<QTemporaryDir>();
    const QString file = m_folder->filePath(QStringLiteral("run.clab"));
    m_writer.submit([this, run, setup, file, newest = m_session.newestCheckpoint()] {
        QString why;
        try {
            saveRun(*run, file.toStdString(), recordOf(setup->dataset(), setup->spec()), newest);
        } catch (const InputError& error) {
            why = messageText(error.file(), error.placeMessage(), error.message());
        } catch (const std::exception& error) {
            why = QString::fromUtf8(error.what());
        }
        const auto then = [this, file, why] {
            if (m_cancelled || !why.isEmpty()) return end(why);
            start(file);
        };
        QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    });
    emit changed();
}

void FilmTask::start(const QString& run)
{
    QStringList views;
    for (const std::string& view : m_choice.views)
        views << QString::fromStdString(view);
    QStringList arguments { QStringLiteral("render"), views.join(u','), run,
        QStringLiteral("--progress") };
    const auto add = [&](const char* option, const QString& value) {
        arguments << QLatin1String(option) << value;
    };
    add("--step",
        QStringLiteral("%1:%2:%3").arg(m_choice.first).arg(m_choice.last).arg(m_choice.every));
    add("--size", QStringLiteral("%1x%2").arg(m_choice.size.width()).arg(m_choice.size.height()));
    add("--rate", QString::number(m_choice.picturesPerSecond));
    add("--language", m_language);
    add("--theme", m_theme);
    add("--output", m_choice.output);
    if (m_choice.against >= 0) add("--against", QString::number(m_choice.against));
    m_process.start(m_program, arguments);
}

// "12 of 250"
void FilmTask::readProgress()
{
    while (m_process.canReadLine())
        m_done = m_process.readLine().split(' ').value(0).toLongLong();
    emit changed();
}

void FilmTask::cancel()
{
    if (!m_atWork) return;
    m_cancelled = true;
    m_process.terminate();
    m_patience.start(patienceMs);
    emit changed();
}

void FilmTask::end(const QString& why)
{
    if (!std::exchange(m_atWork, false)) return;
    m_patience.stop();
    m_folder.reset();
    emit changed();
    if (m_cancelled) return;
    if (why.isEmpty())
        emit made(m_choice.output);
    else
        emit failed(m_choice.output, why);
}

} // namespace contrastlab
