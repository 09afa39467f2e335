// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/choice_list.h"

#include "run/table_text.h"
#include "theme/fonts.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int purposeRole = Qt::UserRole + 1; ///< of a choice
constexpr int headingRole = Qt::UserRole + 2; ///< whether it is one

constexpr int choiceIndent = 14, choicePad = 6;

QFont headingFont(const QFont& font)
{
    QFont bold = scaledFont(font, 0.9);
    bold.setBold(true);
    return bold;
}

/// A name, and beneath it what it is for.
class ChoiceDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QFontMetrics name(option.font), small(scaledFont(option.font, 0.9));
        if (index.data(headingRole).toBool())
            return { QFontMetrics(headingFont(option.font)).horizontalAdvance(textOf(index))
                    + 2 * choicePad,
                small.height() + 8 };
        const QString purpose = index.data(purposeRole).toString();
        const int width =
            std::max(name.horizontalAdvance(textOf(index)), small.horizontalAdvance(purpose));
        return { width + choiceIndent + 2 * choicePad,
            name.height() + 4 + (purpose.isEmpty() ? 0 : small.height()) };
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override
    {
        const bool heading = index.data(headingRole).toBool();
        const bool chosen = !heading && option.state.testFlag(QStyle::State_Selected);
        const QPalette& palette = option.palette;
        painter->save();
        painter->fillRect(
            option.rect, palette.color(chosen ? QPalette::Highlight : QPalette::Base));
        QRect room = option.rect.adjusted(heading ? choicePad : choiceIndent, 2, -choicePad, 0);
        painter->setFont(heading ? headingFont(option.font) : option.font);
        painter->setPen(palette.color(chosen ? QPalette::HighlightedText
                : heading                    ? QPalette::PlaceholderText
                                             : QPalette::Text));
        painter->drawText(room,
            heading ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignTop,
            textOf(index));
        room.setTop(room.top() + QFontMetrics(option.font).height());
        painter->setFont(scaledFont(option.font, 0.9));
        if (!chosen) painter->setPen(palette.color(QPalette::PlaceholderText));
        painter->drawText(room, Qt::AlignLeft | Qt::AlignTop, index.data(purposeRole).toString());
        painter->restore();
    }

private:
    static QString textOf(const QModelIndex& index)
    {
        return index.data(Qt::DisplayRole).toString();
    }
};

QStandardItem* headingItem()
{
    auto* item = new QStandardItem;
    item->setFlags(Qt::NoItemFlags);
    item->setData(true, headingRole);
    return item;
}

} // namespace

// Entries of one heading stand together, in the order of the table.
void fillChoices(QComboBox& box, const Parameter& parameter)
{
    auto* model = new QStandardItemModel(&box);
    std::vector<std::string_view> headings;
    for (const Choice& choice : parameter.choices)
        if (std::ranges::find(headings, choice.heading) == headings.end())
            headings.push_back(choice.heading);
    for (const std::string_view heading : headings) {
        if (!heading.empty()) model->appendRow(headingItem());
        for (const Choice& choice : parameter.choices) {
            if (choice.heading != heading) continue;
            auto* item = new QStandardItem;
            item->setData(qString(choice.value), Qt::UserRole);
            model->appendRow(item);
        }
    }
    box.setModel(model);
    box.setItemDelegate(new ChoiceDelegate(&box));
    box.setMaxVisibleItems(model->rowCount());
    nameChoices(box, parameter);
}

void nameChoices(QComboBox& box, const Parameter& parameter)
{
    int widest = 0;
    for (int row = 0; row < box.count(); ++row) {
        const std::string value = box.itemData(row).toString().toStdString();
        const auto found = std::ranges::find(parameter.choices, value, &Choice::value);
        if (found != parameter.choices.end()) {
            box.setItemText(row, choiceText(parameter, *found));
            box.setItemData(row, purposeText(parameter, *found), purposeRole);
        } else {
            // The heading of the next.
            const std::string next = box.itemData(row + 1).toString().toStdString();
            const auto first = std::ranges::find(parameter.choices, next, &Choice::value);
            if (first != parameter.choices.end())
                box.setItemText(row, headingText(parameter, *first));
        }
        widest = std::max(widest, box.view()->sizeHintForIndex(box.model()->index(row, 0)).width());
    }
    box.view()->setMinimumWidth(widest + 24);
}

} // namespace contrastlab
