// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of the data's modalities are trained: a box each, and which of three is the hub. The value
// is the text of parameter "modalities". Window thread.
#pragma once

#include <QWidget>

#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;

namespace contrastlab {

class ModalitiesEdit : public QWidget {
    Q_OBJECT

public:
    explicit ModalitiesEdit(QWidget* parent = nullptr);

    /// All that the data have, in their order; empty where they are not open yet. True where these
    /// are others than before, and have other boxes.
    bool setNames(const std::vector<std::string>& names);
    /// Whether the first of three has a part of its own.
    void setHubAsked(bool asked);

    /// "text,image,sound", the hub first; empty stands for the data's first two.
    void setText(const std::string& text);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] QCheckBox* box(const std::string& name) const;
    [[nodiscard]] QComboBox& hub() { return *m_hub; }

    void retranslate();

signals:
    void edited(const std::string& text);
    /// Neither two nor three are chosen.
    void refused();

private:
    [[nodiscard]] std::vector<std::string> chosen() const;
    [[nodiscard]] std::vector<std::string> shownNames() const;
    void rebuild();
    void showBoxes();
    void changed();

    std::vector<std::string> m_names;
    std::vector<std::string> m_text; ///< the names in the value, the hub first
    bool m_hubAsked = false;
    QWidget* m_boxes;
    std::vector<QCheckBox*> m_checks; ///< one a shown name
    QWidget* m_hubLine;
    QLabel* m_hubLabel;
    QComboBox* m_hub;
};

} // namespace contrastlab
