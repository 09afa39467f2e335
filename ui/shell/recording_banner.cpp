// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One thing at a time: trouble first, then the run.
#include "shell/recording_banner.h"

#include "run/sentences.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

namespace contrastlab {

RecordingBanner::RecordingBanner(RunRecording& recording, QWidget* parent)
    : Banner(parent)
    , m_recording(recording)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_goOn(new QPushButton(this))
    , m_look(new QPushButton(this))
    , m_leave(new QPushButton(this))
    , m_keep(new QPushButton(this))
    , m_dismiss(new QToolButton(this))
{
    makeLayout();
    connect(&recording, &RunRecording::looked, this, [this] {
        m_told = false;
        refresh();
    });
    const auto showTrouble = [this] {
        m_knowsTrouble = false;
        refresh();
    };
    connect(&recording, &RunRecording::paused, this, showTrouble);
    connect(&recording, &RunRecording::resumed, this, showTrouble);
    const auto pathOfCutOff = [this] {
        const auto& cutOffs = m_recording.cutOffs();
        return cutOffs.empty() ? QString() : QString::fromStdString(cutOffs.front().path);
    };
    connect(m_goOn, &QPushButton::clicked, this, [this, pathOfCutOff] {
        const QString path = pathOfCutOff();
        settle(false);
        emit goOnRequested(path);
    });
    connect(m_look, &QPushButton::clicked, this, [this, pathOfCutOff] {
        const QString path = pathOfCutOff();
        settle(false);
        emit lookRequested(path);
    });
    connect(m_leave, &QPushButton::clicked, this, [this] { settle(true); });
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_recording.keepLeaving();
        refresh();
    });
    connect(m_dismiss, &QToolButton::clicked, this, &RecordingBanner::dismiss);
    refresh();
}

void RecordingBanner::makeLayout()
{
    setObjectName(QStringLiteral("recordingBanner"));
    setAutoFillBackground(true);
    m_goOn->setObjectName(QStringLiteral("goOn"));
    m_look->setObjectName(QStringLiteral("look"));
    m_leave->setObjectName(QStringLiteral("leave"));
    m_keep->setObjectName(QStringLiteral("keep"));
    m_dismiss->setObjectName(QStringLiteral("dismiss"));
    m_dismiss->setAutoRaise(true);
    m_dismiss->setFocusPolicy(Qt::TabFocus);
    m_dismiss->setText(QStringLiteral("✕"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    for (QWidget* button :
        std::initializer_list<QWidget*> { m_goOn, m_look, m_leave, m_keep, m_dismiss })
        layout->addWidget(button);
}

QString RecordingBanner::text() const
{
    return m_text->text();
}

void RecordingBanner::settle(bool forGood)
{
    m_recording.settleCutOff(forGood);
    refresh();
}

// Until the next start.
void RecordingBanner::dismiss()
{
    if (!showsTrouble() && !m_recording.cutOffs().empty())
        m_recording.forgetCutOffs();
    else
        (showsTrouble() ? m_knowsTrouble : m_told) = true;
    refresh();
}

bool RecordingBanner::showsTrouble() const
{
    return !m_knowsTrouble && !m_recording.trouble().isEmpty();
}

QString RecordingBanner::troubleText() const
{
    return tr("Recording pauses: %1. Training goes on, and recording is tried again.")
        .arg(m_recording.trouble());
}

QString RecordingBanner::cutOffText() const
{
    const CutOffRun& run = m_recording.cutOffs().front();
    const int others = int(m_recording.cutOffs().size()) - 1;
    const QLocale locale;
    const QFileInfo file(QString::fromStdString(run.path));
    return joinedSentences(
        { tr("A run was cut off at step %1 of %2 (%3).")
                .arg(locale.toString(qlonglong(run.step)), locale.toString(qlonglong(run.steps)),
                    locale.toString(file.lastModified(), QLocale::ShortFormat)),
            tr("It can go on as if nothing had happened."),
            others > 0 ? tr("%n other run(s) broke off, too: asked about next.", nullptr, others)
                       : QString() });
}

QString RecordingBanner::leavingText() const
{
    const auto& leaving = m_recording.leaving();
    std::uintmax_t bytes = 0;
    for (const Recording& recording : leaving)
        bytes += recording.bytes;
    const QLocale locale;
    return tr("%n old recording(s) of together %1 MB will be removed when this window closes: "
              "recordings may take %2 MB.",
        nullptr, int(leaving.size()))
        .arg(locale.toString(qulonglong((bytes + 999999) / 1000000)),
            locale.toString(m_recording.choice().megabytes));
}

void RecordingBanner::refresh()
{
    const bool warns = showsTrouble();
    const bool asks = !warns && !m_recording.cutOffs().empty();
    const bool tells = !warns && !asks && !m_told && !m_recording.leaving().empty();
    if (warns) m_text->setText(troubleText());
    if (asks) m_text->setText(cutOffText());
    if (tells) m_text->setText(leavingText());
    for (QPushButton* button : { m_goOn, m_look, m_leave })
        button->setVisible(asks);
    m_keep->setVisible(tells);
    m_goOn->setText(tr("Go on"));
    m_goOn->setToolTip(tr("Opens it and trains on from its last recorded state, in the same file; "
                          "the run in front is kept"));
    m_look->setText(tr("Look"));
    m_look->setToolTip(tr("Opens it as it was recorded"));
    m_leave->setText(tr("Leave it"));
    m_leave->setToolTip(tr("The file stays as it is, and is not asked about again"));
    m_keep->setText(tr("Keep them"));
    m_keep->setToolTip(tr("They are never removed by themselves"));
    m_dismiss->setToolTip(asks ? tr("Ask again at the next start (Esc)") : tr("Close (Esc)"));
    showIcon();
    emit shownChanged(warns || asks || tells);
}

void RecordingBanner::showIcon()
{
    const bool warns = showsTrouble();
    const QColor color = warns ? errorColor(palette()) : palette().color(QPalette::WindowText);
    m_icon->setPixmap(
        themedPixmap(QLatin1String(warns ? "warning" : "reset"), color, 18, devicePixelRatioF()));
}

// Esc in here is not the window's.
bool RecordingBanner::event(QEvent* event)
{
    const bool isKey =
        event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return Banner::event(event);
    if (event->type() == QEvent::KeyPress) dismiss();
    event->accept();
    return true;
}

void RecordingBanner::changeEvent(QEvent* event)
{
    Banner::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
    if (event->type() == QEvent::PaletteChange) showIcon();
}

} // namespace contrastlab
