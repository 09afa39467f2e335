// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/data_drop.h"

#include "media/arrays/matrix_files.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <algorithm>

namespace contrastlab {

namespace {

bool isMatrix(const QString& path)
{
    return isMatrixName(path.toLower().toStdString())
        || path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)
        || path.endsWith(QStringLiteral(".tsv"), Qt::CaseInsensitive);
}

bool namesLabels(const QString& path)
{
    const QString name = QFileInfo(path).completeBaseName().toLower();
    for (const char* word : { "label", "class", "target", "metadata" })
        if (name.contains(QLatin1String(word))) return true;
    return name == u"y" || name == u"ids";
}

/// What is dropped there is no data, but what the widget is for.
bool takesFiles(const QWidget* widget)
{
    for (; widget; widget = widget->parentWidget())
        if (widget->property("takesFiles").toBool()) return true;
    return false;
}

/// The folder that all paths lie in; empty where there is none.
QString commonFolder(const QStringList& paths)
{
    const QString folder = QFileInfo(paths.front()).absolutePath();
    const bool same = std::all_of(paths.begin(), paths.end(),
        [&](const QString& path) { return QFileInfo(path).absolutePath() == folder; });
    return same ? folder : QString();
}

} // namespace

QStringList localPaths(const QMimeData& mime)
{
    QStringList paths;
    for (const QUrl& url : mime.urls()) {
        if (!url.isLocalFile()) return {};
        paths << url.toLocalFile();
    }
    return paths;
}

bool isEncoderFile(const QString& path)
{
    return path.endsWith(QStringLiteral(".onnx"), Qt::CaseInsensitive);
}

DroppedData readDrop(const QStringList& paths)
{
    DroppedData data;
    QStringList matrices, labels;
    for (const QString& path : paths)
        (isMatrix(path) && !namesLabels(path) ? matrices : labels) << path;
    matrices.sort(); // the order of a drag is that of clicks
    if (paths.size() == 1) {
        data.spec.path = paths.front().toStdString();
        return data;
    }
    const bool labelled = labels.size() == 1 && namesLabels(labels.front());
    if (!matrices.isEmpty() && matrices.size() <= 2 && (labels.isEmpty() || labelled)) {
        data.spec.path = matrices.front().toStdString();
        if (matrices.size() == 2) data.spec.second = matrices.back().toStdString();
        if (labelled) data.spec.labels = labels.front().toStdString();
        return data;
    }
    data.spec.path = commonFolder(paths).toStdString();
    if (data.spec.path.empty())
        data.problem = DropTarget::tr("Drop one file, one folder, or two matrices that belong "
                                      "together; these lie in different folders.");
    return data;
}

DropTarget::DropTarget(QWidget& window)
    : QObject(&window)
    , m_window(window)
    , m_hint(new QLabel(&window))
{
    m_hint->setObjectName(QStringLiteral("dropHint"));
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->hide();
    window.setAcceptDrops(true);
    qApp->installEventFilter(this);
}

bool DropTarget::eventFilter(QObject* object, QEvent* event)
{
    const QEvent::Type type = event->type();
    const bool drag = type == QEvent::DragEnter || type == QEvent::DragMove;
    if (!drag && type != QEvent::Drop && type != QEvent::DragLeave) return false;
    auto* widget = qobject_cast<QWidget*>(object);
    if (!widget || widget->window() != &m_window) return false;
    if (takesFiles(widget)) {
        showHint(false);
        return false;
    }
    if (type == QEvent::DragLeave) {
        showHint(false);
        return false;
    }
    auto* drop = static_cast<QDropEvent*>(event);
    const QStringList paths = localPaths(*drop->mimeData());
    if (paths.isEmpty()) return false;
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    showHint(drag, paths);
    if (type == QEvent::Drop) emit dropped(readDrop(paths));
    return true;
}

void DropTarget::showHint(bool shown, const QStringList& paths)
{
    if (shown == m_hint->isVisible()) return;
    m_hint->setVisible(shown);
    if (!shown) return;
    QColor veil = m_window.palette().color(QPalette::Window);
    const QColor accent = m_window.palette().color(QPalette::Highlight);
    m_hint->setText(paths.size() == 1 && isEncoderFile(paths.front())
            ? tr("Drop to try as an encoder")
            : tr("Drop to open as data"));
    m_hint->setStyleSheet(
        QStringLiteral("background: rgba(%1, %2, %3, 215); color: %4; font-size: 22px;"
                       "border: 3px dashed %4; border-radius: 12px; margin: 24px;")
            .arg(veil.red())
            .arg(veil.green())
            .arg(veil.blue())
            .arg(accent.name()));
    m_hint->setGeometry(m_window.rect());
    m_hint->raise();
}

} // namespace contrastlab
