// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of the list are those of the glossary; a search hides what does not match.
#include "lesson/glossary_sheet.h"

#include "lesson/glossary_card.h"
#include "lesson/glossary_marks.h"
#include "lesson/lesson_language.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace contrastlab {

namespace {

// A term is found in either language.
bool isFoundBy(const GlossaryEntry& entry, const QString& wanted)
{
    for (const char* language : { "en", "zh_CN" })
        for (const std::string& word : entry.wordsIn(language))
            if (QString::fromStdString(word).contains(wanted, Qt::CaseInsensitive)) return true;
    return false;
}

} // namespace

GlossarySheet::GlossarySheet(QWidget* parent)
    : QDialog(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_card(new GlossaryCard(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_search->setClearButtonEnabled(true);
    auto* left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_list);
    auto* right = new QVBoxLayout;
    right->addWidget(m_card);
    right->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->addLayout(left, 1);
    layout->addLayout(right, 1);
    for (std::size_t place = 0; place < glossary().size(); ++place)
        m_list->addItem(QString());
    connect(m_search, &QLineEdit::textChanged, this, &GlossarySheet::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &GlossarySheet::showChosen);
    // What is pointed at would lie under it.
    connect(m_card, &GlossaryCard::showRequested, this, &QWidget::close);
    retranslate();
    m_list->setCurrentRow(0);
    resize(44 * fontMetrics().height(), 26 * fontMetrics().height());
}

void GlossarySheet::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void GlossarySheet::retranslate()
{
    setWindowTitle(tr("Glossary"));
    m_search->setPlaceholderText(tr("Search a term"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setAccessibleName(tr("Terms"));
    for (std::size_t place = 0; place < glossary().size(); ++place)
        m_list->item(int(place))->setText(inLanguage(glossary()[place].term));
}

void GlossarySheet::filter()
{
    const QString wanted = m_search->text().trimmed();
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        const bool found = isFoundBy(glossary()[std::size_t(row)], wanted);
        m_list->item(row)->setHidden(!found);
        if (found && first < 0) first = row;
    }
    const QListWidgetItem* chosen = m_list->currentItem();
    if (!chosen || chosen->isHidden()) m_list->setCurrentRow(first);
}

void GlossarySheet::showChosen()
{
    const int row = m_list->currentRow();
    if (row < 0) return m_card->hide();
    m_card->showEntry(glossary()[std::size_t(row)]);
}

} // namespace contrastlab
