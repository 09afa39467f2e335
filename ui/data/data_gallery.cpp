// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread, but for the drawing of the pictures: its functions own copies of all they touch.
#include "data/data_gallery.h"

#include "data/gallery_picture.h"
#include "data/media_text.h"
#include "theme/fonts.h"
#include "theme/icons.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace contrastlab {

namespace {

constexpr int cardColumns = 2;
constexpr int pollMs = 60;

QString entryText(const char* text)
{
    return QCoreApplication::translate("Gallery", text);
}

QString resultText(const GalleryResult& result)
{
    const QLocale locale;
    return DataGallery::tr("Recall@10 of about %1 (chance %2) after %3 steps: %4 s on one core")
        .arg(locale.toString(result.recallAt10, 'f', 2), locale.toString(result.chance, 'f', 2),
            countText(result.steps), locale.toString(result.seconds, 'f', 0));
}

} // namespace

DataGallery::DataGallery(std::vector<GalleryEntry> entries, QWidget* parent)
    : QDialog(parent)
    , m_entries(std::move(entries))
    , m_grid(new QGridLayout)
    , m_close(new QPushButton(this))
{
    setObjectName(QStringLiteral("dataGallery"));
    auto* cards = new QWidget;
    m_grid->setSpacing(12);
    auto* column = new QVBoxLayout(cards);
    column->addLayout(m_grid);
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(cards);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_close, 0, Qt::AlignRight);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    m_close->setAutoDefault(false);
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, &DataGallery::showPictures);
    resize(980, 700);
    retranslate();
    drawPictures();
}

DataGallery::~DataGallery()
{
    m_stop.request_stop();
}

void DataGallery::makeCards()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_pictures.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        m_grid->addWidget(makeCard(i), int(i) / cardColumns, int(i) % cardColumns);
}

QWidget* DataGallery::makeCard(std::size_t place)
{
    const GalleryEntry& entry = m_entries[place];
    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("card.") + QString::fromStdString(entry.id));
    card->setFrameShape(QFrame::StyledPanel);
    card->setAutoFillBackground(true);
    card->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(card);
    auto* picture = new QLabel(card);
    picture->setObjectName(QStringLiteral("picture"));
    picture->setFixedHeight(galleryPictureSize.height());
    picture->setAlignment(Qt::AlignCenter);
    m_pictures.push_back(picture);
    column->addWidget(picture);
    const auto addText = [&](const QString& text, QPalette::ColorRole role) {
        auto* label = new QLabel(text, card);
        label->setWordWrap(true);
        label->setForegroundRole(role);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
        return label;
    };
    QLabel* name = addText(entryText(entry.name), QPalette::Text);
    QFont font = scaledFont(name->font(), 1.15);
    font.setBold(true);
    name->setFont(font);
    addText(entryText(entry.summary), QPalette::Text);
    const QString size = entry.bytes > 0 ? sizeText(entry.bytes) : tr("comes with the program");
    addText(tr("%1 items · %2").arg(countText(entry.items), size), QPalette::PlaceholderText);
    addText(
        tr("Licence: %1").arg(QString::fromStdString(entry.license)), QPalette::PlaceholderText);
    if (entry.result.steps > 0) addText(resultText(entry.result), QPalette::PlaceholderText);
    column->addStretch(1);
    if (!entry.available()) {
        column->addWidget(makeInstallRow(entry, card));
        return card;
    }
    auto* train = new QPushButton(tr("Train on it"), card);
    train->setObjectName(QStringLiteral("train"));
    train->setIcon(themedIcon(QStringLiteral("play"), palette()));
    train->setAccessibleDescription(entryText(entry.name));
    column->addWidget(train, 0, Qt::AlignLeft);
    connect(train, &QPushButton::clicked, this, [this, place] { emit chosen(m_entries[place]); });
    return card;
}

QWidget* DataGallery::makeInstallRow(const GalleryEntry& entry, QWidget* card)
{
    auto* place = new QWidget(card);
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins({});
    auto* text = new QLabel(tr("Not installed:"), place);
    auto* command = new QLineEdit(QString::fromStdString(entry.install), place);
    command->setObjectName(QStringLiteral("install"));
    command->setReadOnly(true);
    text->setBuddy(command);
    auto* copy = new QPushButton(tr("Copy"), place);
    copy->setObjectName(QStringLiteral("copyInstall"));
    copy->setAutoDefault(false);
    copy->setIcon(themedIcon(QStringLiteral("copy"), palette()));
    connect(copy, &QPushButton::clicked, command,
        [command] { QGuiApplication::clipboard()->setText(command->text()); });
    row->addWidget(text);
    row->addWidget(command, 1);
    row->addWidget(copy);
    return place;
}

void DataGallery::drawPictures()
{
    m_drawn = std::make_shared<LatestValue<Pictures>>();
    m_task.submit([entries = m_entries, drawn = m_drawn, stop = m_stop.get_token()] {
        Pictures pictures;
        for (const GalleryEntry& entry : entries) {
            pictures.images.push_back(galleryPicture(entry, stop));
            pictures.complete = pictures.images.size() == entries.size();
            drawn->publish(std::make_shared<Pictures>(pictures));
            if (stop.stop_requested()) return;
        }
    });
    m_poll.start();
}

void DataGallery::showPictures()
{
    const auto drawn = m_drawn->latest();
    if (!drawn) return;
    for (std::size_t i = 0; i < drawn->images.size(); ++i)
        m_pictures[i]->setPixmap(drawn->images[i].isNull()
                ? themedPixmap(QStringLiteral("picture"),
                    palette().color(QPalette::PlaceholderText), 48, devicePixelRatioF())
                : QPixmap::fromImage(drawn->images[i]));
    if (drawn->complete) m_poll.stop();
}

void DataGallery::retranslate()
{
    setWindowTitle(tr("Data set gallery"));
    m_close->setText(tr("Close"));
    makeCards();
    if (m_drawn) showPictures();
}

void DataGallery::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace contrastlab
