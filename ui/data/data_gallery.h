// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// File > Data set gallery: a card for each set that comes with the program or a package, with
// pictures from it, and the command that installs what is not there. Window thread; the pictures
// are made on a thread of NewestTask's.
#pragma once

#include "base/newest_task.h"
#include "media/gallery.h"
#include "run/latest_value.h"

#include <QDialog>
#include <QTimer>

#include <memory>
#include <stop_token>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace contrastlab {

class DataGallery : public QDialog {
    Q_OBJECT

public:
    explicit DataGallery(std::vector<GalleryEntry> entries, QWidget* parent = nullptr);
    ~DataGallery() override;

    [[nodiscard]] const std::vector<GalleryEntry>& entries() const { return m_entries; }
    /// Every picture that can be had has arrived.
    [[nodiscard]] bool hasAllPictures() const { return !m_poll.isActive(); }

signals:
    void chosen(const contrastlab::GalleryEntry& entry);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Pictures {
        std::vector<QImage> images;
        bool complete = false;
    };

    void makeCards();
    QWidget* makeCard(std::size_t place);
    QWidget* makeInstallRow(const GalleryEntry& entry, QWidget* card);
    void drawPictures();
    void showPictures();
    void retranslate();

    std::vector<GalleryEntry> m_entries;
    QGridLayout* m_grid;
    QPushButton* m_close;
    std::vector<QLabel*> m_pictures;
    std::shared_ptr<LatestValue<Pictures>> m_drawn;
    std::stop_source m_stop;
    QTimer m_poll;
    NewestTask m_task; ///< last: ends before what it uses goes
};

} // namespace contrastlab
