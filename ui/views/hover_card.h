// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A card beside the pointer with the items that lie under it: picture, name, group, a number. Comes
// after a moment of rest, stays above the pointer and on the screen, takes no focus and no clicks.
// Window thread.
#pragma once

#include <QFrame>
#include <QImage>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

namespace contrastlab {

struct CardItem {
    QImage picture; ///< null: none
    QString role; ///< "image", "text": which side of the pair
    QString name;
    QString group;
};

struct CardContent {
    std::vector<CardItem> items;
    QString footer; ///< "cosine 0.42"
};

class HoverCard : public QFrame {
    Q_OBJECT

public:
    explicit HoverCard(QWidget* owner);

    /// Side of pictures, in device-independent pixels.
    static constexpr int pictureSide = 96;

    /// After a moment at this place; `make` is called then. A card that is open changes at once.
    void showSoon(const QPoint& globalPosition, std::function<CardContent()> make);
    void hideSoon();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void open();
    void place();
    [[nodiscard]] QSize contentSize() const;
    void drawItem(QPainter& painter, const QRect& rect, const CardItem& item) const;

    CardContent m_content;
    std::function<CardContent()> m_make;
    QPoint m_position;
    QTimer m_dwell, m_leave;
};

} // namespace contrastlab
