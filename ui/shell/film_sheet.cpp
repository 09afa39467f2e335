// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made anew each time, so that it speaks the language of the moment.
#include "shell/film_sheet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>

#include <algorithm>
#include <limits>

namespace contrastlab {

namespace {

constexpr int usualPictures = 200; ///< that are offered, of a long run
constexpr std::int64_t mostPictures = 100000; ///< as the command line has it
const char* const heatmapKey = "heatmap";

QHBoxLayout* rowOf(std::initializer_list<QWidget*> parts)
{
    auto* row = new QHBoxLayout;
    for (QWidget* part : parts)
        row->addWidget(part);
    row->addStretch(1);
    return row;
}

} // namespace

FilmSheet::FilmSheet(const std::vector<std::pair<std::string, QString>>& views, std::int64_t steps,
    const QString& folder, bool hasEncoder, QWidget* parent)
    : QDialog(parent)
    , m_views(new QListWidget(this))
    , m_compares(new QCheckBox(this))
    , m_format(new QComboBox(this))
    , m_rate(new QDoubleSpinBox(this))
    , m_output(new QLineEdit(this))
    , m_about(new QLabel(this))
{
    setWindowTitle(tr("Film"));
    makeViews(views);
    makeSteps(steps);
    m_width = addNumber("filmWidth", 400, 4000, 960);
    m_height = addNumber("filmHeight", 300, 4000, 640);
    makeFormats(hasEncoder);
    m_output->setText(QDir::toNativeSeparators(folder + QStringLiteral("/film") + suffix()));
    m_output->setObjectName(QStringLiteral("filmOutput"));
    m_output->setMinimumWidth(320);
    m_about->setObjectName(QStringLiteral("filmAbout"));
    m_about->setWordWrap(true);
    makeLayout();
    followFormat();
}

QSpinBox* FilmSheet::addNumber(const char* name, int least, int most, int value)
{
    auto* number = new QSpinBox(this);
    number->setObjectName(QString::fromLatin1(name));
    number->setRange(least, most);
    number->setGroupSeparatorShown(true);
    number->setValue(value);
    connect(number, &QSpinBox::valueChanged, this, &FilmSheet::refresh);
    return number;
}

void FilmSheet::makeViews(const std::vector<std::pair<std::string, QString>>& views)
{
    m_views->setObjectName(QStringLiteral("filmViews"));
    for (const auto& [key, title] : views) {
        auto* item = new QListWidgetItem(title, m_views);
        item->setData(Qt::UserRole, QString::fromStdString(key));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(key == heatmapKey || key == "projection" ? Qt::Checked : Qt::Unchecked);
    }
    m_views->setFixedHeight(8 * (m_views->sizeHintForRow(0) + 1));
    connect(m_views, &QListWidget::itemChanged, this, &FilmSheet::refresh);
}

void FilmSheet::makeSteps(std::int64_t steps)
{
    const int last = int(std::min<std::int64_t>(steps, std::numeric_limits<int>::max()));
    m_first = addNumber("filmFirst", 0, last, 0);
    m_last = addNumber("filmLast", 0, last, last);
    m_every = addNumber("filmEvery", 1, std::max(1, last), std::max(1, last / usualPictures));
    m_against = addNumber("filmAgainst", 0, last, 0);
    m_compares->setText(tr("The matrix as its difference to step"));
    m_compares->setToolTip(
        tr("Blue where cosines have grown since then, orange where they shrank"));
    connect(m_compares, &QCheckBox::toggled, this, &FilmSheet::refresh);
}

void FilmSheet::makeFormats(bool hasEncoder)
{
    m_format->setObjectName(QStringLiteral("filmFormat"));
    m_format->addItem(tr("Film (.mp4)"));
    m_format->addItem(tr("Moving picture (.gif)"));
    m_format->addItem(tr("Folder of pictures (.png)"));
    auto* formats = qobject_cast<QStandardItemModel*>(m_format->model());
    for (const Format format : { Format::mp4, Format::gif })
        formats->item(int(format))->setEnabled(hasEncoder);
    if (!hasEncoder) {
        m_format->setCurrentIndex(int(Format::series));
        m_format->setToolTip(tr("Films and moving pictures need the program ffmpeg, which is not "
                                "there; pictures need nothing."));
    }
    m_rate->setRange(0.5, 60);
    m_rate->setDecimals(1);
    m_rate->setValue(25);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &FilmSheet::refresh);
    connect(m_format, &QComboBox::currentIndexChanged, this, &FilmSheet::followFormat);
    connect(m_output, &QLineEdit::textChanged, this, &FilmSheet::refresh);
}

void FilmSheet::makeLayout()
{
    auto* browseButton = new QPushButton(tr("Browse…"), this);
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &FilmSheet::browse);
    auto* place = new QHBoxLayout;
    place->addWidget(m_output);
    place->addWidget(browseButton);
    auto* buttons = new QDialogButtonBox(this);
    m_make = buttons->addButton(tr("Make film"), QDialogButtonBox::AcceptRole);
    m_make->setObjectName(QStringLiteral("makeFilm"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* form = new QFormLayout(this);
    auto* asTheyBegin = new QLabel(tr("Each as it begins, whatever is chosen in it here."), this);
    asTheyBegin->setForegroundRole(QPalette::PlaceholderText);
    form->addRow(tr("Views, side by side"), m_views);
    form->addRow(QString(), asTheyBegin);
    form->addRow(tr("Steps"),
        rowOf({ m_first, new QLabel(tr("to", "steps"), this), m_last,
            new QLabel(tr("every", "so many steps"), this), m_every }));
    form->addRow(QString(), rowOf({ m_compares, m_against }));
    form->addRow(tr("Size of each"),
        rowOf({ m_width, new QLabel(QStringLiteral("×"), this), m_height,
            new QLabel(tr("pixels"), this) }));
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Pictures a second"), m_rate);
    form->addRow(tr("Goes to"), place);
    form->addRow(QString(), m_about);
    form->addRow(buttons);
    const std::pair<QWidget*, QString> names[] { { m_views, tr("Views, side by side") },
        { m_first, tr("First step") }, { m_last, tr("Last step") },
        { m_every, tr("Steps from picture to picture") }, { m_against, m_compares->text() },
        { m_width, tr("Width in pixels") }, { m_height, tr("Height in pixels") },
        { m_output, tr("Goes to") } };
    for (const auto& [field, name] : names)
        field->setAccessibleName(name);
}

FilmSheet::Format FilmSheet::format() const
{
    return Format(m_format->currentIndex());
}

QString FilmSheet::suffix() const
{
    const QString suffixes[] { QStringLiteral(".mp4"), QStringLiteral(".gif"), QString() };
    return suffixes[m_format->currentIndex()];
}

// What was typed keeps its name.
void FilmSheet::followFormat()
{
    QString path = m_output->text();
    for (const char* known : { ".mp4", ".gif" })
        if (path.endsWith(QLatin1String(known))) path.chop(4);
    m_output->setText(path + suffix());
    m_rate->setEnabled(format() != Format::series);
    refresh();
}

void FilmSheet::browse()
{
    const QString before = QDir::fromNativeSeparators(m_output->text());
    const QString kinds = tr("Films (*%1)").arg(suffix());
    const QString path = format() == Format::series
        ? QFileDialog::getExistingDirectory(this, tr("Folder of pictures"), before)
        : QFileDialog::getSaveFileName(this, tr("Film"), before, kinds);
    if (path.isEmpty()) return;
    m_output->setText(QDir::toNativeSeparators(path));
    followFormat();
}

// Why no film can be made; empty: one can.
QString FilmSheet::lack(const FilmChoice& choice) const
{
    if (choice.views.empty()) return tr("Choose a view.");
    if (choice.last < choice.first) return tr("The last step comes before the first.");
    if (choice.pictures() > mostPictures)
        return tr("At most %1 pictures: take fewer steps.").arg(QLocale().toString(mostPictures));
    const QFileInfo file(choice.output);
    if (choice.output.trimmed().isEmpty()) return tr("Where does it go to?");
    if (!QFileInfo(file.absolutePath()).isDir())
        return tr("There is no folder %1.").arg(QDir::toNativeSeparators(file.absolutePath()));
    return {};
}

void FilmSheet::refresh()
{
    if (!m_make) return;
    const FilmChoice now = choice();
    const auto isMatrix = [](const std::string& key) { return key == heatmapKey; };
    m_compares->setEnabled(std::ranges::any_of(now.views, isMatrix));
    m_against->setEnabled(m_compares->isEnabled() && m_compares->isChecked());
    const QString why = lack(now);
    m_make->setEnabled(why.isEmpty());
    const QString pictures = tr("%n picture(s)", nullptr, int(now.pictures()));
    const QString seconds =
        QLocale().toString(double(now.pictures()) / now.picturesPerSecond, 'f', 1);
    m_about->setText(!why.isEmpty() ? why
            : format() == Format::series
            ? tr("%1; training goes on meanwhile.").arg(pictures)
            : tr("%1, a film of %2 seconds; training goes on meanwhile.").arg(pictures, seconds));
}

FilmChoice FilmSheet::choice() const
{
    FilmChoice choice;
    for (int row = 0; row < m_views->count(); ++row)
        if (const auto* item = m_views->item(row); item->checkState() == Qt::Checked)
            choice.views.push_back(item->data(Qt::UserRole).toString().toStdString());
    choice.first = m_first->value();
    choice.last = m_last->value();
    choice.every = m_every->value();
    if (m_against->isEnabled()) choice.against = m_against->value();
    choice.size = { m_width->value(), m_height->value() };
    choice.picturesPerSecond = m_rate->value();
    choice.output = QDir::fromNativeSeparators(m_output->text());
    return choice;
}

} // namespace contrastlab
