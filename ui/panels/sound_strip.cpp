// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "panels/sound_strip.h"

#include "run/item_names.h"
#include "sound/waveform.h"
#include "theme/colors.h"
#include "theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace contrastlab {

class SoundStrip::Wave : public QWidget {
public:
    explicit Wave(std::function<void()> pressed, QWidget* parent)
        : QWidget(parent)
        , m_pressed(std::move(pressed))
    {
        setMinimumSize(60, 28);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
    }
    void show(const std::vector<float>& peaks, double played)
    {
        if (m_peaks == peaks && m_played == played) return;
        m_peaks = peaks;
        m_played = played;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        drawWaveform(painter, QRectF(rect()).adjusted(0, 2, 0, -2), m_peaks, m_played,
            palette().color(QPalette::PlaceholderText), palette().color(QPalette::Highlight));
    }
    void mousePressEvent(QMouseEvent* event) override
    {
        if (event->button() == Qt::LeftButton) m_pressed();
    }

private:
    std::function<void()> m_pressed;
    std::vector<float> m_peaks;
    double m_played = 0;
};

SoundStrip::SoundStrip(ItemSounds& sounds, QWidget* parent)
    : QWidget(parent)
    , m_sounds(sounds)
    , m_layout(new QVBoxLayout(this))
    , m_problem(new QLabel(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(2);
    m_layout->addWidget(m_problem);
    m_problem->setWordWrap(true);
    connect(&sounds, &ItemSounds::loaded, this, &SoundStrip::refresh);
    connect(&sounds, &ItemSounds::changed, this, &SoundStrip::refresh);
    connect(&sounds, &ItemSounds::failed, this, &SoundStrip::refresh);
}

void SoundStrip::show(Index item)
{
    m_item = item;
    refresh();
}

QToolButton* SoundStrip::button(int sound) const
{
    return sound < int(m_lines.size()) ? m_lines[std::size_t(sound)].button : nullptr;
}

QString SoundStrip::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void SoundStrip::addLine()
{
    const int sound = int(m_lines.size());
    auto* widget = new QWidget(this);
    auto* button = new QToolButton(widget);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, [this, sound] { press(sound); });
    auto* wave = new Wave([this, sound] { press(sound); }, widget);
    auto* name = new QLabel(widget);
    name->setForegroundRole(QPalette::PlaceholderText);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins({});
    row->addWidget(button);
    row->addWidget(wave, 1);
    row->addWidget(name);
    m_layout->insertWidget(sound, widget);
    m_lines.push_back({ widget, button, wave, name });
}

void SoundStrip::press(int sound)
{
    if (m_sounds.isPlaying(m_item, sound))
        m_sounds.stop();
    else
        m_sounds.play(m_item, sound);
}

void SoundStrip::refresh()
{
    const bool has = m_item >= 0 && m_sounds.has(m_item);
    setVisible(has);
    if (!has) return;
    const auto sounds = m_sounds.of(m_item);
    const int count = sounds ? int(sounds->size()) : 0;
    while (int(m_lines.size()) < count)
        addLine();
    for (int i = 0; i < int(m_lines.size()); ++i) {
        m_lines[std::size_t(i)].widget->setVisible(i < count);
        if (i < count) refreshLine(i, (*sounds)[std::size_t(i)]);
    }
    const QString problem =
        sounds && count == 0 ? tr("The recording cannot be read.") : m_sounds.problemText();
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    QPalette red = palette();
    red.setColor(QPalette::WindowText, errorColor(palette()));
    m_problem->setPalette(red);
}

void SoundStrip::refreshLine(int sound, const ItemSound& heard)
{
    const Line& line = m_lines[std::size_t(sound)];
    const bool playing = m_sounds.isPlaying(m_item, sound);
    line.wave->show(heard.waveform, playing ? m_sounds.progress() : 0);
    line.name->setText(displayName(heard.name));
    line.button->setIcon(
        themedIcon(playing ? QStringLiteral("stop") : QStringLiteral("play"), palette()));
    line.button->setToolTip(playing ? tr("Stop") : tr("Play this sound"));
    line.button->setAccessibleName(line.button->toolTip());
}

void SoundStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        if (m_item >= 0) refresh();
}

} // namespace contrastlab
