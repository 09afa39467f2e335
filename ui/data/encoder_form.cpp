// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values are those of encoder_settings.h; a box has a name in the reader's language for each.
#include "data/encoder_form.h"

#include "base/problem.h"
#include "data/path_field.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace contrastlab {

namespace {

struct BoxEntry {
    const char* box;
    const char* value;
    const char* name;
};

constexpr BoxEntry boxEntries[] {
    { "layout", "planes", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "3 x height x width") },
    { "layout", "interleaved",
        QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "height x width x 3") },
    { "fit", "shorter", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "by the shorter side") },
    { "fit", "stretched", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "stretched") },
    { "fit", "none", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "not at all") },
    { "filter", "nearest", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "nearest") },
    { "filter", "bilinear", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "bilinear") },
    { "filter", "bicubic", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "bicubic") },
    { "filter", "lanczos", "Lanczos" },
    { "filter", "box", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "box") },
    { "filter", "hamming", "Hamming" },
    { "fill", "none", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "not at all") },
    { "fill", "zeros", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "with silence") },
    { "fill", "repeated", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "by repeating") },
    { "level", "same", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "as recorded") },
    { "level", "unit", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "mean 0, variance 1") },
    { "pooling", "none", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "one vector") },
    { "pooling", "first", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "the first (CLS)") },
    { "pooling", "mean", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "mean") },
    { "pooling", "max", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "maximum") },
    { "pooling", "last", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "the last") },
    { "unit", "false", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "as they are") },
    { "unit", "true", QT_TRANSLATE_NOOP("contrastlab::EncoderForm", "to length 1") },
};

} // namespace

EncoderForm::EncoderForm(QWidget* parent)
    : OptionForm(parent)
    , m_tokenizer(new PathField(PathField::file, this))
{
    addBox("layout", QT_TR_NOOP("Layout"),
        QT_TR_NOOP("In which order colours and pixels go into the model"));
    addBox("fit", QT_TR_NOOP("Resized"), QT_TR_NOOP("How pictures come to the size"));
    addLine("size", QT_TR_NOOP("Size"),
        QT_TR_NOOP("Pixels of the side after resizing, or height x width: 256, 224x160"));
    addBox("filter", QT_TR_NOOP("Filter"), QT_TR_NOOP("How pixels are mixed while resizing"));
    addLine("cut", QT_TR_NOOP("Centre"),
        QT_TR_NOOP("What is cut out of the middle, height x width; none: nothing is cut off"));
    addLine("scale", QT_TR_NOOP("Bytes times"),
        QT_TR_NOOP("What each colour of 0 to 255 is multiplied by: 0.003921569 is 1 / 255"));
    addLine("mean", QT_TR_NOOP("Less the mean"),
        QT_TR_NOOP("What is subtracted, of red, green and blue"));
    addLine("deviation", QT_TR_NOOP("By the deviation"),
        QT_TR_NOOP("What is divided by then, of red, green and blue"));
    addLine("tokens", QT_TR_NOOP("Tokens at most"),
        QT_TR_NOOP("Longer texts are cut off, special tokens included"));
    addLine("rate", QT_TR_NOOP("Samples a second"),
        QT_TR_NOOP("The rate that the encoder was trained at; sounds are resampled to it"));
    addLine("seconds", QT_TR_NOOP("Seconds at most"), QT_TR_NOOP("Longer sounds are cut off"));
    addLine("least", QT_TR_NOOP("Seconds at least"),
        QT_TR_NOOP("Shorter sounds get silence behind them"));
    addBox("fill", QT_TR_NOOP("Filled up"),
        QT_TR_NOOP("Whether shorter sounds are made as long as the longest, and how"));
    addBox("level", QT_TR_NOOP("Level"),
        QT_TR_NOOP("Whether each sound is brought to mean 0 and variance 1"));
    addLine("gain", QT_TR_NOOP("Samples times"),
        QT_TR_NOOP(
            "What each sample of -1 to 1 is multiplied by: 32768 for whole numbers of 16 bits"));
    addLine("bands", QT_TR_NOOP("Mel bands"), QT_TR_NOOP("Numbers of a log-mel frame"));
    addLine(
        "low", QT_TR_NOOP("Lowest frequency"), QT_TR_NOOP("Where the lowest band begins, in Hz"));
    addLine(
        "high", QT_TR_NOOP("Highest frequency"), QT_TR_NOOP("Where the highest band ends, in Hz"));
    addLine("window", QT_TR_NOOP("Window"), QT_TR_NOOP("Samples that a frame is made of"));
    addLine("hop", QT_TR_NOOP("Hop"), QT_TR_NOOP("Samples from one frame to the next"));
    addLine("frames", QT_TR_NOOP("Frames"),
        QT_TR_NOOP("What the log-mel frames are cut or filled up to; 0: as many as there are"));
    addLine("offset", QT_TR_NOOP("Less the mean"),
        QT_TR_NOOP("What is subtracted from log-mel values"));
    addLine(
        "divisor", QT_TR_NOOP("Divided by"), QT_TR_NOOP("What log-mel values are divided by then"));
    addBox("output", QT_TR_NOOP("Output"), QT_TR_NOOP("Which of the model's outputs is taken"));
    addBox("pooling", QT_TR_NOOP("Pooling"),
        QT_TR_NOOP("What becomes of an output with a vector a token or a place"));
    addBox(
        "unit", QT_TR_NOOP("Features"), QT_TR_NOOP("Whether each vector is divided by its length"));
    addRow(m_tokenizer, "tokenizer", QT_TR_NOOP("Tokenizer"),
        QT_TR_NOOP("tokenizer.json, vocab.txt, or vocab.json with merges.txt beside it"));
    connect(m_tokenizer, &PathField::edited, this, &OptionForm::changed);
    retranslate();
    setShownRows();
}

QComboBox* EncoderForm::addBox(const char* name, const char* text, const char* help)
{
    QComboBox* box = makeBox();
    for (const BoxEntry& entry : boxEntries)
        if (std::string_view(entry.box) == name)
            box->addItem(QString(), QString::fromLatin1(entry.value));
    addRow(box, name, text, help);
    connect(box, &QComboBox::activated, this, &EncoderForm::setShownRows);
    return m_boxes[name] = box;
}

void EncoderForm::addLine(const char* name, const char* text, const char* help)
{
    auto* line = new QLineEdit(this);
    line->setProperty("acceptsText", true);
    addRow(line, name, text, help);
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (!line->isModified()) return;
        line->setModified(false);
        emit changed();
    });
    m_lines[name] = line;
}

void EncoderForm::show(
    const EncoderPlan& read, const std::string& settings, const std::vector<std::string>& outputs)
{
    m_read = settingsOf(read);
    QComboBox* box = m_boxes.at("output");
    box->clear();
    for (const std::string& output : outputs)
        box->addItem(QString::fromStdString(output), QString::fromStdString(output));
    EncoderPlan plan = read;
    try {
        plan = withSettings(read, settings, {});
    } catch (const InputError&) {
        // told where the encoder is tried; what was read can be seen
    }
    for (const auto& [name, value] : settingsOf(plan))
        setValue(name, value);
    setShownRows();
}

void EncoderForm::reset()
{
    for (const auto& [name, value] : m_read)
        setValue(name, value);
    setShownRows();
    emit changed();
}

std::string EncoderForm::valueOf(const std::string& name) const
{
    if (name == "tokenizer") return m_tokenizer->path().toStdString();
    if (const auto line = m_lines.find(name); line != m_lines.end())
        return line->second->text().trimmed().toStdString();
    return m_boxes.at(name)->currentData().toString().toStdString();
}

void EncoderForm::setValue(const std::string& name, const std::string& value)
{
    const QString text = QString::fromStdString(value);
    if (name == "tokenizer") return m_tokenizer->setPath(text);
    if (const auto line = m_lines.find(name); line != m_lines.end())
        return line->second->setText(text);
    choose(*m_boxes.at(name), text);
}

std::string EncoderForm::settings() const
{
    std::string line;
    for (const auto& [name, value] : m_read)
        if (const std::string now = valueOf(name); now != value)
            line += (line.empty() ? "" : "; ") + name + "=" + now;
    return line;
}

void EncoderForm::setFoundTokenizer(const QString& file)
{
    m_tokenizer->line().setPlaceholderText(file);
}

// Those that the kind of encoder has, and that say something.
void EncoderForm::setShownRows()
{
    const auto has = [&](const std::string& name) {
        return std::ranges::find(m_read, name, &EncoderSettings::value_type::first) != m_read.end();
    };
    const bool resized = valueOf("fit") != "none";
    for (const auto& [name, box] : m_boxes)
        setShown(box, has(name) && (name != "filter" || resized));
    for (const auto& [name, line] : m_lines)
        setShown(line, has(name) && (name != "size" || resized));
    setShown(m_tokenizer, has("tokenizer"));
}

void EncoderForm::retranslate()
{
    OptionForm::retranslate();
    for (const auto& [name, box] : m_boxes)
        for (const BoxEntry& entry : boxEntries)
            if (name == entry.box)
                box->setItemText(box->findData(QString::fromLatin1(entry.value)), tr(entry.name));
    m_tokenizer->retranslate();
}

} // namespace contrastlab
