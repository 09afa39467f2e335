// SPDX-FileCopyrightText: 2026 The ContrastLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// As QApplicationPrivate::focusNextPrevChild_helper() of Qt 6.4, but for docks behind tabs.
#include "shell/tab_stop.h"

#include <QDockWidget>

namespace contrastlab {

namespace {

const QWidget* lastProxy(const QWidget& widget)
{
    const QWidget* proxy = widget.focusProxy();
    while (proxy && proxy->focusProxy())
        proxy = proxy->focusProxy();
    return proxy;
}

bool isStop(const QWidget& widget, const QWidget& window, bool next)
{
    const QWidget* proxy = lastProxy(widget);
    // Between the parts of one that has several, one would go round and round.
    const bool isPart = proxy && (next ? proxy->isAncestorOf(&widget) : widget.isAncestorOf(proxy));
    return (proxy ? *proxy : widget).focusPolicy() & Qt::TabFocus && !isPart
        && widget.isVisibleTo(&window) && widget.isEnabled() && !isBehindTab(widget);
}

} // namespace

bool isBehindTab(const QWidget& widget)
{
    for (const QWidget* around = &widget; around; around = around->parentWidget())
        if (const auto* dock = qobject_cast<const QDockWidget*>(around))
            return !dock->isFloating() && dock->visibleRegion().isEmpty();
    return false;
}

QWidget* tabStop(QWidget& window, bool next)
{
    const auto step = [next](const QWidget* from) {
        return next ? from->nextInFocusChain() : from->previousInFocusChain();
    };
    const QWidget* from = window.focusWidget() ? window.focusWidget() : &window;
    for (QWidget* at = step(from); at != from; at = step(at))
        if (isStop(*at, window, next)) return at;
    return nullptr;
}

} // namespace contrastlab
