// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Window thread.
#include "data/path_field.h"

#include "theme/icons.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QToolButton>
#include <QUrl>

namespace contrastlab {

namespace {

constexpr int pauseMs = 700; ///< between keys of one path

// A pasted URL or a path with a tilde is what people mean by it.
QString meantBy(const QString& text)
{
    QString path = text.trimmed();
    if (path.startsWith(QStringLiteral("file://"))) path = QUrl(path).toLocalFile();
    if (path == u"~" || path.startsWith(QStringLiteral("~/"))) path.replace(0, 1, QDir::homePath());
    return path;
}

} // namespace

PathField::PathField(Kind kind, QWidget* parent) : QWidget(parent), m_line(new QLineEdit(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_line, 1);
    m_line->setProperty("acceptsText", true);
    connect(m_line, &QLineEdit::editingFinished, this, [this] { commit(m_line->text()); });
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(m_line, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, &PathField::commitWhereThere);
    if (kind & file) {
        m_file = addButton("file");
        connect(m_file, &QToolButton::clicked, this, [this] {
            const QString path =
                QFileDialog::getOpenFileName(this, m_file->toolTip(), startFolder());
            if (!path.isEmpty()) commit(path);
        });
    }
    if (kind & folder) {
        m_folder = addButton("folder");
        connect(m_folder, &QToolButton::clicked, this, [this] {
            const QString path =
                QFileDialog::getExistingDirectory(this, m_folder->toolTip(), startFolder());
            if (!path.isEmpty()) commit(path);
        });
    }
    setFocusProxy(m_line);
    retranslate();
}

QToolButton* PathField::addButton(const char* icon)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QString::fromLatin1(icon));
    button->setIcon(themedIcon(QString::fromLatin1(icon), palette()));
    layout()->addWidget(button);
    return button;
}

QString PathField::path() const
{
    return m_committed;
}

void PathField::setPath(const QString& path)
{
    m_committed = path;
    m_line->setText(path);
}

void PathField::commit(const QString& text)
{
    m_pause.stop();
    const QString path = meantBy(text);
    if (path == m_committed) return;
    setPath(path);
    emit edited(path);
}

// After a pause the text stays as it is typed: a path that leads somewhere may go on.
void PathField::commitWhereThere()
{
    const QString path = meantBy(m_line->text());
    if (path == m_committed || path.isEmpty() || !QFileInfo::exists(path)) return;
    m_committed = path;
    emit edited(path);
}

QString PathField::startFolder() const
{
    const QFileInfo info(m_committed);
    if (!m_committed.isEmpty()) return info.isDir() ? info.filePath() : info.path();
    return QFileInfo(m_startFolder).isDir() ? m_startFolder : QDir::homePath();
}

void PathField::retranslate()
{
    if (m_file) m_file->setToolTip(tr("Choose a file"));
    if (m_folder) m_folder->setToolTip(tr("Choose a folder"));
    for (QToolButton* button : { m_file, m_folder })
        if (button) button->setAccessibleName(button->toolTip());
}

} // namespace contrastlab
