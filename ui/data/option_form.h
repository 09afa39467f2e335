// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A form of options: rows of a label and a field, which may be hidden, in the language of the
// moment. Window thread.
#pragma once

#include <QWidget>

#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;

namespace contrastlab {

class OptionForm : public QWidget {
    Q_OBJECT

public:
    explicit OptionForm(QWidget* parent = nullptr);

    virtual void retranslate();

signals:
    void changed(); ///< by hand

protected:
    /// `text` and `help` are English, in the context of the class that derives from this one.
    void addRow(QWidget* field, const char* name, const char* text, const char* help);
    QComboBox* makeBox();
    /// A QSpinBox or a QDoubleSpinBox.
    template <class Box> Box* makeNumber(double minimum, double maximum, double step);
    void setShown(QWidget* field, bool shown);

private:
    struct Row {
        QWidget* field;
        QLabel* label;
        const char* text;
        const char* help;
    };

    QFormLayout* m_form;
    std::vector<Row> m_rows;
};

/// Chooses the entry with these data; the first where there is none.
void choose(QComboBox& box, const QVariant& data);

} // namespace contrastlab
