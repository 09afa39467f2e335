// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made anew when the language changes, because boxes, tips and units all speak it.
#include "shell/settings_dialog.h"

#include "base/translation_marks.h"
#include "data/path_field.h"
#include "shell/keys_page.h"
#include "shell/name_index.h"
#include "theme/box_name.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace contrastlab {

namespace {

QString settingText(const char* text)
{
    return QCoreApplication::translate("Settings", text);
}

} // namespace

const std::vector<SettingRow>& SettingsDialog::rows()
{
    static const std::vector<SettingRow> table {
        { "language", QT_TRANSLATE_NOOP("Settings", "Language"),
            QT_TRANSLATE_NOOP("Settings", "Of all texts, numbers stay as they are") },
        { "theme", QT_TRANSLATE_NOOP("Settings", "Light or dark"),
            QT_TRANSLATE_NOOP("Settings", "Colours of the window and its pictures") },
        { "strongColors", QT_TRANSLATE_NOOP("Settings", "Strongest contrast"),
            QT_TRANSLATE_NOOP("Settings",
                "Black and white in place of shades; colours of curves and groups are told apart "
                "with any kind of colour vision either way") },
        { "seriesPalette", QT_TRANSLATE_NOOP("Settings", "Colours of curves and groups"),
            QT_TRANSLATE_NOOP("Settings",
                "Either is told apart with any kind of colour vision; the second has the hues "
                "that are known from papers") },
        { "matrixPalette", QT_TRANSLATE_NOOP("Settings", "Colours of matrices"),
            QT_TRANSLATE_NOOP("Settings",
                "Two sides of a middle, or from dark to light. Differences, and what pushes or "
                "pulls, stay blue and orange") },
        { "reducedMotion", QT_TRANSLATE_NOOP("Settings", "Less motion"),
            QT_TRANSLATE_NOOP("Settings",
                "Pictures jump to what was measured in place of gliding there, and nothing "
                "pulses") },
        { "recordsRuns", QT_TRANSLATE_NOOP("Settings", "Record every run"),
            QT_TRANSLATE_NOOP("Settings",
                "Every run of the window is written as it goes on: a crash or a power cut then "
                "loses the last second at most") },
        { "recordings", QT_TRANSLATE_NOOP("Settings", "Folder of recordings"),
            QT_TRANSLATE_NOOP(
                "Settings", "From the next run on; what is being written goes on where it is") },
        { "recordedMegabytes", QT_TRANSLATE_NOOP("Settings", "Recordings take at most"),
            QT_TRANSLATE_NOOP("Settings",
                "Where there are more, the oldest without a star go when the window closes, and "
                "you are told before") },
        { "threads", QT_TRANSLATE_NOOP("Settings", "Threads that train"),
            QT_TRANSLATE_NOOP("Settings",
                "From the next start of the program on; results are the same with any number") },
        { "slowerHidden", QT_TRANSLATE_NOOP("Settings", "Slower out of sight"),
            QT_TRANSLATE_NOOP("Settings",
                "Training goes on at a quarter of its pace while the window is minimised or "
                "hidden") },
        { "slowerOnBattery", QT_TRANSLATE_NOOP("Settings", "Slower on battery"),
            QT_TRANSLATE_NOOP("Settings",
                "Training goes on at a quarter of its pace while the computer is on battery") },
        { "memoryMegabytes", QT_TRANSLATE_NOOP("Settings", "Memory at most"),
            QT_TRANSLATE_NOOP("Settings",
                "What would need more is refused with its need, and caches stay within it; what "
                "stands in memory already stays") },
    };
    return table;
}

SettingsDialog::SettingsDialog(
    const Settings& settings, Actions& actions, const QString& usualFolder, QWidget* parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_actions(actions)
    , m_usualFolder(usualFolder)
    , m_filter(new QLineEdit(this))
    , m_tabs(new QTabWidget(this))
    , m_keys(new KeysPage(actions, this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    m_filter->setClearButtonEnabled(true);
    auto* buttons = new QDialogButtonBox(this);
    m_close = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_filter, &QLineEdit::textChanged, this, &SettingsDialog::narrow);
    connect(m_keys, &KeysPage::changed, this, [this] {
        m_settings.keys = m_actions.changedKeys();
        emit changed();
    });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(buttons);
    build();
    const int em = fontMetrics().height();
    resize(QSize(38, 42) * em);
    if (parent) resize(size().boundedTo(parent->size() - QSize(40, 60)));
}

void SettingsDialog::build()
{
    setWindowTitle(tr("Settings and keys"));
    m_filter->setPlaceholderText(tr("Search a setting or a key"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    static_cast<QPushButton*>(m_close)->setText(tr("Close"));
    const int inFront = std::max(0, m_tabs->currentIndex());
    m_tabs->clear();
    if (m_page) m_page->deleteLater();
    m_rows.clear();
    auto* scroll = new QScrollArea(m_tabs);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_page = scroll;
    auto* content = new QWidget(scroll);
    m_form = new QFormLayout(content);
    const QStringList languages { QString(), QStringLiteral("en"), QStringLiteral("zh_CN") };
    addChoice("language",
        { tr("As the system"), QStringLiteral("English"), QStringLiteral("简体中文") },
        int(languages.indexOf(m_settings.language)),
        [this, languages](int chosen) { m_settings.language = languages[chosen]; });
    addChoice("theme", { tr("As the system"), tr("Light"), tr("Dark") }, int(m_settings.theme),
        [this](int chosen) { m_settings.theme = Theme(chosen); });
    addSwitch("strongColors", &Settings::strongColors);
    addChoice("seriesPalette", { tr("As far apart as can be"), tr("Okabe and Ito") },
        int(m_settings.palettes.series),
        [this](int chosen) { m_settings.palettes.series = SeriesPalette(chosen); });
    addChoice("matrixPalette",
        { tr("Blue and orange"), QStringLiteral("Viridis"), QStringLiteral("Cividis") },
        int(m_settings.palettes.matrix),
        [this](int chosen) { m_settings.palettes.matrix = MatrixPalette(chosen); });
    addSwitch("reducedMotion", &Settings::reducedMotion);
    addSwitch("recordsRuns", &Settings::recordsRuns);
    addFolder();
    addNumber(
        "recordedMegabytes", &Settings::recordedMegabytes, 1, 10000000, QStringLiteral(" MB"), {});
    addNumber("threads", &Settings::threads, 0, 1024, {}, tr("one a processor"));
    addSwitch("slowerHidden", &Settings::slowerHidden);
    addSwitch("slowerOnBattery", &Settings::slowerOnBattery);
    addNumber("memoryMegabytes", &Settings::memoryMegabytes, 0, 100000000, QStringLiteral(" MB"),
        tr("what there is"));
    scroll->setWidget(content);
    m_tabs->addTab(scroll, tr("Settings"));
    m_tabs->addTab(m_keys, tr("Keys"));
    m_tabs->setCurrentIndex(inFront);
    narrow();
}

// What takes effect later than at once stands below its line, the rest is said in its tip.
void SettingsDialog::addRow(const char* key, QWidget* editor)
{
    const auto row = std::ranges::find(
        rows(), std::string_view(key), [](const SettingRow& one) { return one.key; });
    auto* label = new QLabel(settingText(row->label));
    auto* tip = new QLabel(settingText(row->tip));
    tip->setWordWrap(true);
    tip->setForegroundRole(QPalette::PlaceholderText);
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 6);
    column->setSpacing(2);
    column->addWidget(editor);
    column->addWidget(tip);
    editor->setObjectName(QString::fromLatin1(key));
    // Of a field of several parts the one with the focus is told of.
    QWidget* told = editor->focusProxy() ? editor->focusProxy() : editor;
    for (QWidget* named : { editor, told })
        named->setAccessibleName(label->text());
    told->setAccessibleDescription(tip->text());
    if (auto* box = qobject_cast<QComboBox*>(editor)) nameBox(*box, label->text());
    m_form->addRow(label, body);
    m_rows.push_back({ &*row, editor, label });
}

void SettingsDialog::addChoice(
    const char* key, const QStringList& texts, int chosen, const std::function<void(int)>& take)
{
    auto* box = new QComboBox;
    box->addItems(texts);
    box->setCurrentIndex(std::max(0, chosen));
    connect(box, &QComboBox::activated, this, [this, take](int index) {
        take(index);
        emit changed();
    });
    addRow(key, box);
}

void SettingsDialog::addSwitch(const char* key, bool Settings::*flag)
{
    auto* box = new QCheckBox;
    box->setChecked(m_settings.*flag);
    connect(box, &QCheckBox::toggled, this, [this, flag](bool on) {
        m_settings.*flag = on;
        emit changed();
    });
    addRow(key, box);
}

void SettingsDialog::addNumber(const char* key, int Settings::*number, int least, int most,
    const QString& suffix, const QString& whenLeast)
{
    auto* box = new QSpinBox;
    box->setRange(least, most);
    box->setSuffix(suffix);
    box->setSpecialValueText(whenLeast);
    box->setKeyboardTracking(false);
    box->setSingleStep(suffix.isEmpty() ? 1 : 500);
    box->setValue(m_settings.*number);
    connect(box, &QSpinBox::valueChanged, this, [this, number](int value) {
        m_settings.*number = value;
        emit changed();
    });
    addRow(key, box);
}

void SettingsDialog::addFolder()
{
    auto* field = new PathField(PathField::folder);
    field->retranslate();
    const QString& chosen = m_settings.folders.recordings;
    field->setPath(chosen.isEmpty() ? m_usualFolder : chosen);
    connect(field, &PathField::edited, this, [this](const QString& path) {
        m_settings.folders.recordings = path == m_usualFolder ? QString() : path;
        emit changed();
    });
    addRow("recordings", field);
}

QWidget* SettingsDialog::editor(const std::string& key) const
{
    const auto row =
        std::ranges::find_if(m_rows, [&](const Row& one) { return one.row->key == key; });
    return row == m_rows.end() ? nullptr : row->editor;
}

void SettingsDialog::pointAt(const std::string& key)
{
    m_filter->clear();
    QWidget* wanted = editor(key);
    if (wanted) m_tabs->setCurrentWidget(m_page);
    (wanted ? wanted : m_filter)->setFocus(Qt::OtherFocusReason);
}

// Where only the other page has what is searched for, that one comes to the front.
void SettingsDialog::narrow()
{
    NameIndex index;
    for (const Row& row : m_rows)
        index.add(m_languages.of("Settings", row.row->label)
            + m_languages.of("Settings", row.row->tip)
            + QStringList(QString::fromUtf8(row.row->key)));
    const bool all = m_filter->text().trimmed().isEmpty();
    const auto hits = index.find(m_filter->text());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool found =
            all || std::ranges::find(hits, int(i), &NameIndex::Hit::place) != hits.end();
        m_form->setRowVisible(int(i), found);
    }
    const bool keys = m_keys->narrow(m_filter->text());
    if (all || hits.empty() != keys) return;
    m_tabs->setCurrentWidget(hits.empty() ? static_cast<QWidget*>(m_keys) : m_page);
}

void SettingsDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) build();
}

} // namespace contrastlab
