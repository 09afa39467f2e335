// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Terms are marked in the document that is shown, so that no mark-up has to be read: HTML knows no
// dotted line, and what is code or heading is a property of the document's blocks and characters.
#include "lesson/glossary_marks.h"

#include "media/lesson_files.h"

#include <QLabel>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <set>

namespace contrastlab {

namespace {

const QString linkPrefix = QStringLiteral("glossary:");

struct TermWord {
    QString text;
    const GlossaryEntry* entry;
};

// Longest first, so that "hard negative" goes before "negative".
std::vector<TermWord> termWords(const std::string& language)
{
    std::vector<TermWord> words;
    for (const GlossaryEntry& entry : glossary())
        for (const std::string& word : entry.wordsIn(language))
            words.push_back({ QString::fromStdString(word), &entry });
    std::ranges::stable_sort(
        words, std::greater<>(), [](const TermWord& w) { return w.text.size(); });
    return words;
}

// Latin words are no parts of others; Chinese has no spaces.
bool standsAlone(const QString& text, qsizetype place, qsizetype length)
{
    const auto joins = [&](qsizetype inside, qsizetype outside) {
        if (outside < 0 || outside >= text.size()) return false;
        const auto isLatin = [](QChar c) { return c.unicode() < 0x250 && c.isLetterOrNumber(); };
        return isLatin(text[inside]) && isLatin(text[outside]);
    };
    return !joins(place, place - 1) && !joins(place + length - 1, place + length);
}

// Whether the characters may become a link.
bool isProse(QTextCursor cursor, int from, int to)
{
    for (int place = from; place < to; ++place) {
        cursor.setPosition(place + 1);
        const QTextCharFormat format = cursor.charFormat();
        if (format.isAnchor() || format.fontFixedPitch()) return false;
    }
    return true;
}

// Whether the word is but a part of a longer one there, such as "gradient" of "conjugate gradient".
bool isPartOfLonger(
    const QString& text, qsizetype place, const TermWord& word, const std::vector<TermWord>& all)
{
    return std::ranges::any_of(all, [&](const TermWord& other) {
        const qsizetype offset = other.text.indexOf(word.text, 0, Qt::CaseInsensitive);
        return other.text.size() > word.text.size() && offset >= 0 && place >= offset
            && QStringView(text).mid(place - offset).startsWith(other.text, Qt::CaseInsensitive);
    });
}

bool markIn(const QTextBlock& block, const TermWord& word, const std::vector<TermWord>& all)
{
    const QString text = block.text();
    for (qsizetype place = 0;; place += word.text.size()) {
        place = text.indexOf(word.text, place, Qt::CaseInsensitive);
        if (place < 0) return false;
        const int from = block.position() + int(place), to = from + int(word.text.size());
        QTextCursor cursor(block);
        if (!standsAlone(text, place, word.text.size()) || !isProse(cursor, from, to)
            || isPartOfLonger(text, place, word, all))
            continue;
        cursor.setPosition(from);
        cursor.setPosition(to, QTextCursor::KeepAnchor);
        QTextCharFormat link;
        link.setAnchor(true);
        link.setAnchorHref(linkPrefix + QString::fromStdString(word.entry->name));
        link.setUnderlineStyle(QTextCharFormat::DotLine);
        cursor.mergeCharFormat(link);
        return true;
    }
}

} // namespace

const std::vector<GlossaryEntry>& glossary()
{
    static const std::vector<GlossaryEntry> entries = [] {
        const LessonFile file = glossaryFile();
        return readGlossary(file.text, file.name);
    }();
    return entries;
}

const GlossaryEntry* glossaryEntry(const QString& link)
{
    const std::string name =
        (link.startsWith(linkPrefix) ? link.mid(linkPrefix.size()) : link).toStdString();
    const auto found = std::ranges::find(glossary(), name, &GlossaryEntry::name);
    return found == glossary().end() ? nullptr : &*found;
}

const GlossaryEntry* termIn(const QString& text, const std::string& language)
{
    for (const TermWord& word : termWords(language))
        for (qsizetype place = 0;; place += word.text.size()) {
            place = text.indexOf(word.text, place, Qt::CaseInsensitive);
            if (place < 0) break;
            if (standsAlone(text, place, word.text.size())) return word.entry;
        }
    return nullptr;
}

int markTerms(QTextDocument& document, const std::string& language)
{
    std::set<const GlossaryEntry*> marked;
    const std::vector<TermWord> words = termWords(language);
    for (const TermWord& word : words)
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            if (block.blockFormat().headingLevel() > 0) continue;
            if (marked.contains(word.entry)) break;
            if (markIn(block, word, words)) marked.insert(word.entry);
        }
    return int(marked.size());
}

// A label fills its document when it is asked for its size.
int markTerms(QLabel& label, const std::string& language)
{
    label.sizeHint();
    auto* document = label.findChild<QTextDocument*>();
    return document ? markTerms(*document, language) : 0;
}

} // namespace contrastlab
