// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How data are read, as a form: format, files, columns, language, split, limits, pictures. Shows
// the rows that the data have a use for. Window thread.
#pragma once

#include "media/listing/dataset_report.h"

#include <QWidget>

#include <map>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QDoubleSpinBox;

namespace contrastlab {

class PathField;

class ImportOptions : public QWidget {
    Q_OBJECT

public:
    explicit ImportOptions(QWidget* parent = nullptr);

    /// All but the path, which the caller keeps.
    [[nodiscard]] DatasetSpec spec() const;
    void show(const DatasetSpec& spec);
    /// Offers the columns and languages there are and hides what does not concern these data.
    /// `heldOut`: the items that the run would hold out by itself.
    void refresh(const DatasetReport& report, Index heldOut);
    void retranslate();

signals:
    void changed();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    struct Row {
        QWidget* field;
        QLabel* label;
        const char* text; ///< English, in this class's context
        const char* help;
    };
    struct ColumnChoice {
        QComboBox* box;
        std::string DatasetSpec::*field;
        const char* use; ///< as in ColumnUse
    };

    void addRow(QWidget* field, const char* name, const char* text, const char* help);
    void makeReadingRows();
    void makeColumnRows();
    void makeSplitRows();
    void makeMediaRows();
    QComboBox* makeBox();
    template <class Box> Box* makeNumber(double minimum, double maximum, double step);
    void setShown(QWidget* field, bool shown);
    void showRows(const DatasetReport& report);
    void offerColumns(const DatasetReport& report);
    void offerLanguages(const DatasetReport& report);
    void describeSplit(const DatasetReport& report, Index heldOut);
    void chooseGround();
    void paintGround();

    QFormLayout* m_form;
    std::vector<Row> m_rows;
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
    QPushButton* m_ground;
    QSpinBox* m_memory;
    QDoubleSpinBox* m_soundSeconds;
    QString m_groundColor;
    DatasetReport m_report; ///< the last one, without its pictures and problems
    Index m_runHeldOut = 0;
};

} // namespace contrastlab
