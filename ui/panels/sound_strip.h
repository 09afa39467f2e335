// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sounds of an item, a line each: a button that plays and stops, the outline, the voice. Below
// them, in words, why nothing is heard. Window thread.
#pragma once

#include "sound/item_sounds.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace contrastlab {

class SoundStrip : public QWidget {
    Q_OBJECT

public:
    SoundStrip(ItemSounds& sounds, QWidget* parent = nullptr);

    /// Hidden where the item has no sound.
    void show(Index item);
    [[nodiscard]] QToolButton* button(int sound) const;
    [[nodiscard]] QString problem() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    class Wave;
    struct Line {
        QWidget* widget;
        QToolButton* button;
        Wave* wave;
        QLabel* name;
    };

    void addLine();
    void press(int sound);
    void refresh();
    void refreshLine(int sound, const ItemSound& heard);

    ItemSounds& m_sounds;
    Index m_item = -1;
    QVBoxLayout* m_layout;
    QLabel* m_problem;
    std::vector<Line> m_lines;
};

} // namespace contrastlab
