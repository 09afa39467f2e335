// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a tower's items go through first: nothing, or an encoder. A list of those that have a name,
// the file that was chosen, and a button that looks for one. Window thread.
#pragma once

#include "panels/parameter_editor.h"

class QComboBox;
class QToolButton;

namespace contrastlab {

/// Whether the parameter names an encoder.
bool namesEncoder(const Parameter& parameter);

class EncoderEditor final : public ParameterEditor {
    Q_OBJECT

public:
    EncoderEditor(const Parameter& parameter, QWidget* parent);

    [[nodiscard]] QString text() const override;
    void show(const ParameterValue& value) override;
    void retranslate() override;

private:
    struct Parts {
        QWidget* place;
        QComboBox* box;
        QToolButton* browse;
    };
    static Parts makeParts(QWidget* parent);
    EncoderEditor(const Parameter& parameter, const Parts& parts);
    void choose();
    void nameEntries();

    QComboBox* m_box;
    QToolButton* m_browse;
    QString m_shown; ///< the value that the row has
};

} // namespace contrastlab
