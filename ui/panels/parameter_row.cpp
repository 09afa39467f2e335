// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/parameter_row.h"

#include "panels/modalities_edit.h"
#include "panels/number_edit.h"
#include "panels/tick_slider.h"
#include "run/table_text.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace contrastlab {

namespace {

// A dragged slider is heard this often: fast enough to feel live, few enough for the record.
constexpr int sendEveryMs = 120;
constexpr int gesturePauseMs = 1000;

// A combo box in a form that scrolls: it turns with the wheel only while it has the focus.
class QuietComboBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override
    {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

QComboBox* quietBox(QWidget* parent)
{
    auto* box = new QuietComboBox(parent);
    box->setFocusPolicy(Qt::StrongFocus);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(13);
    return box;
}

int nextGesture()
{
    static int last = 0;
    return ++last;
}

std::vector<Landmark> landmarksOf(const Parameter& parameter)
{
    if (parameter.key != "temperature") return {};
    return { { 0.01, ParameterRow::tr("clamp 0.01"), Qt::AlignHCenter },
        { 0.07, ParameterRow::tr("CLIP 0.07"), Qt::AlignLeft } };
}

} // namespace

ParameterRow::ParameterRow(const Parameter& parameter, QWidget* parent)
    : QWidget(parent)
    , m_parameter(parameter)
    , m_shown(parameter.standard)
    , m_badge(new QLabel(this))
    , m_label(new QLabel(this))
    , m_message(new QLabel(this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("row.") + qString(parameter.key));
    m_label->setWordWrap(true);
    m_label->installEventFilter(this);
    m_message->setWordWrap(true);
    m_message->hide();
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->hide();
    m_sendTimer.setSingleShot(true);
    m_sendTimer.setInterval(sendEveryMs);
    connect(&m_sendTimer, &QTimer::timeout, this, &ParameterRow::sendSliderValue);
    makeEditor();
    makeSlider();
    arrange();
    retranslate();
    write(parameter.standard);
}

void ParameterRow::makeEditor()
{
    if (std::holds_alternative<bool>(m_parameter.standard))
        m_editor = makeCheckBox();
    else if (!std::holds_alternative<std::string>(m_parameter.standard))
        m_editor = makeNumberEdit();
    else if (!m_parameter.choices.empty())
        m_editor = makeChoiceBox();
    else if (m_parameter.key == "modalities")
        m_editor = makeModalitiesEdit();
    else
        m_editor = m_parameter.key == "dataset" ? makeDatasetBox() : makeTextEdit();
    m_label->setBuddy(m_editor);
}

QWidget* ParameterRow::makeNumberEdit()
{
    m_number = new NumberEdit(m_parameter, this);
    connect(m_number, &NumberEdit::edited, this, [this] {
        m_typing = true;
        const auto typed = parseValue(m_parameter, m_number->text().toStdString());
        if (m_refused && typed && !check(m_parameter, *typed)) accept();
    });
    connect(m_number, &NumberEdit::committed, this, [this] { commitText(m_number->text()); });
    connect(m_number, &NumberEdit::takenBack, this, &ParameterRow::takeBack);
    return m_number;
}

QWidget* ParameterRow::makeCheckBox()
{
    m_check = new QCheckBox(this);
    connect(m_check, &QCheckBox::clicked, this, [this](bool checked) { emit edited(checked, 0); });
    return m_check;
}

QWidget* ParameterRow::makeChoiceBox()
{
    m_box = quietBox(this);
    for (const Choice& choice : m_parameter.choices)
        m_box->addItem(QString(), qString(choice.value));
    connect(m_box, &QComboBox::activated, this,
        [this] { emit edited(m_box->currentData().toString().toStdString(), 0); });
    return m_box;
}

QWidget* ParameterRow::makeTextEdit()
{
    m_line = new QLineEdit(this);
    m_line->setProperty("acceptsText", true);
    m_line->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textEdited, this, [this] { m_typing = true; });
    connect(m_line, &QLineEdit::editingFinished, this, [this] {
        if (std::exchange(m_typing, false)) commitText(m_line->text());
    });
    return m_line;
}

QWidget* ParameterRow::makeDatasetBox()
{
    auto* place = new QWidget(this);
    auto* layout = new QHBoxLayout(place);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    m_box = quietBox(place);
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->setMinimumContentsLength(9);
    m_box->addItems({ QStringLiteral("emoji"), QStringLiteral("synthetic") });
    m_line = m_box->lineEdit();
    m_line->setProperty("acceptsText", true);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textEdited, this, [this] { m_typing = true; });
    connect(m_box, &QComboBox::activated, this, [this] { commitText(m_box->currentText()); });
    connect(m_line, &QLineEdit::editingFinished, this, [this] {
        if (std::exchange(m_typing, false)) commitText(m_line->text());
    });
    auto* browse = new QToolButton(place);
    browse->setObjectName(QStringLiteral("browse"));
    browse->setText(QStringLiteral("…"));
    connect(browse, &QToolButton::clicked, this, &ParameterRow::browseRequested);
    layout->addWidget(m_box, 1);
    layout->addWidget(browse);
    place->setFocusProxy(m_box);
    return place;
}

QWidget* ParameterRow::makeModalitiesEdit()
{
    m_modalities = new ModalitiesEdit(this);
    connect(m_modalities, &ModalitiesEdit::edited, this, [this](const std::string& text) {
        accept();
        emit edited(text, 0);
    });
    connect(m_modalities, &ModalitiesEdit::refused, this, [this] { refuse(); });
    return m_modalities;
}

void ParameterRow::makeSlider()
{
    auto scale = SliderScale::of(m_parameter);
    if (!scale || m_parameter.advanced) return;
    m_slider = new TickSlider(std::move(*scale), this);
    m_slider->setStandard(std::get<double>(m_parameter.standard));
    connect(m_slider, &TickSlider::sliderPressed, this, [this] { m_gesture = nextGesture(); });
    connect(m_slider, &TickSlider::moved, this, &ParameterRow::sliderMoved);
    connect(m_slider, &TickSlider::sliderReleased, this, &ParameterRow::sendSliderValue);
}

void ParameterRow::arrange()
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 2, 0, 2);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_badge, 0, 0);
    grid->addWidget(m_label, 0, 1);
    if (longestChoice() > 16 || m_modalities)
        grid->addWidget(m_editor, 1, 1, 1, 2);
    else
        grid->addWidget(m_editor, 0, 2);
    if (m_slider) grid->addWidget(m_slider, 1, 1, 1, 2);
    grid->addWidget(m_message, 2, 1, 1, 2);
    grid->addWidget(m_note, 3, 1, 1, 2);
}

// Long names need a line of their own; decided by the English texts, the longer ones.
std::size_t ParameterRow::longestChoice() const
{
    std::size_t longest = 0;
    for (const Choice& choice : m_parameter.choices)
        longest = std::max(longest, choice.label.size());
    return longest;
}

QString ParameterRow::editorText() const
{
    if (m_number) return m_number->text();
    if (m_check) return m_check->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
    if (m_line) return m_line->text();
    if (m_modalities) return QString::fromStdString(m_modalities->text());
    return m_box->currentData().toString();
}

QString ParameterRow::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void ParameterRow::showValue(const ParameterValue& value)
{
    m_shown = value;
    const bool dragging = (m_slider && m_slider->isSliderDown()) || m_sendTimer.isActive();
    if (m_refused || m_typing || dragging) return;
    write(value);
}

void ParameterRow::write(const ParameterValue& value)
{
    if (const double* real = std::get_if<double>(&value)) {
        m_number->setText(shortNumberText(*real, 4));
        if (m_slider) m_slider->showValue(*real);
    } else if (const bool* flag = std::get_if<bool>(&value)) {
        m_check->setChecked(*flag);
    } else if (m_number) {
        m_number->setText(QString::fromStdString(toText(value)));
    } else if (m_modalities) {
        m_modalities->setText(toText(value));
    } else if (m_line) {
        const QString text = QString::fromStdString(toText(value));
        if (m_line->text() != text) m_line->setText(text);
    } else {
        m_box->setCurrentIndex(m_box->findData(QString::fromStdString(toText(value))));
        m_editor->setToolTip(
            tooltipText(m_parameter) + m_box->currentData(Qt::ToolTipRole).toString());
    }
}

void ParameterRow::setWaiting(bool waiting)
{
    if (std::exchange(m_waiting, waiting) != waiting) paintState();
}

void ParameterRow::refuse(const std::optional<Problem>& problem)
{
    m_refused = true;
    m_problem = problem;
    m_typing = false;
    m_message->setText(refusalText());
    m_message->show();
    paintState();
}

// Worded when it is shown, so that it follows the language.
QString ParameterRow::refusalText() const
{
    if (m_problem && m_problem->field != m_parameter.key) return problemText(*m_problem);
    if (m_problem) return tr("Needs %1.").arg(limitText(*m_problem));
    return tr("Needs %1.").arg(m_modalities ? tr("two or three of them") : limitText(m_parameter));
}

void ParameterRow::accept()
{
    m_typing = false;
    if (!std::exchange(m_refused, false)) return;
    m_message->hide();
    paintState();
}

void ParameterRow::takeBack()
{
    accept();
    write(m_shown);
}

void ParameterRow::setNote(const QString& text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void ParameterRow::setChoiceTip(std::string_view value, const QString& tip)
{
    const int place = m_box ? m_box->findData(qString(value)) : -1;
    if (place < 0) return;
    m_box->setItemData(place, tip, Qt::ToolTipRole);
    if (place == m_box->currentIndex()) m_editor->setToolTip(tooltipText(m_parameter) + tip);
}

void ParameterRow::focusEditor()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
    if (m_number) m_number->selectAll();
}

void ParameterRow::commitText(const QString& text)
{
    m_typing = false;
    const auto value = parseValue(m_parameter, text.trimmed().toStdString());
    if (!value) return refuse();
    // Checked here too, so that a refused value is not written over in between.
    if (check(m_parameter, *value)) return refuse();
    accept();
    emit edited(*value, 0);
}

void ParameterRow::sliderMoved(double value)
{
    const bool paused = !m_sinceMove.isValid() || m_sinceMove.elapsed() > gesturePauseMs;
    if (!m_slider->isSliderDown() && paused) m_gesture = nextGesture();
    m_sinceMove.start();
    accept();
    m_number->setText(shortNumberText(value));
    m_unsent = value;
    if (!m_sendTimer.isActive()) m_sendTimer.start();
}

void ParameterRow::sendSliderValue()
{
    m_sendTimer.stop();
    if (!m_unsent) return;
    const double value = *std::exchange(m_unsent, {});
    emit edited(value, m_gesture);
}

bool ParameterRow::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_label && event->type() == QEvent::MouseButtonDblClick) {
        accept();
        write(m_parameter.standard);
        emit edited(m_parameter.standard, 0);
        return true;
    }
    const bool key = object == m_line && event->type() == QEvent::KeyPress;
    if (key && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        takeBack();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void ParameterRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        paintState();
}

void ParameterRow::paintState()
{
    const bool live = m_parameter.applies == Applies::live;
    const QColor muted = palette().color(QPalette::PlaceholderText);
    const QColor accent = palette().color(QPalette::Highlight);
    const QColor color = m_waiting ? warningColor(palette()) : live ? accent : muted;
    m_badge->setPixmap(themedPixmap(
        live ? QStringLiteral("live") : QStringLiteral("restart"), color, 12, devicePixelRatioF()));
    const QColor red = errorColor(palette());
    QPalette message = palette();
    message.setColor(QPalette::WindowText, red);
    m_message->setPalette(message);
    QWidget* field = m_number ? static_cast<QWidget*>(m_number) : m_editor;
    QPalette edited = palette();
    if (m_refused) {
        edited.setColor(QPalette::Text, red);
        edited.setColor(QPalette::Base, mixed(palette().color(QPalette::Base), red, 0.12));
    }
    field->setPalette(m_refused ? edited : QPalette());
    QFont font = m_label->font();
    font.setBold(m_waiting);
    m_label->setFont(font);
}

void ParameterRow::retranslate()
{
    const QString unit = unitText(m_parameter);
    const QString label = labelText(m_parameter);
    m_label->setText(unit.isEmpty() ? label : tr("%1 (%2)", "label, unit").arg(label, unit));
    const QString tooltip = tooltipText(m_parameter);
    m_label->setToolTip(
        tooltip + tr("<p><small>Double-click the label for the default.</small></p>"));
    m_editor->setToolTip(tooltip);
    m_editor->setAccessibleName(label);
    m_badge->setToolTip(m_parameter.applies == Applies::live
            ? tr("Live: takes effect at the next step")
            : tr("Restarts: takes effect with a new run"));
    for (int i = 0; m_box && i < int(m_parameter.choices.size()); ++i)
        m_box->setItemText(i, choiceText(m_parameter, m_parameter.choices[std::size_t(i)]));
    if (auto* browse = findChild<QToolButton*>(QStringLiteral("browse")))
        browse->setToolTip(tr("Open data of your own"));
    if (m_slider) {
        m_slider->setAccessibleName(label);
        m_slider->setToolTip(tooltip);
        m_slider->setLandmarks(landmarksOf(m_parameter));
    }
    if (m_modalities) m_modalities->retranslate();
    if (m_refused) m_message->setText(refusalText());
    paintState();
}

} // namespace contrastlab
