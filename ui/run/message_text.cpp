// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sentences are marked where they stand in the core, in the context "Message".
#include "run/message_text.h"

#include <QCoreApplication>

namespace contrastlab {

QString messageText(const Message& message)
{
    if (message.quoted) return QString::fromStdString(oneLine(message.sentence));
    std::vector<std::string> arguments;
    for (const Message& argument : message.arguments)
        arguments.push_back(messageText(argument).toStdString());
    const QString sentence = QCoreApplication::translate("Message", message.sentence.c_str());
    return QString::fromStdString(fillIn(sentence.toStdString(), arguments));
}

QString messageText(const Message& file, const Message& place, const Message& what)
{
    const Message where = joinedPlace(file, place);
    return where.empty() ? messageText(what) : messageText(Message { "%1: %2", { where, what } });
}

} // namespace contrastlab
