// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Entries are values that have a name, then the file of the run where it is one, then the wish for
// a file, which is no value.
#include "panels/encoder_editor.h"

#include "panels/text_editors.h"
#include "run/table_text.h"
#include "theme/box_name.h"

#include <QDir>
#include <QFileInfo>
#include <QToolButton>

#include <string_view>

namespace contrastlab {

namespace {

struct NamedEncoder {
    const char* value;
    const char* name;
};

constexpr NamedEncoder namedEncoders[] {
    { "scratch", QT_TRANSLATE_NOOP("contrastlab::EncoderEditor", "from scratch") },
    { "built-in", QT_TRANSLATE_NOOP("contrastlab::EncoderEditor", "built in") },
};

// With its folder: many are called model.onnx.
QString shortPath(const QString& path)
{
    const QFileInfo info(path);
    const QString folder = info.dir().dirName();
    return folder.isEmpty() ? info.fileName() : folder + u'/' + info.fileName();
}

} // namespace

bool namesEncoder(const Parameter& parameter)
{
    return parameter.key == "image_encoder" || parameter.key == "text_encoder"
        || parameter.key == "sound_encoder";
}

EncoderEditor::Parts EncoderEditor::makeParts(QWidget* parent)
{
    auto* place = new QWidget(parent);
    QComboBox* box = formBox(place);
    return { place, box, browseBeside(box, place) };
}

EncoderEditor::EncoderEditor(const Parameter& parameter, QWidget* parent)
    : EncoderEditor(parameter, makeParts(parent))
{
}

EncoderEditor::EncoderEditor(const Parameter& parameter, const Parts& parts)
    : ParameterEditor(parameter, parts.place)
    , m_box(parts.box)
    , m_browse(parts.browse)
{
    connect(m_box, &QComboBox::activated, this, &EncoderEditor::choose);
    connect(m_browse, &QToolButton::clicked, this, &ParameterEditor::browseRequested);
}

QString EncoderEditor::text() const
{
    return m_shown;
}

void EncoderEditor::show(const ParameterValue& value)
{
    const QString text = QString::fromStdString(toText(value));
    if (text == m_shown && m_box->currentData().toString() == text) return;
    m_shown = text;
    m_box->clear();
    for (const NamedEncoder& named : namedEncoders)
        m_box->addItem(QString(), QString::fromLatin1(named.value));
    if (m_box->findData(text) < 0) m_box->addItem(shortPath(text), text);
    m_box->setItemData(m_box->findData(text), text, Qt::ToolTipRole);
    m_box->addItem(QString(), QString());
    m_box->setCurrentIndex(m_box->findData(text));
    nameEntries();
}

// The wish for a file leaves the value as it is until there is one.
void EncoderEditor::choose()
{
    const QString value = m_box->currentData().toString();
    m_box->setCurrentIndex(m_box->findData(m_shown));
    if (value.isEmpty()) return emit browseRequested();
    if (value != m_shown) emit edited(value.toStdString(), 0);
}

void EncoderEditor::nameEntries()
{
    for (const NamedEncoder& named : namedEncoders)
        if (const int place = m_box->findData(QString::fromLatin1(named.value)); place >= 0)
            m_box->setItemText(place, tr(named.name));
    if (const int last = m_box->count() - 1; last >= 0)
        m_box->setItemText(last, tr("my ONNX file…"));
}

void EncoderEditor::retranslate()
{
    ParameterEditor::retranslate();
    nameBox(*m_box, labelText(parameter()));
    m_browse->setToolTip(tr("Choose an ONNX file, see what is read of it and try it"));
    m_browse->setAccessibleName(m_browse->toolTip());
    nameEntries();
}

} // namespace contrastlab
