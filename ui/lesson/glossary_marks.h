// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program's glossary, and its terms in a text: where they stand first they become links with a
// dotted line beneath. Window thread.
#pragma once

#include "lesson/glossary.h"

#include <QString>

class QLabel;
class QTextDocument;

namespace contrastlab {

/// The entries that are linked into the program.
const std::vector<GlossaryEntry>& glossary();
/// By its name, or by the link that a text has to it; null where there is none.
const GlossaryEntry* glossaryEntry(const QString& link);

/// The longest term that stands in a text; null where there is none.
const GlossaryEntry* termIn(const QString& text, const std::string& language);

/// Links the first place of each term, longest words first, but not in headings, code or links.
/// English words are whole and in any case. How many were linked.
int markTerms(QTextDocument& document, const std::string& language);
/// The same for the text that a label shows as rich text or Markdown; again after each setText().
int markTerms(QLabel& label, const std::string& language);

} // namespace contrastlab
