// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card over the matrix: its place, its content, and that it takes nothing from the pointer.
#include "support/open_window.h"
#include "support/window_run.h"
#include "views/heatmap_view.h"
#include "views/hover_card.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTest>

#include <functional>

using namespace contrastlab;

namespace {

/// Hears the events of an object; where it returns true they go no further.
class Watch : public QObject {
public:
    Watch(QObject& object, std::function<bool(QEvent::Type)> hear) : m_hear(std::move(hear))
    {
        object.installEventFilter(this);
    }
    bool eventFilter(QObject*, QEvent* event) override { return m_hear(event->type()); }

private:
    std::function<bool(QEvent::Type)> m_hear;
};

/// The pointer rests on the middle of a widget; a card that opens beneath it does not end that.
class Hover {
public:
    explicit Hover(QWidget& widget)
        : m_watch(widget, [](QEvent::Type type) { return type == QEvent::Leave; })
    {
        const QPointF at = widget.rect().center();
        QMouseEvent event(
            QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(&widget, &event);
    }

private:
    Watch m_watch;
};

} // namespace

class TestHoverCard : public QObject {
    Q_OBJECT

private slots:
    void hoverCardsAreSafe();
    void hoverCardsLeaveThePointerAlone();
    void hoverCardFollowsTheTraining();
    void hoverCardDecodesBesideTheWindow();
};

void TestHoverCard::hoverCardsAreSafe()
{
    const auto window = openActive(smallWindowSpec(), true);
    window->session().advance(10);
    QTRY_VERIFY(
        window->session().moment().frame() && window->session().moment().frame()->step == 10);
    HeatmapView& heatmap = window->heatmapView();
    QWidget* focus = QApplication::focusWidget();
    QFrame* card = nullptr;
    int looks = 0; // until the matrix has been drawn there is nothing under the pointer
    const auto cardIsThere = [&] {
        if (looks++ % 60 == 0)
            QTest::mouseMove(&heatmap, heatmap.rect().center() + QPoint(looks / 60 % 2, 0));
        return (card = &heatmap.card())->isVisible();
    };
    QTRY_VERIFY(cardIsThere());
    QCOMPARE(QApplication::focusWidget(), focus);
    // A new run while the card is open.
    window->actions()[ActionId::reset]->trigger();
    QVERIFY(!card->isVisible());
    window->session().setPaused(false);
    QTRY_VERIFY(window->session().moment().newestStep() > 3);
}

// Whatever way the pointer takes, a card never lies under it: who looks for what is there finds the
// matrix, and the card goes with the pointer.
void TestHoverCard::hoverCardsLeaveThePointerAlone()
{
    const auto window = openActive(smallWindowSpec(), true);
    QTRY_VERIFY(window->session().moment().frame());
    HeatmapView& heatmap = window->heatmapView();
    const HoverCard& card = heatmap.card();
    const auto told = [&card] {
        QString text = card.content().footer;
        for (const CardItem& item : card.content().items)
            text += item.role + item.name;
        return text;
    };
    QString last;
    for (int i = 0; i < 20; ++i) {
        const QRectF cells = heatmap.frame().plot;
        // Up and down, to the edges, and to where the card was.
        const double x = 0.02 + 0.96 * ((i * 7) % 20) / 19.0, y = 0.02 + 0.96 * ((i * 3) % 20) / 19;
        QPoint at(int(cells.left() + x * cells.width()), int(cells.top() + y * cells.height()));
        const QPoint over = heatmap.mapFromGlobal(card.mapToGlobal(card.rect().center()));
        if (i % 4 == 3 && cells.contains(over)) at = over;
        QTest::mouseMove(&heatmap, at);
        QTRY_VERIFY2(card.isVisible() && told() != last,
            qPrintable(
                QStringLiteral("%1: at %2, %3, %4").arg(i).arg(at.x()).arg(at.y()).arg(last)));
        last = told();
        const QPoint global = heatmap.mapToGlobal(at);
        const QWidget* under = QApplication::widgetAt(global);
        QVERIFY(under && (under == &heatmap || heatmap.isAncestorOf(under)));
        QVERIFY(!QRect(card.mapToGlobal(QPoint()), card.size()).contains(global));
        QVERIFY(card.parentWidget()->rect().contains(card.geometry()));
    }
}

void TestHoverCard::hoverCardFollowsTheTraining()
{
    RunSpec spec = smallWindowSpec();
    spec.set("learning_rate", 0.05);
    const auto window = openActive(spec, true);
    RunSession& session = window->session();
    HeatmapView& heatmap = window->heatmapView();
    QTRY_VERIFY(session.moment().frame());
    Hover hover(heatmap);
    QTRY_VERIFY(heatmap.card().isVisible());
    const QString before = heatmap.card().content().footer;
    QVERIFY(before.startsWith(QStringLiteral("cosine ")));
    session.advance(60);
    QTRY_VERIFY(session.moment().frame() && session.moment().frame()->step == 60);
    QVERIFY(heatmap.card().isVisible());
    QVERIFY2(heatmap.card().content().footer != before, qPrintable(before));
}

// A large picture takes a moment to decode: the card opens without it.
void TestHoverCard::hoverCardDecodesBesideTheWindow()
{
    RunSpec spec = smallWindowSpec();
    spec.set("dataset", std::string("emoji"));
    const auto window = openActive(spec, true);
    QTRY_VERIFY(window->session().moment().frame());
    HeatmapView& heatmap = window->heatmapView();
    bool opened = false;
    QImage atOnce;
    QSize size;
    // It is shown right after it was filled.
    Watch watch(heatmap.card(), [&](QEvent::Type type) {
        if (type == QEvent::Show) {
            atOnce = heatmap.card().content().items.front().picture;
            size = heatmap.card().size();
        }
        opened |= type == QEvent::Show;
        return false;
    });
    Hover hover(heatmap);
    QTRY_VERIFY(opened);
    QVERIFY(atOnce.isNull());
    for (std::size_t side : { 0, 1 })
        QTRY_VERIFY(!heatmap.card().content().items[side].picture.isNull());
    QCOMPARE(heatmap.card().size(), size); // its room was kept
}

QTEST_MAIN(TestHoverCard)
#include "tst_hover_card.moc"
