// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/number_editor.h"

#include "panels/number_edit.h"
#include "panels/tick_slider.h"
#include "run/table_text.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace contrastlab {

namespace {

// A dragged slider is heard this often: fast enough to feel live, few enough for the record.
constexpr int sendEveryMs = 120;
constexpr int gesturePauseMs = 1000;
// A click is shorter than a hold; a hand that drags rests where it does not move for a moment.
constexpr int holdMs = 300, restMs = 120;
constexpr int fanSize = 5;

int nextGesture()
{
    static int last = 0;
    return ++last;
}

} // namespace

NumberEditor::NumberEditor(const Parameter& parameter, QWidget* parent)
    : NumberEditor(parameter, new NumberEdit(parameter, parent))
{
}

NumberEditor::NumberEditor(const Parameter& parameter, NumberEdit* number)
    : ParameterEditor(parameter, number)
    , m_number(number)
    , m_least(parameter.minimum)
    , m_most(parameter.maximum)
{
    connect(number, &NumberEdit::edited, this, [this] {
        const auto typed = parseValue(this->parameter(), m_number->text().toStdString());
        if (typed && !check(this->parameter(), *typed)) emit corrected();
    });
    connect(number, &NumberEdit::committed, this, [this] { emit committed(m_number->text()); });
    connect(number, &NumberEdit::takenBack, this, &ParameterEditor::takenBack);
    m_sendTimer.setSingleShot(true);
    m_sendTimer.setInterval(sendEveryMs);
    connect(&m_sendTimer, &QTimer::timeout, this, &NumberEditor::sendDragged);
    makeSlider();
}

void NumberEditor::makeSlider()
{
    auto scale = SliderScale::of(parameter());
    if (!scale || parameter().advanced) return;
    m_slider = new TickSlider(std::move(*scale), m_number->parentWidget());
    m_slider->setStandard(std::get<double>(parameter().standard));
    connect(m_slider, &TickSlider::sliderPressed, this, &NumberEditor::grip);
    connect(m_slider, &TickSlider::moved, this, &NumberEditor::drag);
    connect(m_slider, &TickSlider::sliderReleased, this, [this] {
        m_stillAt.reset();
        sendDragged();
        letGo();
    });
    m_restTimer.setSingleShot(true);
    connect(&m_restTimer, &QTimer::timeout, this, &NumberEditor::rest);
    m_slider->installEventFilter(this);
}

QString NumberEditor::text() const
{
    return m_number->text();
}

void NumberEditor::show(const ParameterValue& value)
{
    const double* real = std::get_if<double>(&value);
    m_number->setText(real ? shortNumberText(*real, 4) : QString::fromStdString(toText(value)));
    if (!real || !m_slider) return;
    m_shown = *real;
    m_slider->showValue(*real);
}

bool NumberEditor::isBusy() const
{
    return m_number->isDirty() || m_sendTimer.isActive() || (m_slider && m_slider->isSliderDown());
}

void NumberEditor::setReach(double least, double most)
{
    m_least = least;
    m_most = most;
}

void NumberEditor::takeFocus()
{
    ParameterEditor::takeFocus();
    m_number->selectAll();
}

void NumberEditor::drag(double value)
{
    const bool paused = !m_sinceMove.isValid() || m_sinceMove.elapsed() > gesturePauseMs;
    if (!m_slider->isSliderDown() && paused) m_gesture = nextGesture();
    m_sinceMove.start();
    emit corrected();
    const double reached = std::clamp(value, m_least, m_most);
    if (reached != value) m_slider->showValue(reached);
    m_number->setText(shortNumberText(reached));
    m_unsent = m_shown = reached;
    if (m_gripped) m_restTimer.start(std::max(restMs, holdMs - int(m_sinceGrip.elapsed())));
    if (!m_stillAt && !m_sendTimer.isActive()) m_sendTimer.start();
}

void NumberEditor::sendDragged()
{
    m_sendTimer.stop();
    if (!m_unsent) return;
    const double value = *std::exchange(m_unsent, {});
    m_dragged = true;
    emit edited(value, m_gesture);
    m_dragged = false;
}

void NumberEditor::grip()
{
    m_gesture = nextGesture();
    m_gripped = true;
    m_sinceGrip.start();
    m_restTimer.start(holdMs);
    emit gripped({ SliderGrip::Phase::taken, {}, 0 });
}

void NumberEditor::rest()
{
    auto fan = m_slider->scale().fanAbout(m_shown, fanSize, m_least, m_most);
    std::erase_if(
        fan, [this](double value) { return value != m_shown && check(parameter(), value); });
    const auto chosen = std::size_t(std::ranges::find(fan, m_shown) - fan.begin());
    emit gripped({ SliderGrip::Phase::rests, fan, chosen });
}

void NumberEditor::letGo()
{
    if (!std::exchange(m_gripped, false)) return;
    m_restTimer.stop();
    emit gripped({ SliderGrip::Phase::letGo, {}, 0 });
}

// A hand that holds still looks, and its value is taken when it lets go; one that drags is
// followed.
void NumberEditor::follow(QPointF hand)
{
    constexpr double jitter = 5; // pixels
    if (!m_stillAt || std::abs(hand.x() - m_stillAt->x()) < jitter) return;
    m_stillAt.reset();
    if (m_unsent) m_sendTimer.start();
}

// What was foreseen goes, and with it a value that the run has not heard of.
void NumberEditor::giveUp()
{
    if (std::exchange(m_stillAt, std::nullopt)) {
        m_unsent.reset();
        emit takenBack();
    }
    letGo();
}

bool NumberEditor::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress)
        if (const auto* press = static_cast<QMouseEvent*>(event); press->button() == Qt::LeftButton)
            m_stillAt = press->position();
    if (event->type() == QEvent::MouseMove) follow(static_cast<QMouseEvent*>(event)->position());
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!m_gripped || !isKey || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return ParameterEditor::eventFilter(object, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) giveUp();
    return true;
}

void NumberEditor::retranslate()
{
    ParameterEditor::retranslate();
    if (!m_slider) return;
    m_slider->setAccessibleName(labelText(parameter()));
    m_slider->setAccessibleDescription(helpText(parameter()));
    m_slider->setUnit(unitText(parameter()));
    QString tip = tooltipText(parameter());
    if (parameter().applies == Applies::live)
        tip += QStringLiteral("<p>%1</p>")
                   .arg(tr("Hold it still: the loss chart shows how the run would go on. Esc takes "
                           "it back."));
    m_slider->setToolTip(tip);
    if (parameter().key == "temperature")
        m_slider->setLandmarks({ { 0.01, tr("clamp 0.01"), Qt::AlignHCenter },
            { 0.07, tr("CLIP 0.07"), Qt::AlignLeft } });
}

} // namespace contrastlab
