// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "views/reconstruction_panel.h"

#include "run/waiting_text.h"
#include "theme/box_name.h"
#include "views/item_card.h"
#include "views/reconstruction_figure.h"
#include "views/view_hint.h"
#include "views/view_menu.h"
#include "views/wrapping_row.h"

#include <QComboBox>
#include <QEvent>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace contrastlab {

ReconstructionPanel::ReconstructionPanel(RunMoment& moment, ItemFocus& focus, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_focus(focus)
    , m_live(moment, focus)
    , m_hint(new ViewHint(this))
    , m_figure(new ReconstructionFigure(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_hint);
    column->addWidget(makeControls());
    column->addWidget(m_figure, 1);
    connect(&m_live, &LiveReconstructions::changed, this, &ReconstructionPanel::showTold);
    connect(&moment, &RunMoment::changed, this, [this](const MomentChange& change) {
        if (change.data || change.playhead) showTold();
    });
    connect(m_figure, &ReconstructionFigure::itemClicked, this, [this](Index item) {
        m_focus.pin({ { item, 0 } });
    });
    connect(m_figure, &ReconstructionFigure::itemHovered, this, [this](Index item) {
        m_focus.hover(item < 0 ? ItemFocus::Items() : ItemFocus::Items { { item, 0 } });
    });
    new ViewMenu(*m_figure, *m_figure,
        { [this] { return table(); }, [] { return QString(); }, [] {},
            [this] { m_live.setSource(m_live.source()); } });
    retranslate();
}

QWidget* ReconstructionPanel::makeControls()
{
    auto* bar = new QWidget(this);
    auto* row = new WrappingRow(bar);
    row->setContentsMargins(8, 0, 8, 3);
    row->setSpacing(6);
    m_source = new QComboBox(bar);
    m_source->addItems({ QString(), QString() });
    row->addWidget(m_source);
    for (QToolButton** button : { &m_others, &m_task }) {
        *button = new QToolButton(bar);
        (*button)->setFocusPolicy(Qt::TabFocus);
        row->addWidget(*button);
    }
    connect(m_source, &QComboBox::currentIndexChanged, this,
        [this](int source) { m_live.setSource(LiveReconstructions::Source(source)); });
    connect(m_others, &QToolButton::clicked, this,
        [this] { m_live.turnPage(std::size_t(std::max(1, m_figure->rows()))); });
    connect(m_task, &QToolButton::clicked, this, &ReconstructionPanel::taskRequested);
    return bar;
}

QSize ReconstructionPanel::sizeHint() const
{
    return QSize(40, 32) * fontMetrics().height();
}

void ReconstructionPanel::setInSight(bool inSight)
{
    m_live.setActive(inSight);
}

QStringList ReconstructionPanel::names() const
{
    QStringList names;
    for (const Index item : m_live.reconstructions()->items)
        names << itemTitle(m_moment, item);
    return names;
}

void ReconstructionPanel::showTold()
{
    const auto setup = m_moment.setup();
    const auto told = m_live.reconstructions();
    m_figure->setEmptyText(emptyText());
    m_figure->show(
        setup && told ? reconstructionScene(*setup, *told, names()) : ReconstructionScene());
    m_task->setVisible(setup && !m_live.isPossible());
    m_source->setVisible(m_live.isPossible());
    m_others->setVisible(m_live.isPossible());
    m_hint->setState(header());
    // Who takes a picture of it by itself should wait.
    m_figure->setProperty(
        "waits", m_live.isPossible() && m_live.failure().isEmpty() && !m_live.isUpToDate());
}

QString ReconstructionPanel::header() const
{
    const auto told = m_live.reconstructions();
    return told ? tr("Step %1").arg(QLocale().toString(qlonglong(told->step))) : QString();
}

QString ReconstructionPanel::emptyText() const
{
    if (m_moment.setup() && !m_live.isPossible())
        return tr(
            "Nothing is told again from its code here: this run learns to tell pairs apart, "
            "and needs no decoder for that.\n\nUnder the task “Autoencoder” each picture, text "
            "or sound is told again from its embedding, and stands here beside the "
            "original.");
    if (!m_live.failure().isEmpty())
        return tr("The items could not be told again: %1").arg(m_live.failure());
    return weightsText(m_moment, tr("Waiting for the first step…"));
}

QList<QStringList> ReconstructionPanel::table() const
{
    const auto setup = m_moment.setup();
    const auto told = m_live.reconstructions();
    if (!setup || !told) return { { tr("item"), tr("error") } };
    return reconstructionTable(*setup, *told, names());
}

void ReconstructionPanel::retranslate()
{
    m_hint->setTexts(tr("What of an item is left in its embedding"), tr("Reconstructions"),
        tr("<p>Under the tasks “Autoencoder” and “Adversary” a decoder tells each item again from "
           "its embedding alone. What comes back was kept, what does not was thrown away.</p>"
           "<p>Beside the original stands what is told from its own code and, where the "
           "parameter “decode” says so, what is told from its partner’s. Of texts the words that "
           "the decoder ranks highest: green ones are in the text.</p>"
           "<p>The number is the error: of pictures, sounds and vectors squared, 1 where the mean "
           "is guessed; of texts in nats. Over a column stands the mean of the items made.</p>"
           "<p>Pinned and chosen items come first; a click pins.</p>"));
    m_source->setItemText(0, tr("held out"));
    m_source->setItemText(1, tr("trained on"));
    m_source->setToolTip(tr("Which items are told again: ones that training never saw, or ones "
                            "that it was shown"));
    nameBox(*m_source, m_source->toolTip());
    m_others->setText(tr("Other items"));
    m_others->setToolTip(tr("The next items of these"));
    m_task->setText(tr("Choose the task “Autoencoder”…"));
    m_task->setToolTip(tr("Shows the parameter “Task” in the form"));
    showTold();
}

void ReconstructionPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
