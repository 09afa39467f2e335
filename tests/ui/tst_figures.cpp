// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every dock gives away: its picture at any scale and as vectors, with the run beneath, its
// numbers, all of them or those in sight, and both to the clipboard.
#include "panels/search_panel.h"
#include "plot/heat_map.h"
#include "plot/line_chart.h"
#include "shell/export.h"
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/heatmap_view.h"
#include "views/item_table.h"
#include "views/loss_view.h"
#include "views/projection_view.h"
#include "views/view_menu.h"

#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QWheelEvent>

#include <set>

using namespace contrastlab;

namespace {

constexpr const char* docks[] { "parameters", "loss", "heatmap", "projection", "diagnostics",
    "items", "search", "item", "anatomy", "few_labels", "lessons" };

bool showsSomething(const QImage& image)
{
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3)
            colors.insert(image.pixel(x, y));
    return colors.size() > 5;
}

} // namespace

class TestFigures : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<MainWindow> m_window;

    const RunMoment& moment() { return m_window->session().moment(); }
    ViewMenu* menuOf(const QWidget& picture)
    {
        for (ViewMenu* menu : m_window->findChildren<ViewMenu*>())
            if (&menu->picture() == &picture
                || (picture.isAncestorOf(&menu->picture()) && menu->picture().isVisible()))
                return menu; // of the run in front, where a row has room for another's
        return nullptr;
    }
    QAction* action(QMenu& menu, const QString& text)
    {
        for (QAction* one : menu.actions())
            if (one->text().startsWith(text)) return one;
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_window = openActive(smallWindowSpec(), true);
        m_window->session().advance(40);
        QTRY_VERIFY(moment().frame() && moment().frame()->step == 40 && moment().diagnostics());
        m_window->focus().pin({ { moment().probes().projectionItems[3], 0 } });
        m_window->docks().bringForward("search");
        m_window->searchPanel().addPinned(false);
        QTRY_COMPARE(m_window->searchPanel().results().rowCount(), 12);
    }

    void everyDockIsSavedAndItsNumbersToo_data()
    {
        QTest::addColumn<QString>("dock");
        for (const char* dock : docks)
            QTest::newRow(dock) << QString::fromLatin1(dock);
    }

    void aLegendIsFilteredFromTheMenu()
    {
        QWidget* view = m_window->docks().bringForward("projection");
        auto* cloud = m_window->findChild<ProjectionView*>();
        QVERIFY(cloud);
        QTRY_VERIFY(!cloud->legendEntries().empty());
        QMenu menu;
        menuOf(*view)->fill(menu);
        QAction* legend = action(menu, QStringLiteral("Legend"));
        QVERIFY(legend && legend->menu());
        QAction* first = legend->menu()->actions().front();
        QCOMPARE(first->text(), cloud->legendEntries().front().label);
        QVERIFY(first->isChecked());
        first->trigger();
        QTRY_VERIFY(!cloud->legendEntries().front().shown);
        first->trigger();
        QTRY_VERIFY(cloud->legendEntries().front().shown);
    }

    void everyDockIsSavedAndItsNumbersToo()
    {
        QFETCH(const QString, dock);
        QWidget* view = m_window->docks().bringForward(dock.toStdString());
        QVERIFY(view);
        ViewMenu* menu = menuOf(*view);
        QVERIFY(menu);
        QTRY_VERIFY(menu->table().size() > 2); // some are worked out once they are in sight
        const QImage usual =
            QImage::fromData(pictureOf(*view, QStringLiteral("png"), moment(), 1)());
        const QImage large =
            QImage::fromData(pictureOf(*view, QStringLiteral("png"), moment(), 3)());
        QCOMPARE(large.size(), 3 * usual.size());
        QCOMPARE(usual.width(), view->width());
        QVERIFY(showsSomething(large));
        const QByteArray svg = pictureOf(*view, QStringLiteral("svg"), moment())();
        QVERIFY(svg.startsWith("<?xml") && svg.contains("</svg>"));
        QVERIFY(svg.contains("step 40")); // what the run was stands beneath it, as text
        QVERIFY(svg.contains("N 32"));
        const QByteArray pdf = pictureOf(*view, QStringLiteral("pdf"), moment())();
        QVERIFY(pdf.startsWith("%PDF") && pdf.trimmed().endsWith("%%EOF"));

        const ViewMenu::Table table = menu->table();
        for (const QStringList& row : table)
            QCOMPARE(row.size(), table.front().size());
        const QString csv = ViewMenu::separated(table, ',');
        QCOMPARE(csv.count(u'\n'), table.size());

        QGuiApplication::clipboard()->clear();
        QMenu shown;
        menu->fill(shown);
        action(shown, QStringLiteral("Copy picture"))->trigger();
        const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(copied->text(), ViewMenu::separated(table, '\t'));
        QCOMPARE(copied->imageData().value<QImage>().width(), 2 * view->width());
    }

    // Where the view has the focus; in a line it copies what is marked there.
    void controlCCopies()
    {
        m_window->docks().bringForward("loss");
        auto* loss = m_window->findChild<LossView*>();
        QWidget* chart = loss->findChild<LineChart*>();
        chart->setFocus();
        QTRY_VERIFY(chart->hasFocus());
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(chart, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->mimeData()->hasImage());
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("curve\tstep")));
        m_window->docks().bringForward("search");
        QLineEdit& words = m_window->searchPanel().words();
        words.setText(QStringLiteral("bag"));
        words.setFocus();
        QTRY_VERIFY(words.hasFocus());
        words.selectAll();
        QTest::keyClick(&words, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("bag"));
        words.clear();
    }

    // A zoomed chart, matrix and map, and a filtered table give the part that they show; whole ones
    // offer no part.
    void whatIsInSightIsExportedAlone()
    {
        m_window->docks().bringForward("items");
        auto* items = m_window->findChild<ItemTable*>();
        ViewMenu* table = menuOf(items->view());
        QVERIFY(!table->tableInSight());
        items->search().setText(table->table()[3].front());
        QVERIFY(table->tableInSight().has_value());
        QVERIFY(table->tableInSight()->size() < table->table().size());
        QVERIFY(table->tableInSight()->size() > 1);
        items->search().clear();

        m_window->docks().bringForward("heatmap");
        auto* matrix = m_window->findChild<HeatmapView*>();
        checkZoomed(*matrix, *menuOf(*matrix));
        const auto cells = menuOf(*matrix)->tableInSight();
        QVERIFY(!cells || cells->front().size() < menuOf(*matrix)->table().front().size());
        m_window->docks().bringForward("projection");
        auto* cloud = m_window->findChild<ProjectionView*>();
        checkZoomed(*cloud, *menuOf(*cloud));
        m_window->docks().bringForward("loss");
        auto* chart = m_window->findChild<LossView*>()->findChild<LineChart*>();
        checkZoomed(*chart, *chart->findChild<ViewMenu*>());
    }

private:
    void checkZoomed(AxesCanvas& canvas, const ViewMenu& menu)
    {
        canvas.resetView();
        QVERIFY(!menu.tableInSight());
        canvas.setFocus();
        const QPointF middle = canvas.frame().plot.center();
        QWheelEvent wheel(middle, canvas.mapToGlobal(middle), {}, { 0, 360 }, {}, {}, {}, false);
        QApplication::sendEvent(&canvas, &wheel);
        const auto part = menu.tableInSight();
        QVERIFY(part.has_value());
        QVERIFY(part->size() < menu.table().size());
        QCOMPARE(part->front().front(), menu.table().front().front());
        canvas.resetView();
    }
};

QTEST_MAIN(TestFigures)
#include "tst_figures.moc"
