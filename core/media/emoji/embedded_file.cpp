// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads Qt resources under /datasets. The linker keeps them because this file names them.
#include "media/emoji/embedded_file.h"

#include "base/problem.h"

#include <QResource>

/// Q_INIT_RESOURCE declares a global function, so it must stand outside of every namespace.
static void registerEmbeddedDatasets()
{
    Q_INIT_RESOURCE(datasets);
}

namespace contrastlab {

QByteArray embeddedFile(const QString& name)
{
    [[maybe_unused]] static const bool registered = (registerEmbeddedDatasets(), true);
    const QResource resource(QStringLiteral(":/datasets/") + name);
    if (!resource.isValid())
        throw InputError(name.toStdString(), "",
            QT_TRANSLATE_NOOP("Message", "expected among the embedded files"));
    return resource.uncompressedData();
}

} // namespace contrastlab
