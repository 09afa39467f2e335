// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/parameter_row.h"

#include "panels/modalities_edit.h"
#include "panels/tick_slider.h"
#include "run/table_text.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QTextCursor>
#include <QTextDocument>

namespace contrastlab {

namespace {

constexpr int messageMs = 6000; ///< where nothing is left to correct

QPixmap badge(Applies applies, const QColor& color, double pixelRatio)
{
    const bool live = applies == Applies::live;
    return themedPixmap(
        live ? QStringLiteral("live") : QStringLiteral("restart"), color, 12, pixelRatio);
}

QColor badgeColor(Applies applies, const QPalette& palette)
{
    return palette.color(
        applies == Applies::live ? QPalette::Highlight : QPalette::PlaceholderText);
}

} // namespace

QPixmap badgeOf(Applies applies, const QPalette& palette, double pixelRatio)
{
    return badge(applies, badgeColor(applies, palette), pixelRatio);
}

ParameterRow::ParameterRow(const Parameter& parameter, QWidget* parent)
    : QWidget(parent)
    , m_parameter(parameter)
    , m_shown(parameter.standard)
    , m_badge(new QLabel(this))
    , m_label(new QLabel(this))
    , m_message(new QLabel(this))
    , m_note(new QLabel(this))
    , m_editor(ParameterEditor::of(parameter, this))
{
    setObjectName(QStringLiteral("row.") + qString(parameter.key));
    m_label->setWordWrap(true);
    m_label->installEventFilter(this);
    m_message->setObjectName(QStringLiteral("refusal"));
    m_message->setWordWrap(true);
    m_message->setAutoFillBackground(true);
    m_message->setBackgroundRole(QPalette::Base);
    m_message->setForegroundRole(QPalette::WindowText);
    m_message->setFrameShape(QFrame::StyledPanel);
    m_message->setMargin(3);
    m_message->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_message->hide();
    m_messageTimer.setSingleShot(true);
    m_messageTimer.setInterval(messageMs);
    connect(&m_messageTimer, &QTimer::timeout, this, [this] {
        if (!m_refused) m_message->hide();
    });
    m_termTimer.setSingleShot(true);
    connect(&m_termTimer, &QTimer::timeout, this, &ParameterRow::termAsked);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->hide();
    m_label->setBuddy(&m_editor->widget());
    m_editor->widget().installEventFilter(this);
    connectEditor();
    arrange();
    retranslate();
    m_editor->show(parameter.standard);
}

void ParameterRow::connectEditor()
{
    connect(m_editor, &ParameterEditor::edited, this, &ParameterRow::edited);
    connect(m_editor, &ParameterEditor::committed, this, &ParameterRow::commitText);
    connect(m_editor, &ParameterEditor::corrected, this, &ParameterRow::accept);
    connect(m_editor, &ParameterEditor::refused, this, [this] { refuse(); });
    connect(m_editor, &ParameterEditor::takenBack, this, &ParameterRow::takeBack);
    connect(m_editor, &ParameterEditor::gripped, this, &ParameterRow::gripped);
    connect(m_editor, &ParameterEditor::browseRequested, this, &ParameterRow::browseRequested);
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
    if (m_editor->needsOwnLine())
        grid->addWidget(&m_editor->widget(), 1, 1, 1, 2);
    else
        grid->addWidget(&m_editor->widget(), 0, 2);
    if (m_editor->slider()) grid->addWidget(m_editor->slider(), 1, 1, 1, 2);
    grid->addWidget(m_note, 2, 1, 1, 2);
}

ModalitiesEdit* ParameterRow::modalities() const
{
    return qobject_cast<ModalitiesEdit*>(editor());
}

QString ParameterRow::message() const
{
    return m_message->isHidden() ? QString() : m_message->text();
}

void ParameterRow::showValue(const ParameterValue& value)
{
    m_shown = value;
    if (!m_refused && !m_editor->isBusy()) m_editor->show(value);
}

void ParameterRow::setWaiting(bool waiting)
{
    if (std::exchange(m_waiting, waiting) != waiting) paintState();
}

void ParameterRow::setLock(const QString& why)
{
    if (std::exchange(m_lock, why) == why) return;
    if (m_editor->isBusy() || m_refused) forgetRefusal();
    for (QWidget* part :
        std::initializer_list<QWidget*> { m_label, &m_editor->widget(), m_editor->slider() })
        if (part) part->setEnabled(why.isEmpty());
    setToolTip(why);
    paintState();
}

void ParameterRow::refuse(const std::optional<Problem>& problem)
{
    m_problem = problem;
    m_refusedText = problem ? QString::fromStdString(problem->value) : m_editor->text();
    m_refused = m_editor->keepsRefused();
    if (!m_refused) m_editor->show(m_shown);
    showMessage();
    paintState();
}

void ParameterRow::showMessage()
{
    m_message->setText(refusalText());
    placeMessage();
    m_message->show();
    m_message->raise();
    m_messageTimer.start();
}

QString ParameterRow::label() const
{
    return m_name.isEmpty() ? labelText(m_parameter) : m_name;
}

void ParameterRow::setBubblePlace(QWidget& place)
{
    m_message->setParent(&place);
    m_message->hide();
}

// Beneath the row, over what follows; above it at the end of the form.
void ParameterRow::placeMessage()
{
    QWidget* place = m_message->parentWidget();
    const QRect editor(m_label->mapTo(this, QPoint()), QSize(width() - m_label->x(), height()));
    m_message->setFixedWidth(std::max(60, editor.width()));
    m_message->adjustSize();
    const bool above = place != this
        && mapTo(place, QPoint(0, height())).y() + m_message->height() > place->height();
    const QPoint corner(editor.x(), above ? -m_message->height() : height());
    m_message->move(place == this ? QPoint(editor.x(), 0) : mapTo(place, corner));
}

// Worded when it is shown, so that it follows the language.
QString ParameterRow::refusalText() const
{
    if (m_problem && m_problem->field != m_parameter.key) return problemText(*m_problem);
    const QString limit = m_problem ? limitText(*m_problem) : m_editor->limit();
    if (m_refused || m_refusedText.isEmpty()) return tr("Needs %1.").arg(limit);
    return tr("Not %1: needs %2.", "value, limit").arg(m_refusedText, limit);
}

void ParameterRow::accept()
{
    m_message->hide();
    if (std::exchange(m_refused, false)) paintState();
}

void ParameterRow::forgetRefusal()
{
    if (m_refused) takeBack();
    m_message->hide();
}

void ParameterRow::takeBack()
{
    accept();
    m_editor->show(m_shown);
}

void ParameterRow::setLabel(const QString& label)
{
    if (std::exchange(m_name, label) != label) retranslate();
}

void ParameterRow::setNote(const QString& text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void ParameterRow::setFoot(QWidget* foot)
{
    static_cast<QGridLayout*>(layout())->addWidget(foot, 4, 1, 1, 2);
}

void ParameterRow::commitText(const QString& text)
{
    const auto value = parseValue(m_parameter, text.trimmed().toStdString());
    if (!value) return refuse();
    // Checked here too, so that a refused value is not written over in between.
    if (check(m_parameter, *value)) return refuse();
    accept();
    emit edited(*value, 0);
}

void ParameterRow::setTerm(bool has)
{
    m_hasTerm = has;
    m_label->setTextFormat(has ? Qt::RichText : Qt::AutoText);
    m_label->setCursor(has ? Qt::PointingHandCursor : Qt::ArrowCursor);
    retranslate();
}

// Dots are a format of the label's own document, which it fills when it is asked for its size.
void ParameterRow::nameLabel()
{
    const QString unit = unitText(m_parameter);
    const QString name = label();
    m_editor->widget().setAccessibleName(name);
    if (m_editor->slider()) m_editor->slider()->setAccessibleName(name);
    m_label->setText(unit.isEmpty() ? name : tr("%1 (%2)", "label, unit").arg(name, unit));
    if (!m_hasTerm) return;
    m_label->sizeHint();
    QTextCursor cursor(m_label->findChild<QTextDocument*>());
    cursor.select(QTextCursor::Document);
    QTextCharFormat dotted;
    dotted.setUnderlineStyle(QTextCharFormat::DotLine);
    cursor.mergeCharFormat(dotted);
}

bool ParameterRow::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_label && m_hasTerm && event->type() == QEvent::MouseButtonRelease)
        m_termTimer.start(QApplication::doubleClickInterval());
    if (object == m_label && event->type() == QEvent::MouseButtonDblClick) m_termTimer.stop();
    if (object == m_label && event->type() == QEvent::MouseButtonDblClick && m_lock.isEmpty()) {
        accept();
        m_editor->show(m_parameter.standard);
        emit edited(m_parameter.standard, 0);
        return true;
    }
    // Who goes elsewhere has given it up: what the run has is what there is to see.
    if (event->type() == QEvent::FocusOut && m_refused && !m_editor->isBusy()) {
        m_refused = false;
        m_editor->show(m_shown);
        showMessage();
        paintState();
    }
    return QWidget::eventFilter(object, event);
}

void ParameterRow::moveEvent(QMoveEvent* event)
{
    QWidget::moveEvent(event);
    if (m_message->isVisible()) placeMessage();
}

void ParameterRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_message->isVisible()) placeMessage();
}

void ParameterRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        paintState();
}

void ParameterRow::paintState()
{
    const QColor color =
        m_waiting ? warningColor(palette()) : badgeColor(m_parameter.applies, palette());
    m_badge->setPixmap(badge(m_parameter.applies, color, devicePixelRatioF()));
    if (!m_lock.isEmpty())
        m_badge->setPixmap(themedPixmap(QStringLiteral("lock"),
            palette().color(QPalette::PlaceholderText), 12, devicePixelRatioF()));
    m_badge->setToolTip(!m_lock.isEmpty()          ? m_lock
            : m_waiting                            ? tr("Waits for a new run")
            : m_parameter.applies == Applies::live ? tr("Live: takes effect at the next step")
                                                   : tr("Restarts: takes effect with a new run"));
    const QColor red = errorColor(palette());
    QPalette message = palette();
    message.setColor(QPalette::WindowText, red);
    m_message->setPalette(message);
    QPalette edited = palette();
    if (m_refused) {
        edited.setColor(QPalette::Text, red);
        edited.setColor(QPalette::Base, mixed(palette().color(QPalette::Base), red, 0.12));
    }
    m_editor->widget().setPalette(m_refused ? edited : QPalette());
    QFont font = m_label->font();
    font.setBold(m_waiting);
    m_label->setFont(font);
}

void ParameterRow::retranslate()
{
    nameLabel();
    m_label->setToolTip(tooltipText(m_parameter)
        + (m_hasTerm
                ? tr("<p><small>Click the label for what its term means, double-click it for the "
                     "default.</small></p>")
                : tr("<p><small>Double-click the label for the default.</small></p>")));
    m_editor->retranslate();
    if (!m_message->isHidden()) m_message->setText(refusalText());
    paintState();
}

} // namespace contrastlab
