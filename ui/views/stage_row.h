// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Named stages in a row: those that are done, the one that is shown, those to come. A click goes to
// one. Where names have no room, numbers stand in their place. Window thread.
#pragma once

#include <QStringList>
#include <QWidget>

namespace contrastlab {

class StageRow : public QWidget {
    Q_OBJECT

public:
    explicit StageRow(QWidget* parent = nullptr);

    void setNames(const QStringList& names);
    void setCurrent(int stage);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QRectF placeOf(int stage) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void clicked(int stage);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double widthOf(const QString& name) const;
    [[nodiscard]] double letterScale() const;

    QStringList m_names;
    int m_current = 0;
};

} // namespace contrastlab
