// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Most things share too few letters with what was typed to be looked at more closely: 64 bits a
// thing tell.
#include "shell/name_index.h"

#include <algorithm>

namespace contrastlab {

namespace {

constexpr int same = 1000, beginning = 900, wordBeginning = 800, anywhere = 600, scattered = 500;
constexpr int leastScattered = 400; ///< below, letters lie too far apart to be meant
constexpr int otherOrder = 60; ///< that words found one by one count less than in one piece

std::uint64_t lettersOf(QStringView text)
{
    std::uint64_t letters = 0;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        const int bit = code >= u'a' && code <= u'z' ? code - u'a'
            : code >= u'0' && code <= u'9'           ? 26 + code - u'0'
                                                     : 36 + code % 28;
        if (code != u' ') letters |= std::uint64_t(1) << bit;
    }
    return letters;
}

bool beginsWord(QStringView name, qsizetype at)
{
    return at == 0 || name[at - 1] == u' ';
}

int shortenedBy(qsizetype letters)
{
    return int(std::min<qsizetype>(99, letters));
}

// The letters in their order: as near to one another as they come, read from where they first end.
int scatteredScore(QStringView query, QStringView name)
{
    qsizetype end = 0, found = 0;
    for (; end < name.size() && found < query.size(); ++end)
        if (name[end] == query[found]) ++found;
    if (found < query.size()) return 0;
    int score = scattered;
    qsizetype begin = end, next = -1;
    for (qsizetype left = query.size(); left > 0;) {
        if (name[--begin] != query[left - 1]) continue;
        --left;
        if (next >= 0 && begin + 1 != next) score -= 25;
        if (beginsWord(name, begin)) score += 25;
        next = begin;
    }
    score -= 5 * int(end - begin - query.size()) + shortenedBy(name.size()) / 10;
    return score < leastScattered ? 0 : std::min(score, anywhere - 100);
}

} // namespace

QString foldedName(const QString& name)
{
    QString folded;
    folded.reserve(name.size());
    for (const QChar c : name) {
        if (c == u'&' || c == u'…') continue;
        const bool divides = c.isSpace() || c == u'_' || c == u'-' || c == u'.' || c == u':'
            || c == u'/' || c == u'=' || c == u',' || c == u'(' || c == u')' || c == u'：';
        if (!divides)
            folded.append(c.toCaseFolded());
        else if (!folded.isEmpty() && folded.back() != u' ')
            folded.append(u' ');
    }
    if (folded.endsWith(u' ')) folded.chop(1);
    return folded;
}

int nameScore(QStringView query, QStringView name)
{
    if (query.isEmpty() || query.size() > name.size()) return 0;
    const qsizetype longer = name.size() - query.size();
    qsizetype at = name.indexOf(query);
    if (at < 0) return query.size() > 1 ? scatteredScore(query, name) : 0;
    if (at == 0) return longer == 0 ? same : beginning - shortenedBy(longer);
    for (qsizetype next = at; next >= 0; next = name.indexOf(query, next + 1))
        if (beginsWord(name, next)) return wordBeginning - shortenedBy(longer);
    return anywhere - shortenedBy(longer);
}

void NameIndex::add(const QStringList& names)
{
    Thing thing;
    thing.firstName = int(m_names.size());
    for (const QString& name : names) {
        QString folded = foldedName(name);
        if (folded.isEmpty()) continue;
        thing.letters |= lettersOf(folded);
        m_names.push_back(std::move(folded));
    }
    thing.names = int(m_names.size()) - thing.firstName;
    m_things.push_back(thing);
}

int NameIndex::scoreOf(const Thing& thing, QStringView query) const
{
    int best = 0;
    for (int i = 0; i < thing.names; ++i)
        best = std::max(best, nameScore(query, m_names[std::size_t(thing.firstName + i)]));
    return best;
}

std::vector<NameIndex::Hit> NameIndex::find(const QString& query) const
{
    std::vector<Hit> hits;
    const QString whole = foldedName(query);
    if (whole.isEmpty()) return hits;
    const QStringList words = whole.split(u' ');
    const std::uint64_t letters = lettersOf(whole);
    for (std::size_t place = 0; place < m_things.size(); ++place) {
        const Thing& thing = m_things[place];
        if (letters & ~thing.letters) continue;
        int score = scoreOf(thing, whole);
        if (words.size() > 1 && score < wordBeginning) {
            int sum = 0, least = same;
            for (const QString& word : words) {
                const int found = scoreOf(thing, word);
                least = std::min(least, found);
                sum += found;
            }
            if (least > 0) score = std::max(score, sum / int(words.size()) - otherOrder);
        }
        if (score > 0) hits.push_back({ int(place), score });
    }
    return hits;
}

} // namespace contrastlab
