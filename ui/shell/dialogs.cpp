// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Made anew each time, so that they speak the language of the moment.
#include "shell/dialogs.h"

#include "shell/actions.h"
#include "store/program_version.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace contrastlab {

namespace {

struct SheetTexts {
    Q_DECLARE_TR_FUNCTIONS(Sheets)
};

QDialog* sheetAround(QWidget* content, const QString& title, QSize size, QWidget* parent)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto* layout = new QVBoxLayout(dialog);
    auto* buttons = new QDialogButtonBox(dialog);
    QPushButton* close = buttons->addButton(SheetTexts::tr("Close"), QDialogButtonBox::RejectRole);
    Q_UNUSED(close)
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    layout->addWidget(content);
    layout->addWidget(buttons);
    dialog->resize(size);
    return dialog;
}

QString rowHtml(const QString& left, const QString& right)
{
    return QStringLiteral("<tr><td style='padding:3px 24px 3px 0; white-space:nowrap'><b>%1</b>"
                          "</td><td style='padding:3px 0'>%2</td></tr>")
        .arg(left.toHtmlEscaped(), right.toHtmlEscaped());
}

QString mouseRows()
{
    return rowHtml(
               SheetTexts::tr("Drag in the loss plot"), SheetTexts::tr("zoom into that stretch"))
        + rowHtml(SheetTexts::tr("Ctrl-drag in the loss plot, Shift-drag in the timeline"),
            SheetTexts::tr("mark a span of steps, for its numbers"))
        + rowHtml(SheetTexts::tr("Click in the loss plot"),
            SheetTexts::tr("look at that step in all views, while the run goes on"))
        + rowHtml(
            SheetTexts::tr("Double-click a plot"), SheetTexts::tr("show all and follow again"))
        + rowHtml(SheetTexts::tr("Wheel over a plot"), SheetTexts::tr("zoom at the pointer"))
        + rowHtml(SheetTexts::tr("Click a name in a legend"), SheetTexts::tr("hide or show it"))
        + rowHtml(SheetTexts::tr("Alt-click a name in a legend"), SheetTexts::tr("show it alone"))
        + rowHtml(
            SheetTexts::tr("Shift-drag in the projection"), SheetTexts::tr("select with a lasso"))
        + rowHtml(SheetTexts::tr("Rest on a cell or point"), SheetTexts::tr("see the items"))
        + rowHtml(SheetTexts::tr("Click a cell or point"),
            SheetTexts::tr("pin the items, and see what lies nearest to them"))
        + rowHtml(
            SheetTexts::tr("Double-click a parameter's name"), SheetTexts::tr("its default value"))
        + rowHtml(SheetTexts::tr("Esc in a box"), SheetTexts::tr("take back what was typed"));
}

QTextBrowser* pageOf(const QString& title, const QString& html)
{
    auto* page = new QTextBrowser;
    page->setAccessibleName(title);
    page->setOpenExternalLinks(true);
    page->setFrameShape(QFrame::NoFrame);
    page->setHtml(html);
    return page;
}

QString resourceText(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString aboutHtml()
{
    return QStringLiteral("<h2>ContrastLab %1</h2><p>%2</p><p>%3</p><p>%4</p><p>%5</p>")
        .arg(QString::fromStdString(programVersion()),
            SheetTexts::tr("Commit %1").arg(QString::fromStdString(programCommit())),
            SheetTexts::tr(
                "A lab for multimodal contrastive learning: watch an embedding space form, "
                "and change its parameters while it does."),
            SheetTexts::tr(
                "Copyright 2026 the ContrastLab authors. Free software under the GNU General "
                "Public License, version 3 or later; it comes without any warranty."),
            SheetTexts::tr("Built with Qt %1 (LGPL-3), QCustomPlot (GPL-3), Eigen (MPL-2), SQLite, "
                           "libsndfile (LGPL-2.1), soxr (LGPL-2.1), OpenAL Soft (LGPL-2), "
                           "nlohmann-json (MIT), CLI11 (BSD).")
                .arg(QString::fromLatin1(qVersion())));
}

} // namespace

QDialog* makeShortcutSheet(const Actions& actions, QWidget* parent)
{
    QString keys;
    for (const QAction* action : actions.all()) {
        if (action->shortcut().isEmpty()) continue;
        const QString tooltip = action->toolTip().section(QStringLiteral("  ["), 0, 0);
        keys += rowHtml(action->shortcut().toString(QKeySequence::NativeText), tooltip);
    }
    const QString html =
        QStringLiteral("<h3>%1</h3><table>%2</table><h3>%3</h3><table>%4</table>")
            .arg(SheetTexts::tr("Keys"), keys, SheetTexts::tr("Mouse"), mouseRows());
    const QString title = SheetTexts::tr("Keys and mouse");
    return sheetAround(pageOf(title, html), title, QSize(620, 680), parent);
}

QDialog* makeAboutSheet(QWidget* parent)
{
    auto* tabs = new QTabWidget;
    tabs->addTab(pageOf(SheetTexts::tr("About"), aboutHtml()), SheetTexts::tr("About"));
    auto* credits = pageOf(SheetTexts::tr("Data credits"), {});
    credits->setMarkdown(resourceText(QStringLiteral(":/datasets/emoji/CREDITS.md")));
    tabs->addTab(credits, SheetTexts::tr("Data credits"));
    auto* licence = pageOf(SheetTexts::tr("Licence"), {});
    licence->setPlainText(resourceText(QStringLiteral(":/LICENSE")));
    tabs->addTab(licence, SheetTexts::tr("Licence"));
    return sheetAround(tabs, SheetTexts::tr("About ContrastLab"), QSize(680, 560), parent);
}

} // namespace contrastlab
