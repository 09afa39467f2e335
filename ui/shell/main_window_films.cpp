// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Films of the run in front. Window thread.
#include "shell/film_banner.h"
#include "shell/film_sheet.h"
#include "shell/main_window.h"
#include "shell/status_strip.h"
#include "theme/colors.h"

#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QToolBar>

namespace contrastlab {

void MainWindow::makeFilms()
{
    m_films = new FilmTask(m_session, this);
    auto* banner = new FilmBanner(*m_films, this);
    QToolBar* place = addBannerPlace("film", banner);
    connect(banner, &FilmBanner::shownChanged, place, &QWidget::setVisible);
    connect(m_actions[ActionId::film], &QAction::triggered, this, &MainWindow::askForFilm);
    const auto offer = [this] {
        m_actions[ActionId::film]->setEnabled(
            m_session.setup() && m_session.moment().newestStep() > 0 && !m_films->isAtWork());
    };
    connect(m_films, &FilmTask::changed, this, offer);
    connect(&m_session.moment(), &RunMoment::changed, this, offer);
    offer();
    connect(m_films, &FilmTask::made, this, [this](const QString& output) {
        m_status->showMessage(
            tr("The film is made: %1").arg(QDir::toNativeSeparators(output)), 15000);
    });
    connect(m_films, &FilmTask::failed, this, [this](const QString& output, const QString& why) {
        auto* box = new QMessageBox(QMessageBox::Warning, tr("Film"),
            tr("%1 was not written.").arg(QDir::toNativeSeparators(output)), QMessageBox::Ok, this);
        box->setTextFormat(Qt::PlainText);
        box->setInformativeText(why);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

void MainWindow::askForFilm()
{
    QString& folder = m_setup.settings.folders.pictures;
    auto* sheet = new FilmSheet(m_docks.views(), m_session.moment().newestStep(),
        QFileInfo(folder).isDir() ? folder : QDir::homePath(), FilmTask::hasEncoder(), this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &QDialog::accepted, this, [this, sheet, &folder] {
        const FilmChoice choice = sheet->choice();
        folder = QFileInfo(choice.output).absolutePath();
        const QString& language = m_setup.settings.language;
        m_films->make(choice, language.isEmpty() ? Languages::systemLanguage() : language,
            isDark(palette()) ? QStringLiteral("dark") : QStringLiteral("light"));
    });
    sheet->open();
}

} // namespace contrastlab
