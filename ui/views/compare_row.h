// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A picture alone, or several that are compared: side by side, or one above the other where that
// leaves each more room, each below a line that says whose it is. Window thread.
#pragma once

#include <QWidget>

#include <vector>

class QBoxLayout;
class QLabel;

namespace contrastlab {

class ElidedText;

class CompareRow : public QWidget {
    Q_OBJECT

public:
    explicit CompareRow(QWidget* parent = nullptr);

    /// Takes a picture in, behind those before; returns its number. The first alone is in sight.
    int add(QWidget& picture);
    /// Which pictures are in sight; their lines are where `captioned`.
    void show(const std::vector<int>& panes, bool captioned);
    [[nodiscard]] bool shows(int pane) const;
    void setCaption(int pane, const QString& text);
    [[nodiscard]] QString caption(int pane) const;
    /// In the place of the picture: why there is none; empty: the picture.
    void setWords(int pane, const QString& why);
    [[nodiscard]] QString words(int pane) const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Pane {
        QWidget* whole;
        ElidedText* caption;
        QLabel* words;
        QWidget* picture;
    };

    void arrange();

    QBoxLayout* m_layout;
    std::vector<Pane> m_panes;
};

} // namespace contrastlab
