// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/item_sheet.h"

#include "panels/picture_strip.h"
#include "panels/sound_strip.h"
#include "run/item_names.h"
#include "run/message_text.h"
#include "run/sentences.h"
#include "views/item_card.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

QString rowHtml(const QString& left, const QString& right)
{
    return QStringLiteral("<tr><td style='padding-right:8px'>%1</td><td>%2</td></tr>")
        .arg(left.toHtmlEscaped(), right.toHtmlEscaped());
}

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list.join(QStringLiteral(", "));
}

QString languageName(const std::string& code)
{
    if (code == "en") return ItemSheet::tr("English");
    if (code == "zh") return ItemSheet::tr("Chinese");
    return QString::fromStdString(code);
}

QLabel* textLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ItemSheet::ItemSheet(RunMoment& moment, ItemPictures& pictures, ItemSounds& sounds, QWidget* parent)
    : QWidget(parent)
    , m_moment(moment)
    , m_title(textLabel(this))
    , m_captions(textLabel(this))
    , m_facts(textLabel(this))
    , m_pictures(new PictureStrip(pictures, this))
    , m_sounds(new SoundStrip(sounds, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    for (QWidget* part :
        std::initializer_list<QWidget*> { m_title, m_pictures, m_sounds, m_captions, m_facts })
        layout->addWidget(part);
}

void ItemSheet::show(const FocusedItem& focused)
{
    const auto setup = m_moment.setup();
    m_title->setText(QStringLiteral("<big><b>%1</b></big>  %2")
                         .arg(itemTitle(m_moment, focused.item).toHtmlEscaped(),
                             modalityName(setup->modality(focused.tower).name).toHtmlEscaped()));
    m_pictures->show(focused.item);
    m_sounds->show(focused.item);
    m_captions->setText(captionsHtml(focused.item));
    m_captions->setVisible(!m_captions->text().isEmpty());
    m_facts->setText(factsHtml(focused));
}

QString ItemSheet::captionsHtml(Index item) const
{
    const auto media = m_moment.media();
    if (!media) return {};
    QString html;
    for (const ModalityData& modality : m_moment.setup()->dataset().modalities) {
        if (modality.kind != ModalityKind::text) continue;
        for (const ItemText& text : media->texts(modality.name, item)) {
            const QString language = languageName(text.language);
            const QString captions =
                QStringLiteral("<b>%1</b>").arg(joined(text.captions).toHtmlEscaped());
            html += QStringLiteral("<p style='margin:3px 0'>");
            html += language.isEmpty()
                ? captions
                : joinedSentences({ tr("%1:").arg(language).toHtmlEscaped(), captions });
            if (!text.tags.empty())
                html += QStringLiteral("<br>") + joined(text.tags).toHtmlEscaped();
            html += QStringLiteral("</p>");
        }
    }
    return html;
}

QString ItemSheet::factsHtml(const FocusedItem& focused) const
{
    const auto setup = m_moment.setup();
    const Index item = focused.item;
    QString rows;
    if (const QString group = groupName(setup->dataset(), item); !group.isEmpty())
        rows += rowHtml(tr("Group"), group);
    if (const auto media = m_moment.media())
        rows += rowHtml(tr("Origin"), messageText(media->origin(item)));
    const auto has = [item](const std::vector<Index>& items) {
        return std::ranges::find(items, item) != items.end();
    };
    rows += rowHtml(tr("Part"),
        has(setup->split().heldOut)        ? tr("held out: judges, never trains")
            : has(setup->split().training) ? tr("training")
            : has(setup->split().test)     ? tr("test: judged once, at the end")
                                           : tr("not used"));
    return QStringLiteral("<table>%1</table>").arg(rows);
}

QString ItemSheet::title() const
{
    return m_title->text();
}

QString ItemSheet::text() const
{
    return m_captions->text() + m_facts->text();
}

} // namespace contrastlab
