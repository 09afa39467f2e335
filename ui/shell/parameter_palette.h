// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parameters in the command palette: each by its label, key, symbol and terms in both
// languages, each choice of those that are chosen from, and values as they are typed. Window
// thread.
#pragma once

#include "run/parameter_edits.h"
#include "shell/both_languages.h"
#include "shell/command_palette.h"

#include <QObject>

namespace contrastlab {

class ParameterForm;

class ParameterPalette : public QObject {
    Q_OBJECT

public:
    ParameterPalette(ParameterEdits& edits, const ParameterForm& form,
        const BothLanguages& languages, QObject* parent);

    [[nodiscard]] std::vector<PaletteEntry> entries();
    /// "temperature 0.05", "温度=0.05", "grad clip on": what would set the value, with what is
    /// wrong with it where something is.
    [[nodiscard]] std::vector<PaletteEntry> read(const QString& query);

    /// What the form finds its rows by: label, key, symbol, terms and group, in both languages.
    [[nodiscard]] std::vector<QStringList> rowNames() const;

signals:
    void pointedAt(const std::string& key);
    void told(const QString& what);

private:
    [[nodiscard]] PaletteEntry entryOf(const Parameter& parameter);
    [[nodiscard]] PaletteEntry setting(const Parameter& parameter, const ParameterValue& value);
    /// Why it cannot be changed now; empty where it can.
    [[nodiscard]] QString obstacleOf(const Parameter& parameter) const;
    void set(const Parameter& parameter, const ParameterValue& value);

    ParameterEdits& m_edits;
    const ParameterForm& m_form;
    const BothLanguages& m_languages;
    std::vector<QStringList> m_names; ///< in the order of the table
    NameIndex m_index; ///< of them
};

} // namespace contrastlab
