// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dock of search: words, pictures, sounds, drawings and items, added and taken off ("crown +
// woman - man"), and what the model finds for their sum in another modality, ranked anew as it
// learns. Window thread.
#pragma once

#include "run/live_search.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableWidget;
class QToolButton;

namespace contrastlab {

struct QueryFile;
class DrawPad;
class ItemPictures;
class ViewHint;
class WrappingRow;

class SearchPanel : public QWidget {
    Q_OBJECT

public:
    SearchPanel(RunMoment& moment, ItemFocus& focus, PairChoice& choice, ItemPictures& pictures,
        QWidget* parent = nullptr);

    [[nodiscard]] LiveSearch& search() const { return *m_search; }
    [[nodiscard]] QLineEdit& words() const { return *m_words; }
    [[nodiscard]] QTableWidget& results() const { return *m_results; }
    [[nodiscard]] DrawPad& drawing() const { return *m_drawing; }
    [[nodiscard]] QString note() const;
    /// What stands in the sum besides words, as a person reads it.
    [[nodiscard]] QStringList terms() const;
    void addPinned(bool minus);
    /// A picture or a sound, read in the background; of what cannot be read it says so.
    void addFile(const QString& file);
    void clear();

    /// Searches only while it can be seen; a dock behind another one cannot.
    void setInSight(bool inSight) { m_search->setInSight(inSight); }
    [[nodiscard]] QComboBox& scope() const { return *m_scope; }
    /// What was found, with titles.
    [[nodiscard]] QList<QStringList> table() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeQuery();
    QWidget* makeChoices();
    void makeResults();
    void chooseFile();
    void readNextFile();
    void takeFile(const QString& name, const QueryFile& file);
    void showDrawing(bool shown);
    void showTerms();
    void ask();
    void showResult();
    void showRow(int row, const SearchResult& result);
    void showNote();
    [[nodiscard]] static QString lackOf(SearchTerm::Kind kind);
    [[nodiscard]] QStringList queryNotes() const;
    [[nodiscard]] QStringList waitingNotes() const;
    [[nodiscard]] QStringList resultNotes(const SearchResult& result) const;
    [[nodiscard]] QString recallNote(const SearchResult& result) const;
    void readTowers();
    [[nodiscard]] QString termText(const SearchTerm& term) const;
    void retranslate();

    RunMoment& m_moment;
    ItemFocus& m_focus;
    ItemPictures& m_pictures;
    LiveSearch* m_search;
    ViewHint* m_hint;
    QLineEdit* m_words;
    QToolButton *m_plusItem, *m_minusItem, *m_file, *m_draw, *m_clear;
    QWidget* m_chips;
    DrawPad* m_drawing;
    QComboBox *m_target, *m_scope, *m_rankBy;
    QLabel* m_note;
    QTableWidget* m_results;
    std::vector<SearchTerm> m_terms; ///< items, pictures, sounds; words are in the line
    QStringList m_files; ///< that are still to be read
    bool m_reading = false;
    QString m_trouble; ///< with a file

    NewestTask m_reader; ///< last: ends before what it uses goes
};

/// "crown + woman - man" as terms: a sign counts where a space or nothing stands before it.
std::vector<SearchTerm> termsOf(const QString& line);

} // namespace contrastlab
