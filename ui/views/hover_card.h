// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A card beside the pointer with the items that lie under it: picture, name, group, the outline of
// their sound, a number. Comes after a moment of rest and stays beside the pointer, inside the
// window: it is no window of its own but lies over the others' widgets, so that no window system
// hands it the pointer. It takes no focus and no clicks: what one can do has a key. Window thread.
#pragma once

#include <QFrame>
#include <QImage>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace contrastlab {

/// A sound that the item has.
struct CardSound {
    std::vector<float> waveform; ///< peaks in [0, 1]; empty while it is decoded
    double played = 0; ///< share that was heard
    QString hint; ///< "P plays it", or why it cannot be heard
};

struct CardItem {
    bool hasPicture = false; ///< its room is kept while it is decoded
    QImage picture; ///< null: none, or not decoded yet
    QString role; ///< "image", "text": which side of the pair
    QString name;
    QString group;
    std::optional<CardSound> sound;
};

struct CardContent {
    std::vector<CardItem> items;
    QString footer; ///< "cosine 0.42"; lines of it; without items it stands alone
};

class HoverCard : public QFrame {
    Q_OBJECT

public:
    /// Opens in the window that `owner` is in at the time.
    explicit HoverCard(QWidget* owner);

    /// Side of pictures, in device-independent pixels.
    static constexpr int pictureSide = 96;

    /// After a moment at this place; `make` is called then. A card that is open changes at once.
    void showSoon(const QPoint& globalPosition, std::function<CardContent()> make);
    void hideSoon();
    /// Changes what an open card says.
    void change(const std::function<void(CardContent&)>& edit);

    [[nodiscard]] const CardContent& content() const { return m_content; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void open();
    void fit();
    void place();
    [[nodiscard]] QSize contentSize() const;
    [[nodiscard]] QSize footerSize() const;
    [[nodiscard]] int tilesWidth() const;
    /// The same for all tiles, so that their lines stand side by side.
    [[nodiscard]] int soundRoom() const;
    void drawSound(QPainter& painter, const QRect& rect, const CardSound& sound) const;
    void drawItem(QPainter& painter, const QRect& place, const CardItem& item, int soundRoom) const;

    QWidget* m_owner;
    CardContent m_content;
    std::function<CardContent()> m_make;
    QPoint m_position;
    QTimer m_dwell, m_leave;
};

} // namespace contrastlab
