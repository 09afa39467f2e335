// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The settings of an encoder as its files say them, to be changed: a row a setting. Window thread.
#pragma once

#include "data/option_form.h"
#include "encoder/encoder_settings.h"

#include <map>
#include <string>

class QLineEdit;

namespace contrastlab {

class PathField;

class EncoderForm : public OptionForm {
    Q_OBJECT

public:
    explicit EncoderForm(QWidget* parent = nullptr);

    /// What was read, and the line of what is set otherwise; outputs that can be chosen.
    void show(const EncoderPlan& read, const std::string& settings,
        const std::vector<std::string>& outputs);
    /// What is set otherwise than it was read.
    [[nodiscard]] std::string settings() const;
    /// Of an encoder of texts, in the empty field: the file that stands beside it.
    void setFoundTokenizer(const QString& file);
    /// Everything as the files say.
    void reset();
    void retranslate() override;

private:
    QComboBox* addBox(const char* name, const char* text, const char* help);
    void addLine(const char* name, const char* text, const char* help);
    [[nodiscard]] std::string valueOf(const std::string& name) const;
    void setValue(const std::string& name, const std::string& value);
    void setShownRows();

    EncoderSettings m_read;
    std::map<std::string, QComboBox*> m_boxes;
    std::map<std::string, QLineEdit*> m_lines;
    PathField* m_tokenizer;
};

} // namespace contrastlab
