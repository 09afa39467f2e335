// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/undo_offer.h"

#include "run/table_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int offeredMs = 12000;

} // namespace

UndoOffer::UndoOffer(RunSession& session, ParameterEdits& edits, QWidget& above)
    : QFrame(above.window())
    , m_session(session)
    , m_above(above)
    , m_text(new QLabel(this))
    , m_goBack(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("undoOffer"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setTextFormat(Qt::PlainText);
    m_goBack->setObjectName(QStringLiteral("goBackBefore"));
    m_goBack->setAutoDefault(false);
    m_close->setAutoRaise(true);
    m_close->setText(QStringLiteral("✕"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    for (QWidget* part : std::initializer_list<QWidget*> { m_text, m_goBack, m_close })
        layout->addWidget(part);
    m_goes.setSingleShot(true);
    m_goes.setInterval(offeredMs);
    connect(&m_goes, &QTimer::timeout, this, &QWidget::hide);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_goBack, &QPushButton::clicked, this, [this] {
        hide();
        m_session.branchFrom(m_before);
    });
    connect(&edits, &ParameterEdits::takenBack, this, &UndoOffer::offer);
    connect(&edits.undoList(), &UndoList::changed, this, &QWidget::hide);
    connect(&session.moment(), &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.run != MomentChange::Run::same) hide();
    });
    window()->installEventFilter(this);
    hide();
}

// Until something else is done: the undo list tells of this undo itself after it.
void UndoOffer::offer(const std::string& key, std::int64_t before)
{
    m_key = key;
    m_before = before;
    QMetaObject::invokeMethod(
        this,
        [this] {
            retranslate();
            show();
            place();
            m_goes.start();
        },
        Qt::QueuedConnection);
}

void UndoOffer::retranslate()
{
    const Parameter* parameter = findParameter(m_key);
    if (!parameter) return;
    m_text->setText(tr("%1 is as before from now on; the steps done meanwhile stay.")
                        .arg(labelText(*parameter)));
    m_goBack->setText(
        tr("Go back to just before it (step %1)").arg(QLocale().toString(qlonglong(m_before))));
    m_goBack->setToolTip(tr("A new run from the very state before the change, with the same "
                            "batches; this run stays in the list of runs"));
    m_close->setToolTip(tr("The value alone"));
}

void UndoOffer::place()
{
    adjustSize();
    const int bottom =
        m_above.isVisible() ? m_above.mapTo(window(), QPoint(0, 0)).y() : window()->height();
    move(std::max(0, (window()->width() - width()) / 2), std::max(0, bottom - height() - 6));
    raise();
}

void UndoOffer::enterEvent(QEnterEvent*)
{
    m_goes.stop();
}

void UndoOffer::leaveEvent(QEvent*)
{
    m_goes.start();
}

bool UndoOffer::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(object, event);
}

void UndoOffer::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    if (isVisible()) place();
}

} // namespace contrastlab
