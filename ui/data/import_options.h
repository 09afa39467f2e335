// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How data are read, as a form: format, files, columns, language, split, limits, pictures. Shows
// the rows that the data have a use for. Window thread.
#pragma once

#include "data/option_form.h"
#include "media/listing/dataset_report.h"

class QDoubleSpinBox;
class QSpinBox;

namespace contrastlab {

class GroundButton;
class PathField;

class ImportOptions : public OptionForm {
    Q_OBJECT

public:
    explicit ImportOptions(QWidget* parent = nullptr);

    /// All but the path, which the caller keeps.
    [[nodiscard]] DatasetSpec spec() const;
    void show(const DatasetSpec& spec);
    /// Offers the columns and languages there are and hides what does not concern these data.
    /// `heldOut`: the items that the run would hold out by itself.
    void refresh(const DatasetReport& report, Index heldOut);
    void retranslate() override;

private:
    struct ColumnChoice {
        QComboBox* box;
        std::string DatasetSpec::*field;
        const char* use; ///< as in ColumnUse
    };

    void makeReadingRows();
    void makeColumnRows();
    void makeSplitRows();
    void makeMediaRows();
    void showRows(const DatasetReport& report);
    void offerColumns(const DatasetReport& report);
    void offerLanguages(const DatasetReport& report);
    void describeSplit(const DatasetReport& report, Index heldOut);

    QComboBox* m_format;
    PathField* m_root;
    PathField* m_second;
    PathField* m_labels;
    std::vector<ColumnChoice> m_columns;
    QComboBox* m_language;
    QComboBox* m_split;
    QSpinBox* m_share;
    QSpinBox* m_items;
    QSpinBox* m_imageSize;
    QComboBox* m_imageFit;
    GroundButton* m_ground;
    QSpinBox* m_memory;
    QDoubleSpinBox* m_soundSeconds;
    DatasetReport m_report; ///< the last one, without its pictures and problems
    Index m_runHeldOut = 0;
};

} // namespace contrastlab
