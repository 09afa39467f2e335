// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the lab is, in one picture, and where to begin: over the running demo at the first start,
// later where it is asked for. Esc or a click beside it closes it. Window thread.
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QFrame;
class QAbstractButton;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace contrastlab {

class StartPage : public QWidget {
    Q_OBJECT

public:
    struct LessonLine {
        QString title;
        bool done = false;
    };

    /// Covers the window as soon as it is opened, whatever size that has.
    explicit StartPage(QWidget& window);

    /// In the line of the button that closes it.
    void addToFoot(QWidget* widget);
    void open(const std::vector<LessonLine>& lessons, const QStringList& runs);
    void close();

signals:
    void lessonChosen(int place);
    /// A run file.
    void runChosen(const QString& path);
    void dataRequested();
    void galleryRequested();
    void closed();

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void arrange();
    void connectChoices();
    void place();
    void showState();
    void retranslate();

    QFrame* m_card;
    QHBoxLayout* m_foot;
    QList<QAbstractButton*> m_footButtons; ///< of what was added to it
    QLabel *m_title, *m_text, *m_lessonsTitle, *m_runsTitle, *m_hint;
    QWidget* m_picture;
    QTreeWidget *m_lessons, *m_runs;
    QPushButton *m_data, *m_gallery, *m_close;
    std::vector<LessonLine> m_lines;
};

} // namespace contrastlab
